"""Which accounts name each other as one person's, and what people decided about it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the tables of claims and of decisions."""
    op.create_table(
        "claim",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("target_network", sa.String(), nullable=False),
        sa.Column("target_handle", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("observed_at", sa.BigInteger(), nullable=False),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("network", "handle", "target_network", "target_handle", "how"),
    )
    op.create_index("ix_claim_target", "claim", ["target_network", "target_handle"])
    op.create_table(
        "identity",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("other_network", sa.String(), nullable=False),
        sa.Column("other_handle", sa.String(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("network", "handle", "other_network", "other_handle"),
    )
