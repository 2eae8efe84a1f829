"""The database and its first content, as `make run` needs them."""

from collections.abc import Mapping
from pathlib import Path

from machine import PYTHON, ROOT, Stopped, call, say, stamp

EMBEDDED = "portal.sqlite"


def folder(variables: Mapping[str, str]) -> Path:
    """The folder for database, index, files and mail; made if need be."""
    chosen = Path(variables.get("PORTAL_DATA", ROOT / "var")).absolute()
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        probe = chosen / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Stopped(
            f"The data folder {chosen} cannot be written ({error.strerror}). Give it to this "
            "user, or name another one: make run PORTAL_DATA=/path/to/folder"
        ) from None
    return chosen


def prepare(data: Path, environment: Mapping[str, str]) -> None:
    """Migrate the database, load vocabularies, pages and, in a demonstration, the sample network.

    The embedded database is left alone while neither it nor the code has changed. Another may
    have been emptied behind our back and is always looked at.
    """
    mark = stamp("prepared", ROOT / "migrations", ROOT / "portal", folder=data)
    embedded = "PORTAL_DATABASE_URL" not in environment
    if embedded and (data / EMBEDDED).exists() and mark.is_current():
        return
    say("Bringing the database up to date")
    _flask(environment, "db", "upgrade", quietly=True)
    _flask(environment, "vocabularies", quietly=True)
    if environment["PORTAL_ENVIRONMENT"] == "demo":
        say("Filling in the sample network")
        _flask(environment, "demo")
    _flask(environment, "pages", quietly=True)
    if embedded:
        mark.leave()


def _flask(environment: Mapping[str, str], *words: str, quietly: bool = False) -> None:
    flask = ("-m", "flask", "--app", "wsgi")
    if not call(PYTHON, *flask, *words, environment=environment, quietly=quietly):
        raise Stopped(f"“flask {' '.join(words)}” did not succeed; its reasons stand above.")
