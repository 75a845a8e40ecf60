"""Starting servers and ending them, whatever happens."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def need_packages(*names: str) -> None:
    """Installs Debian's packages that are missing; raises CalledProcessError where that is refused."""
    known = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${Status}\n", *names], capture_output=True, text=True, check=False
    )
    there = {line.split()[0] for line in known.stdout.splitlines() if line.endswith("install ok installed")}
    missing = [name for name in names if name not in there]
    if missing:
        print(f"Installing {' '.join(missing)} …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
            env=quiet, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip


@contextmanager
def running(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> "Iterator[subprocess.Popen[bytes]]":
    """A process whose output goes to a log; it is ended at the end, by force where it does not listen."""
    with log.open("wb") as output:
        said = {**os.environ, **(environment or {})}
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=said, cwd=log.parent)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


def wait_for(is_there: Callable[[], bool], what: str, *, seconds: float = 120) -> None:
    """Waits until it is there; raises RuntimeError after so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if is_there():
                return
        except OSError:
            pass  # not listening yet
        time.sleep(0.3)
    raise RuntimeError(f"{what} did not start within {seconds:g} s")
