"""Who works: a name for this process that tells another one whether it still runs."""

import os
import socket
from pathlib import Path


def this_worker() -> str:
    """Who holds a lease: machine, process and when the process began, so that a dead one can be told."""
    return f"{_machine()}:{os.getpid()}:{_process_start(os.getpid())}"


def worker_is_dead(owner: str) -> bool:
    """Whether a lease's owner is a process of this machine that no longer runs. Unknown machines are not judged."""
    host, _, rest = owner.rpartition(":")
    host, _, pid = host.rpartition(":")
    if host != _machine() or not pid.isdigit():
        return False
    return _process_start(int(pid)) != rest


def _machine() -> str:
    """The machine's name, and which processes are seen here: containers of one name may see only their own."""
    try:
        seen = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        return socket.gethostname()
    return f"{socket.gethostname()}/{seen}"


def _process_start(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        if Path("/proc/self/stat").exists():
            return "gone"
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return "gone"
        except PermissionError:
            pass
        return "running"
    fields = stat.rpartition(")")[2].split()
    return "gone" if fields[0] == "Z" else fields[19]
