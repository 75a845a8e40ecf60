"""Brings a database to the newest schema: each revision in one transaction, killed at any moment or not."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from storage.server import sort_by_code_point
from storage.tables import Account


def upgrade(engine: Engine, to: str = "head") -> None:
    """Runs the missing revisions; a killed run leaves the last whole revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    scripts = ScriptDirectory.from_config(config)

    def missing(revision: object, _context: object) -> object:
        return scripts._upgrade_revs(to, revision)  # type: ignore[arg-type]  # as alembic.command.upgrade does

    with (
        EnvironmentContext(config, scripts, fn=missing, destination_rev=to) as environment,
        engine.connect().execution_options(write=True) as connection,
        # All in one transaction: another process that came at the same time waits, then finds nothing to do.
        connection.begin(),
    ):
        environment.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
        environment.run_migrations()
        sort_by_code_point(connection, Account.metadata.tables)
