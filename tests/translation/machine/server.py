"""A small LibreTranslate server on this machine, which can be told to misbehave."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "fr", "ar", "zt", "pt"]},
    {"code": "fr", "name": "French", "targets": ["en", "fr"]},
]
ANSWERS = {
    "few": {"translatedText": []},
    "numbers": {"translatedText": [1]},
    "blank": {"translatedText": ["  "]},
    "huge": {"translatedText": ["x" * 3_000_000]},
}
BODIES = {"deep": b"[" * 100_000, "html": b"<html>Welcome</html>"}
REFUSALS = {
    "error": (500, "Internal", {}),
    "busy": (429, "Slowdown", {"Retry-After": "7"}),
    "unsupported": (400, "fr (xx) is not supported", {}),
    "redirect": (307, "", {"Location": "http://127.0.0.1:9/translate"}),
}
CUT = b'{"translatedText": ["Bon'


class Server:
    """What the tests tell the server, and what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.fault = ""
        self.key = ""
        self.languages: object = LANGUAGES
        self.translate: Callable[[str], str] = str.upper  # stands for translating
        self.asked: list[tuple[str, dict[str, object]]] = []
        self.finished = Event()


class _Handler(BaseHTTPRequestHandler):
    told: Server

    def do_GET(self) -> None:
        self.told.asked.append((self.path, {}))
        if self.told.fault and "languages" in self.told.fault:
            self.fail(self.told.fault.removeprefix("languages "))
        elif self.path == "/languages":
            self.answer(self.told.languages)
        else:
            self.answer({"error": "Not found"}, 404)

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.asked.append((self.path, request))
        if self.told.fault:
            self.fail(self.told.fault)
        elif request.get("api_key", "") != self.told.key:
            self.answer({"error": "Invalid API key"}, 403)
        else:
            texts = [self.told.translate(text) for text in request["q"]]
            self.answer({"translatedText": texts})

    def fail(self, fault: str) -> None:
        if fault in ANSWERS:
            self.answer(ANSWERS[fault])
        elif fault in BODIES:
            self.answer_raw(BODIES[fault])
        elif fault in REFUSALS:
            status, error, headers = REFUSALS[fault]
            self.answer({"error": error}, status, headers)
        elif fault in ("cut", "slow body", "dripping"):
            self.answer_raw(CUT, headers={"Content-Length": "1000"})
        while fault == "dripping" and not self.told.finished.wait(0.05):
            self.wfile.write(b" ")
        if fault in ("slow", "slow body"):
            self.told.finished.wait(30)
        self.close_connection = True

    def answer(
        self, value: object, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.answer_raw(json.dumps(value).encode(), status, headers)

    def answer_raw(
        self, body: bytes, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        try:
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:  # the other side has read enough
            self.close_connection = True

    def log_message(self, *_values: object) -> None:
        """Say nothing; the tests see what was asked."""


@contextmanager
def running() -> Iterator[Server]:
    told = Server()
    handler = type("Handler", (_Handler,), {"told": told})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        http.daemon_threads = True
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        told.url = f"http://127.0.0.1:{http.server_port}"
        try:
            yield told
        finally:
            told.finished.set()
            http.shutdown()
            thread.join()
