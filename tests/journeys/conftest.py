"""The whole portal as a person meets it: web server, worker, sample network, a real browser."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PASSWORD = "plaza-demo-2026"
PATIENCE_S = 60.0

# As root Chromium needs --no-sandbox; the rest keeps it from talking to the world outside.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("journeys"))  # one portal for all of them


@pytest.fixture(scope="session")
def portal_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running portal with the sample network, its own database and its own index."""
    folder = tmp_path_factory.mktemp("journeys")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = os.environ | {
        "PORTAL_ENVIRONMENT": "demo",
        "PORTAL_DATA": str(folder),
        "PORTAL_BASE_URL": address,
    }
    for command in (["db", "upgrade"], ["vocabularies"], ["demo"], ["pages"]):
        _flask(environment, *command)
    server = [sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "2", "--threads", "4"]
    bound = ["--no-control-socket", "--log-level", "warning", "-b", f"127.0.0.1:{port}", "wsgi:app"]
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    programs = [
        subprocess.Popen(command, cwd=ROOT, env=environment) for command in (server + bound, worker)
    ]
    try:
        _wait_for(address)
        _flask(environment, "search", "wait")
        yield address
    finally:
        for program in programs:
            program.terminate()
        for program in programs:
            program.wait(20)


def _flask(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), 2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium", args=FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Every journey goes with JavaScript and without."""
    return bool(request.param)


@pytest.fixture
def visit(browser: Browser, portal_address: str) -> Iterator[Callable[..., Page]]:
    """Open a new browser window, signed in as a sample person if one is named.

    The page keeps a list `faults` of what the console complained about.
    """
    contexts: list[BrowserContext] = []

    def visit(email: str | None = None, locale: str = "en", scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=portal_address,
            java_script_enabled=scripts,
            viewport={"width": 390, "height": 844} if email == "official@example.org" else None,
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: _note(page, said))
        page.on("dialog", lambda dialog: page.faults.append(f"dialog: {dialog.message}"))
        if email:
            sign_in(page, email, locale)
        return page

    yield visit
    for context in contexts:
        for page in context.pages:
            assert page.faults == []
        context.close()


def _note(page: Page, said: object) -> None:
    # A refusal (404, 409, 422) is also told in the console; it is no fault of the page.
    if said.type == "error" and "the server responded with a status of" not in said.text:
        page.faults.append(said.text)


def sign_in(page: Page, email: str, locale: str) -> None:
    page.goto(f"/{locale}/account/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button:not([type=button])").last.click()
    page.wait_for_url(lambda url: "/account/sign-in" not in url)
