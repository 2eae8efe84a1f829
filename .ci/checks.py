"""The checks: style, types and templates, then the tests with all they need."""

import os

import browser
import postgresql
from machine import PYTHON, Stopped, call, say, surroundings

TOOLS = ("ruff check", "ruff format --check", "mypy", "djlint portal --lint --quiet")
WITHOUT_BROWSER = ("-m", "not browser")


def lint() -> list[str]:
    """Run the tools that read the code; the names of those that found something."""
    failed = []
    for tool in TOOLS:
        say(tool)
        if not call(PYTHON, "-m", *tool.split(), quietly=True):
            failed.append(tool)
    return failed


def test(arguments: list[str]) -> list[str]:
    """Run everything, the tests with further arguments for pytest; the names of what failed.

    What the machine cannot offer is left out loudly; under CI=true that is a failure.
    """
    chromium, server = browser.prepare(), postgresql.prepare()
    missing = [browser.ADVICE] * (chromium is None) + [postgresql.ADVICE] * (server is None)
    if missing and os.environ.get("CI") == "true":
        raise Stopped("\n".join(missing))
    failed = lint()
    say("pytest")
    usual = ("-n", "2", "--dist", "loadgroup", *(WITHOUT_BROWSER if chromium is None else ()))
    environment = surroundings() | (chromium or {}) | (server or {})
    if not call(PYTHON, "-m", "pytest", *usual, *arguments, environment=environment):
        failed.append("pytest")
    for sentence in missing:
        say(f"NOT EVERYTHING WAS TESTED: {sentence}")
    return failed
