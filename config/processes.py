"""Start, watch and stop child processes; small private files and ports on 127.0.0.1."""

import contextlib
import os
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


def spawn(command: Sequence[str], log: Path | None = None, env: Mapping[str, str] | None = None) -> int:
    """Start a program and return its process number.

    It gets a session of its own, so that Ctrl-C reaches only the one who started it. Output goes
    to `log` (emptied first), or to ours.
    """
    actions: list[tuple[int, int, str, int, int] | tuple[int, int, int]] = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
    ]
    if log:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        actions += [(os.POSIX_SPAWN_OPEN, 1, str(log), flags, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2)]
    return os.posix_spawnp(
        command[0],
        list(command),
        os.environ if env is None else env,
        file_actions=actions,
        setsid=True,
        setsigdef=[signal.SIGPIPE],  # Python ignores it; programs expect it
    )


def running(pid: int) -> bool:
    """Whether the process is alive; a finished child of ours is reaped on the way."""
    with contextlib.suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def stop(pid: int, numbers: Sequence[signal.Signals], seconds: float) -> None:
    """Send the signals in turn, each when the one before did not help within `seconds`."""
    for number in numbers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            if not running(pid):
                return
            time.sleep(0.02)


def stop_all(pids: Sequence[int], seconds: float) -> None:
    """Ask the processes, each a leader of its session, to stop; kill what is left after `seconds`."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    give_up = time.monotonic() + seconds
    left = list(pids)
    while (left := [pid for pid in left if running(pid)]) and time.monotonic() < give_up:
        time.sleep(0.02)
    for pid in pids:  # with their own children, who may outlive them
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    while left := [pid for pid in left if running(pid)]:
        time.sleep(0.02)


def works_in(pid: int, folder: Path) -> bool:
    """Whether that process has `folder` as its working directory (Linux; elsewhere True: unknown)."""
    if not Path("/proc/self").exists():
        return True
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == folder.resolve()
    except OSError:
        return False


def free_port() -> int:
    """A port of 127.0.0.1 that nobody holds at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int, host: str = "127.0.0.1") -> bool:
    """Whether something takes connections on this port."""
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return False


def private_folder(path: Path) -> Path:
    """Make the folder for us alone (0700) if it is not there; one that is there is left as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write_private(path: Path, text: str) -> None:
    """Replace the file's text in one step; only we may read it (0600)."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)
