"""A PostgreSQL server of the tests' own, from Debian's programs, with a new database for whoever asks for one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from storage.database import Database
from tests.servers.starting import free_port

# Anybody comes in but "locked", who needs a password.
_ENTRANCE = "host all locked 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
# Words are sorted as in English dictionaries there, not by code points as in SQLite.
_INITDB = ("--username", "mira", "--encoding", "UTF8", "--locale", "C.UTF-8", "--locale-provider", "icu",
           "--icu-locale", "en-US", "--no-sync")  # fmt: skip


class PostgresServer:
    """A running server: ``new_database`` gives the address of an empty one, brought to the newest schema or not."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._numbers = count(1)
        self._template: str | None = None

    def new_database(self, *, migrated: bool = True, options: str = "") -> str:
        """Makes a database; ``options`` are those of CREATE DATABASE."""
        if migrated and self._template is None:
            self._template = f"t{next(self._numbers)}"
            self.run(f"CREATE DATABASE {self._template}")
            Database(self.address(self._template)).close()
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {f'TEMPLATE {self._template}' if migrated else options}")
        return self.address(name)

    def address(self, name: str, user: str = "mira") -> str:
        """How a database of this server is named."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str, name: str = "postgres") -> list[tuple[object, ...]]:
        """Runs a statement as the server's owner, outside of any transaction; the rows that it gives."""
        with psycopg.connect(self.address(name), autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []


def find_programs() -> Path:
    """The folder of initdb and postgres, the newest; raises FileNotFoundError where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    beside = shutil.which("pg_ctl")
    if folders:
        return folders[-1]
    if beside:
        return Path(beside).resolve().parent
    raise FileNotFoundError("no PostgreSQL is installed: apt-get install postgresql")


@contextmanager
def run_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Starts a server on a free port of the loopback; it and its data are gone afterwards.

    ``durable`` as servers usually are; a test need not wait for the disk.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="nanoscout-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "check": True, "timeout": 120}
    control = [*as_owner, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    try:
        subprocess.run([*as_owner, str(programs / "initdb"), "-D", str(data), "-A", "trust", *_INITDB], **quiet)  # type: ignore[call-overload]  # see quiet
        (data / "pg_hba.conf").write_text(_ENTRANCE)
        port = free_port()
        settings = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync={durable} -c max_connections=60"
        subprocess.run([*control, "-l", str(folder / "log"), "-o", settings, "start"], **quiet)  # type: ignore[call-overload]
        try:
            yield PostgresServer(port)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]
    finally:
        shutil.rmtree(folder)
