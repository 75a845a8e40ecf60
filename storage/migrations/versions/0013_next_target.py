"""The order in which targets are visited, as an index: without it every lease sorts all that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Adds the index."""
    op.create_index("ix_target_next", "target", ["run_id", "state", sa.text("promise DESC"), "id"])
