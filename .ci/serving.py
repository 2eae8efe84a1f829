"""The running portal: web server and worker side by side, both stopped together."""

import ctypes
import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import database
from machine import PYTHON, ROOT, Stopped, say, surroundings

FIRST_PORT, LAST_PORT = 8000, 8099
HOST = "127.0.0.1"
PATIENCE_S = 15.0
PR_SET_PDEATHSIG = 1  # linux/prctl.h
TICK_S = 0.2

Programs = Mapping[str, tuple[str | Path, ...]]

SIGN_INS = """
  official@example.org       a city's official
  coordinator@example.org    the coordinator of that city
  editor@example.org         an editor of the secretariat
  editor2@example.org        another editor, to clear what the first one wrote
  translator@example.org     a translator into Arabic and French
  reviewer@example.org       a reviewer of translations
  admin@example.org          the administrator
  stranger@example.org       an official of another city
"""
PASSWORD = "plaza-demo-2026"


def run() -> int:
    """Prepare the data and serve until Ctrl-C, or until one of the two programs ends."""
    given = surroundings()
    data = database.folder(given)
    port = choose_port(given.get("PORT"))
    address = f"http://{HOST}:{port}"
    usual = {"PORTAL_ENVIRONMENT": "demo", "PORTAL_BASE_URL": address}
    environment = usual | given | {"PORTAL_DATA": str(data)}
    database.prepare(data, environment)
    greeting = f"The portal is ready: {address}/ (Ctrl-C stops it)"
    if environment["PORTAL_ENVIRONMENT"] == "demo":
        greeting += f"\nWhat it would have mailed: {address}/dev/mail"
        greeting += f"\nSample sign-ins, all with the password {PASSWORD}\n{SIGN_INS}"
    return supervise(programs(port), environment, lambda: answers(port), greeting)


def choose_port(wanted: str | None) -> int:
    """Take the port that was asked for, or else the first free one from 8000 up."""
    if wanted is None:
        for port in range(FIRST_PORT, LAST_PORT + 1):
            if is_free(port):
                return port
        raise Stopped(f"All ports from {FIRST_PORT} to {LAST_PORT} are taken: make run PORT=…")
    if not (wanted.isascii() and wanted.isdigit() and 0 < int(wanted) < 65536):
        raise Stopped(f"PORT is “{wanted}”; it must be a number from 1 to 65535.")
    if not is_free(int(wanted)):
        raise Stopped(
            f"Port {wanted} is taken or not allowed to this user. Leave PORT out to get a free "
            "one, or choose another: make run PORT=8001"
        )
    return int(wanted)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server does; otherwise a port counts as taken for a while after a stop.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def programs(port: int) -> Programs:
    """The two programs of a running portal, by the names we call them."""
    server = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")
    quietly = ("--no-control-socket", "--log-level", "warning", "--graceful-timeout", "8")
    bound = ("--bind", f"{HOST}:{port}", "wsgi:app")
    return {
        "web server": (PYTHON, "-m", "gunicorn", *server, *quietly, *bound),
        "worker": (PYTHON, "-m", "flask", "--app", "wsgi", "worker"),
    }


def answers(port: int) -> bool:
    """Whether a web server sends a page, whatever its status."""
    connection = http.client.HTTPConnection(HOST, port, timeout=TICK_S * 5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def supervise(
    wanted: Programs,
    environment: Mapping[str, str],
    is_ready: Callable[[], bool],
    greeting: str,
) -> int:
    """Run programs side by side until a signal, or until one of them ends by itself.

    Greets once when they are ready. Whatever happens, none is left behind. The result is 0
    after a signal and 1 otherwise.
    """
    running = {name: _start(command, environment) for name, command in wanted.items()}
    received: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, lambda which, _frame: received.append(which))
    try:
        return _watch(running, received, is_ready, greeting)
    finally:
        _stop(running)


def _start(
    command: tuple[str | Path, ...], environment: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """Start a program in a group of its own: Ctrl-C is for us, and it waits for our word."""
    return subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=_end_with_us,  # noqa: PLW1509 - there are no threads here
    )


def _end_with_us() -> None:
    """Have the kernel stop this program when its supervisor is killed; Linux only, prctl(2)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _watch(
    running: Mapping[str, "subprocess.Popen[bytes]"],
    received: list[int],
    is_ready: Callable[[], bool],
    greeting: str,
) -> int:
    greeted = False
    while not received:
        ended = next((name for name, program in running.items() if program.poll() is not None), "")
        if ended and not received:
            code = running[ended].returncode
            say(f"The {ended} has ended by itself (code {code}); stopping the rest too.")
            return 1
        if not greeted and is_ready():
            say(greeting)
            greeted = True
        time.sleep(TICK_S)
    say("Stopping.")
    return 0


def _stop(running: Mapping[str, "subprocess.Popen[bytes]"]) -> None:
    """Ask all to end, and make those end that do not in time."""
    for program in running.values():
        program.terminate()
    latest = time.monotonic() + PATIENCE_S
    for name, program in running.items():
        try:
            program.wait(max(latest - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            say(f"The {name} does not stop; ending it.")
            program.kill()
            program.wait()
