"""Pages on the production server: milliseconds, CPU per request, statements and weight.

Starts gunicorn with two workers over a database of its own with `--size=N` published case
studies (default 200) and the sample network, signs an official in, and asks for the front page,
the list, a case study and a search with 1 and with 16 requests at a time. Medians of three rounds.
"""

import gzip
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config import Environment, Settings
from portal import create_app
from portal.accounts.actions import open_sign_in
from portal.accounts.queries import by_email
from portal.case_studies.kind import KIND
from portal.content import actions, writing
from portal.content.writing import Draft
from portal.core import jobs
from portal.core.actions import action
from portal.demo.commands import load
from portal.pages.actions import load_page, texts
from portal.thesaurus.actions import load_vocabularies

ROOT = Path(__file__).parents[1]
WORDS_EACH = 450
ROUNDS = 3
SENTENCE = "The district planted trees along the canal and measured the heat at noon. "


def main(options: list[str]) -> None:
    size = next((int(each[7:]) for each in options if each.startswith("--size=")), 200)
    with tempfile.TemporaryDirectory(prefix="plaza-bench-") as name:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = _settings(Path(name), port)
        cookie, key = _fill(settings, size)
        server = _serve(settings, port)
        try:
            _wait(port)
            _table(port, cookie, key, server.pid)
        finally:
            server.terminate()
            server.wait(20)


def _settings(folder: Path, port: int) -> Settings:
    return Settings(
        secret_key="for this measurement only, then forgotten",  # noqa: S106
        database_url=f"sqlite:///{folder / 'portal.sqlite'}",
        folder=folder,
        environment=Environment.DEMO,
        base_url=f"http://localhost:{port}",
    )


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | {
        "PORTAL_SECRET_KEY": settings.secret_key,
        "PORTAL_ENVIRONMENT": "demo",
        "PORTAL_DATA": str(settings.folder),
        "PORTAL_BASE_URL": settings.base_url,
    }


def _fill(settings: Settings, size: int) -> tuple[str, int]:
    """Make the database and the index; return a session cookie and a case study's number."""
    migrate = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    subprocess.run(migrate, cwd=ROOT, env=_environment(settings), check=True, capture_output=True)
    app = create_app(settings)
    with app.app_context():
        load_vocabularies()
        load()
        for text in texts():
            load_page(text)
        key = _publish_many(size)
        jobs.drain(100_000)
    with app.test_client() as client, app.app_context():
        person = by_email("official@example.org")
        if person is None:
            raise LookupError("no sample official")
        secret = open_sign_in(person, device="bench")
        with client.session_transaction() as session:
            session["_user_id"] = secret
        cookie = client.get_cookie("plaza", domain="localhost")
        return f"plaza={cookie.value if cookie else ''}", key


@action
def _publish_many(size: int) -> int:
    author, editor = by_email("official@example.org"), by_email("editor@example.org")
    if author is None or editor is None:
        raise LookupError("no sample people")
    city = author.memberships[0].organisation
    facts = {"pathways": ["resilient"], "topics": ["heat-cooling"], "sdgs": ["sdg-11"],
             "stage": "running", "licence": "cc-by-4.0"}  # fmt: skip
    text = "\n\n".join([SENTENCE * 5] * (WORDS_EACH // 65))
    key = 0
    for number in range(size):
        words = {each.name: SENTENCE for each in KIND.words}
        words |= {"title": f"Trees along canal {number}", "action": text}
        study = writing.draft(KIND, author, city, "en", Draft(words, facts))
        actions.submit(study, author)
        actions.publish(study, editor)
        key = study.id
    return key


def _serve(settings: Settings, port: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "2", "--threads", "4",
               "--no-control-socket", "--log-level", "error", "-b", f"127.0.0.1:{port}",
               "wsgi:app"]  # fmt: skip
    return subprocess.Popen(command, cwd=ROOT, env=_environment(settings))


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if _get(port, "/healthz", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server does not answer")


def _get(port: int, path: str, cookie: str) -> tuple[int, int, int]:
    """Status, size and compressed size of one page."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    return answer.status, len(body), len(gzip.compress(body, 6))


def _table(port: int, cookie: str, key: int, pid: int) -> None:
    pages = {
        "front page": "/en/",
        "list": "/en/case-studies/",
        "case study": f"/en/case-studies/{key}",
        "search": "/en/search?q=trees+canal+heat",
    }
    print("page         CPU ms   p50 ms 1   p50 ms 16   p99 ms 16   requests/s 16   KB gzip")
    for name, path in pages.items():
        for _warm in range(6):
            status, _size, weight = _get(port, path, cookie)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
        alone = [_round(port, path, cookie, pid, at_once=1, count=60) for _ in range(ROUNDS)]
        many = [_round(port, path, cookie, pid, at_once=16, count=160) for _ in range(ROUNDS)]
        median = lambda rounds, place: statistics.median(each[place] for each in rounds)  # noqa: E731
        print(
            f"{name:12} {median(alone, 3):6.1f} {median(alone, 0):10.1f} {median(many, 0):11.1f} "
            f"{median(many, 1):11.1f} {median(many, 2):15.0f} {weight / 1000:9.1f}"
        )


def _round(
    port: int, path: str, cookie: str, pid: int, *, at_once: int, count: int
) -> tuple[float, float, float, float]:
    """p50 and p99 in ms, requests per second, CPU ms of the server per request."""
    times: list[float] = []
    guard = threading.Lock()

    def ask(_number: int) -> None:
        start = time.perf_counter()
        _get(port, path, cookie)
        with guard:
            times.append(time.perf_counter() - start)

    cpu, start = _cpu_s(pid), time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(ask, range(count)))
    wall, used = time.perf_counter() - start, _cpu_s(pid) - cpu
    times.sort()
    return (
        times[len(times) // 2] * 1000,
        times[min(len(times) - 1, int(len(times) * 0.99))] * 1000,
        count / wall,
        used / count * 1000,
    )


def _cpu_s(pid: int) -> float:
    """CPU seconds used so far by the server's workers (Linux)."""
    ticks = os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    total = 0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / ticks
