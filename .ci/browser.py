"""A Chromium for the tests that use a real browser."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import debian
import node
from machine import PYTHON, call, say, surroundings

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Noto draws the Arabic pages; Playwright's own Node needs the library where Debian is minimal.
PACKAGES = ("chromium", "fonts-noto-core", "libatomic1")
ADVICE = (
    "No Chromium was found or could be installed. Install one (apt-get install chromium) "
    "or name it: PORTAL_CHROMIUM=/path/to/chromium."
)


def prepare() -> dict[str, str] | None:
    """Find a browser, or install one; the variables that lead the tests to it."""
    chromium = _find() or _install()
    if chromium is None:
        return None
    return {"PORTAL_CHROMIUM": str(chromium)} | _driver()


def _find() -> Path | None:
    return next(filter(_starts, _candidates()), None)


def _candidates() -> Iterator[Path]:
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        yield Path(named)
        return
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    home = Path(surroundings()["HOME"])
    yield from sorted(home.glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome"))[::-1]


def _starts(browser: Path) -> bool:
    """Some are only a hint to install a package of another kind."""
    try:
        answer = subprocess.run(
            [browser, "--version"], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _install() -> Path | None:
    if os.environ.get("PORTAL_CHROMIUM"):
        return None
    if debian.install(*PACKAGES) and (found := _find()):
        return found
    say("Asking Playwright for its own Chromium")
    call(PYTHON, "-m", "playwright", "install", "chromium", quietly=True)
    return _find()


def _driver() -> dict[str, str]:
    """Give Playwright another Node where the one it brings does not start."""
    for own in PYTHON.parent.parent.glob("lib/python*/site-packages/playwright/driver/node"):
        if _starts(own):
            return {}
    return {"PLAYWRIGHT_NODEJS_PATH": str(node.find().node)}
