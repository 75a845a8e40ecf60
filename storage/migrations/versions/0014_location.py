"""Where an account says it is."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Adds the column; what was read before says nothing of it."""
    for table in ("account", "observation"):
        op.add_column(table, sa.Column("location", sa.String(), nullable=True))
