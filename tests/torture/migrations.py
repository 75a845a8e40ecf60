"""SIGKILL inside a migration: the old schema or the new one, never between, and every row is kept."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from storage.database import SCHEMA, _engine, parse_url
from storage.migrations.upgrade import upgrade

_OLD = "0001"
_ROWS = 30_000


def kill_migrations(folder: Path, *, times: int, rng: random.Random) -> tuple[int, list[str]]:
    """(how many kills hit a migration under way, what did not hold)."""
    old = folder / "old.db"
    engine = _engine(parse_url(str(old)))
    upgrade(engine, _OLD)
    engine.dispose()
    with closing(sqlite3.connect(old)) as connection, connection:
        people = [("mastodon", f"p{n}@ink.example", n) for n in range(_ROWS)]
        connection.executemany(
            "INSERT INTO account (network, handle, first_seen_at, stale) VALUES (?, ?, ?, 1)", people
        )
    wrong: list[str] = []
    hits = 0
    longest = 0.6
    for number in range(times):
        file = folder / f"migrated-{number}.db"
        file.write_bytes(old.read_bytes())
        code = "import sys; from storage.database import Database; print('on', flush=True); Database(sys.argv[1])"
        process = subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0.0, longest))
        under_way = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        hits += under_way
        with closing(sqlite3.connect(file)) as connection:
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if version not in (_OLD, SCHEMA) or sound != "ok":
            wrong.append(f"kill {number}: schema {version}, {sound}")
        done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, timeout=120, check=False)
        with closing(sqlite3.connect(file)) as connection:
            count = connection.execute("SELECT count(*) FROM account").fetchone()[0]
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        if done.returncode != 0 or count != _ROWS or version != SCHEMA:
            wrong.append(f"after kill {number}: exit {done.returncode}, {count:,} rows, schema {version}")
    return hits, wrong
