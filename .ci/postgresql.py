"""The programs of PostgreSQL, from which the tests start a server of their own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import debian

PROGRAMS = ("initdb", "postgres", "pg_ctl")
DEBIAN = Path("/usr/lib/postgresql")
CLUSTERS = Path("/etc/postgresql-common/createcluster.conf")
ADVICE = (
    "No PostgreSQL server was found or could be installed. Install one (apt-get install "
    "postgresql) or name the folder of initdb and postgres: PORTAL_TEST_PG_BIN=/path/to/bin."
)


def prepare() -> dict[str, str] | None:
    """Find the programs, or install them; the variable that leads the tests to them."""
    folder = _find()
    if folder is None and _install():
        folder = _find()
    return None if folder is None else {"PORTAL_TEST_PG_BIN": str(folder)}


def _find() -> Path | None:
    return next((folder for folder in _candidates() if _is_complete(folder)), None)


def _candidates() -> Iterator[Path]:
    named = os.environ.get("PORTAL_TEST_PG_BIN")
    if named:
        yield Path(named)
        return
    yield from sorted(DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name))[::-1]
    found = shutil.which("initdb")
    if found:
        yield Path(found).resolve().parent


def _install() -> bool:
    """Install the programs, without the server that Debian would make and start for everybody."""
    if not CLUSTERS.exists() and debian.install("postgresql-common"):
        with CLUSTERS.open("a", encoding="utf-8") as settings:
            settings.write("create_main_cluster = false\n")
    return debian.install("postgresql")


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0


def _is_complete(folder: Path) -> bool:
    return all((folder / program).exists() for program in PROGRAMS)
