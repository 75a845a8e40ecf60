"""Until when a host is left alone, apart from whose turn it is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the time to the hosts."""
    op.add_column("host", sa.Column("held_until", sa.BigInteger(), nullable=False, server_default="0"))
