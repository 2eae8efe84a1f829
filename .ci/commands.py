"""The commands of `dev.py`, each a few steps in order."""

import os
import shlex
import shutil
import sys

import assets
import catalogues
import checks
import environment
import serving
from machine import PYTHON, ROOT, VENV, Stopped, call, say

BUILT = (
    VENV,
    assets.MODULES,
    assets.STATIC,
    assets.STATIC.with_name("static.new"),
    *(ROOT / name for name in (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")),
)


def main(words: list[str]) -> int:
    """Run the command that the first word names."""
    name = words[0] if words else "run"
    if name not in COMMANDS:
        print(f"There is no command “{name}”; there are: {', '.join(COMMANDS)}.")
        return 2
    try:
        return COMMANDS[name]()
    except Stopped as reason:
        print(f"\nStopped: {reason}\n", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped before the end; the next time goes on from here.\n", file=sys.stderr)
    return 1


def run() -> int:
    _set_up(development=False)
    return serving.run()


def setup() -> int:
    _set_up(development=True)
    say("All is set up.")
    return 0


def test() -> int:
    _set_up(development=True)
    return _verdict(checks.test(_for_the_tool()))


def lint() -> int:
    environment.prepare(development=True)
    return _verdict(checks.lint())


def bench() -> int:
    _set_up(development=True)
    return 0 if call(PYTHON, "-m", "bench", *_for_the_tool()) else 1


def translations() -> int:
    environment.prepare(development=True)
    catalogues.update(os.environ.get("LOCALE") or None)
    return 0


def clean() -> int:
    """Remove all that was built or installed here; data folders stay."""
    for path in BUILT:
        shutil.rmtree(path, ignore_errors=True)
    assets.COAST.unlink(missing_ok=True)
    for compiled in catalogues.FOLDER.glob("*/LC_MESSAGES/*.mo"):
        compiled.unlink()
    return 0


def _set_up(*, development: bool) -> None:
    environment.prepare(development=development)
    assets.build()
    catalogues.compile_all()


def _for_the_tool() -> list[str]:
    """Further words, of the command line and of the variable ARGS."""
    return sys.argv[2:] + shlex.split(os.environ.get("ARGS", ""))


def _verdict(failed: list[str]) -> int:
    say(f"FAILED: {', '.join(failed)}" if failed else "All is well.")
    return 1 if failed else 0


COMMANDS = {step.__name__: step for step in (run, test, setup, lint, bench, translations, clean)}
