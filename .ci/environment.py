"""The Python environment of the project in .venv, from the locked requirements."""

import shutil
import sys

from machine import PYTHON, ROOT, STAMPS, VENV, Stopped, call, say, stamp

RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"


def prepare(*, development: bool) -> None:
    """Bring .venv up to date; the development requirements contain those of the runtime."""
    if not _starts():
        _create()
    if development or (STAMPS / DEVELOPMENT).exists():
        _install(DEVELOPMENT)
    else:
        _install(RUNTIME)


def _starts() -> bool:
    """A .venv can be there and useless: half made, or with a Python that has since gone."""
    return PYTHON.exists() and call(PYTHON, "-c", "import pip", quietly=True)


def _create() -> None:
    say("Making the Python environment .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    if not call(sys.executable, "-m", "venv", VENV, quietly=True):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stopped(
            "Python could not make .venv. Debian and Ubuntu keep what is missing in a package "
            "of its own: apt-get install python3-venv"
        )


def _install(lock: str) -> None:
    mark = stamp(lock, ROOT / lock)
    if mark.is_current():
        return
    say(f"Installing {lock} (a minute or two, once)")
    if not call(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", ROOT / lock):
        raise Stopped(
            f"pip could not install {lock}; its reasons stand above. Without a network, or "
            "behind a proxy, see to PIP_INDEX_URL, HTTPS_PROXY and PIP_CERT."
        )
    mark.leave()
