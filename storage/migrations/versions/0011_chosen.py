"""Why a target was visited when it was."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("target", sa.Column("chosen", sa.String(), nullable=True))
