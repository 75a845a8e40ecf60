"""Which file held whom."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds the tables of exports."""
    op.create_table(
        "export",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("brief", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("exported_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "exported_account",
        sa.Column("export_id", sa.BigInteger(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("export_id", "network", "handle"),
    )
    op.create_index("ix_exported_account", "exported_account", ["network", "handle"])
