"""Real servers for the tests: a PostgreSQL of our own, on a port of our own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "PORTAL_TEST_PG"  # host:port of the running server, for the workers of the suite


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, from the environment, Debian's place or the path."""
    if named := os.environ.get("PORTAL_TEST_PG_BIN"):
        return Path(named)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def postgresql() -> Iterator[str | None]:
    """Start a PostgreSQL that is thrown away afterwards; yield `host:port`, or None without one."""
    programs = binaries()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="plaza-pg-") as name:
        folder = Path(name)
        run = _as_postgres(folder)
        port = free_port()
        run([programs / "initdb", "-D", folder / "db", "-U", "plaza", "-A", "trust", "--no-sync",
             "-E", "UTF8", "--locale=C.UTF-8"])  # fmt: skip
        options = (
            f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
            "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
        )
        run([programs / "pg_ctl", "-D", folder / "db", "-w", "-o", options,
             "-l", folder / "log", "start"])  # fmt: skip
        try:
            yield f"127.0.0.1:{port}"
        finally:
            run([programs / "pg_ctl", "-D", folder / "db", "-m", "immediate", "stop"])


def _as_postgres(folder: Path):
    """PostgreSQL refuses to run as root: there, use the user that Debian's package brings."""
    user = None
    if os.geteuid() == 0:
        user = "postgres" if _exists("postgres") else "nobody"
        shutil.chown(folder, user)

    def run(command: list[object]) -> None:
        subprocess.run(
            [str(part) for part in command],
            user=user,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )

    return run


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
