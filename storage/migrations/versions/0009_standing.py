"""Where everyone stood at the end of each run."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds the table of standings."""
    op.create_table(
        "standing",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("excluded", sa.String(), nullable=True),
        sa.Column("points", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "network", "handle"),
    )
