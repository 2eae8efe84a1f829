"""The first machine: any server that speaks LibreTranslate's HTTP interface."""

import http.client
import json
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from threading import Lock
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

from config import BadSettings
from portal.analysis import language_of
from portal.translation.machine.failures import (
    Busy,
    Down,
    KeyRefused,
    Nonsense,
    Slow,
    UnknownLanguage,
)

TIMEOUT_S = 10.0
LARGEST_BYTES = 2_000_000
LANGUAGES_KEPT_S = 3_600.0
_PORTION = 65_536

# What servers call a locale, in the order of preference; others go by their language.
_CODES = {
    "zh": ("zh-Hans", "zh"),
    "zh-hans": ("zh-Hans", "zh"),
    "zh-hant": ("zh-Hant", "zt"),
    "pt-br": ("pt-BR", "pb", "pt"),
    "no": ("nb", "no"),
}


@dataclass(frozen=True, slots=True)
class _Languages:
    targets: dict[str, frozenset[str]]
    until: float


class LibreTranslate:
    """Asks one server, and only that one: no redirect is followed, nothing else is fetched.

    It waits TIMEOUT_S at most for a sign of the server, stops reading an answer that is not
    there by then, and reads LARGEST_BYTES at most.
    """

    def __init__(
        self, url: str, key: str = "", name: str = "", *, timeout_s: float = TIMEOUT_S
    ) -> None:
        self._address = _checked(url)
        self._key = key
        self._timeout_s = timeout_s
        self._languages: _Languages | None = None
        self._lock = Lock()
        self.name = name or "LibreTranslate"

    def serves(self, source: str, target: str) -> bool:
        return self._pair(source, target) is not None

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        pair = self._pair(source, target)
        if pair is None:
            raise UnknownLanguage
        request = {"q": list(texts), "source": pair[0], "target": pair[1], "format": "text"}
        if self._key:
            request["api_key"] = self._key
        answer = self._ask("POST", "/translate", request)
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translated, list) or len(translated) != len(texts):
            raise Nonsense
        if not all(isinstance(text, str) and text.strip() for text in translated):
            raise Nonsense
        return translated

    def _pair(self, source: str, target: str) -> tuple[str, str] | None:
        """What the server calls the two locales; None if it does not translate between them."""
        known = self._known_languages()
        for own in _names(source):
            for other in _names(target):
                if own != other and other in known.get(own, frozenset()):
                    return own, other
        return None

    def _known_languages(self) -> dict[str, frozenset[str]]:
        with self._lock:
            kept = self._languages
        if kept is None or time.monotonic() > kept.until:
            targets = _targets(self._ask("GET", "/languages"))
            kept = _Languages(targets, time.monotonic() + LANGUAGES_KEPT_S)
            with self._lock:
                self._languages = kept
        return kept.targets

    def _ask(self, method: str, path: str, body: object = None) -> object:
        try:
            status, headers, content = self._fetch(method, path, body)
        except TimeoutError as error:
            raise Slow from error
        except http.client.IncompleteRead as error:
            raise Nonsense from error
        except (OSError, http.client.HTTPException) as error:
            raise Down from error
        if status != http.client.OK:
            _refuse(status, headers, content)
        return _decoded(content)

    def _fetch(self, method: str, path: str, body: object) -> tuple[int, Message, bytes]:
        deadline = time.monotonic() + self._timeout_s
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        with closing(self._connection()) as connection:
            connection.request(method, self._address.path.rstrip("/") + path, sent, headers)
            with connection.getresponse() as response:
                return response.status, response.headers, _read(response, deadline)

    def _connection(self) -> http.client.HTTPConnection:
        kind = (
            http.client.HTTPSConnection
            if self._address.scheme == "https"
            else http.client.HTTPConnection
        )
        return kind(self._address.hostname or "", self._address.port, timeout=self._timeout_s)


def _checked(url: str) -> SplitResult:
    try:
        address = urlsplit(url)
        usable = address.scheme in ("http", "https") and bool(address.hostname)
        _port = address.port  # raises where it is no number
    except ValueError:
        usable = False
    if not usable or address.username or address.query or address.fragment:
        raise BadSettings(
            "PORTAL_MACHINE_URL must be the address of a LibreTranslate server, for example "
            "https://translate.example.org."
        )
    return address


def _names(locale: str) -> tuple[str, ...]:
    named = _CODES.get(locale.lower())
    if named:
        return named
    # Not the bare language of zh-Hant: simplified characters would be wrong.
    language = language_of(locale)
    return (locale, *_CODES.get(language, (language,)))


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read the body within the time and size that an answer may take."""
    content = bytearray()
    while portion := response.read1(_PORTION):
        content += portion
        if len(content) > LARGEST_BYTES:
            raise Nonsense
        if time.monotonic() > deadline:
            raise TimeoutError
    if response.length:
        raise Nonsense  # fewer bytes came than were announced
    return bytes(content)


def _refuse(status: int, headers: Message, content: bytes) -> NoReturn:
    if status in (http.client.TOO_MANY_REQUESTS, http.client.PAYMENT_REQUIRED):
        wait = headers.get("Retry-After", "")
        raise Busy(float(wait) if wait.isascii() and wait.isdigit() else None)
    if status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
        raise KeyRefused
    if status == http.client.BAD_REQUEST and b"not supported" in content:
        raise UnknownLanguage
    if status >= http.client.INTERNAL_SERVER_ERROR:
        raise Down
    raise Nonsense


def _decoded(content: bytes) -> object:
    try:
        decoded: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Nonsense from error
    return decoded


def _targets(answer: object) -> dict[str, frozenset[str]]:
    """The languages of an answer to /languages; old servers do not say the targets: all."""
    if not isinstance(answer, list):
        raise Nonsense
    rows = [row for row in answer if isinstance(row, dict) and isinstance(row.get("code"), str)]
    every = frozenset(row["code"] for row in rows)
    return {row["code"]: _strings(row.get("targets"), every) for row in rows}


def _strings(found: object, otherwise: frozenset[str]) -> frozenset[str]:
    if not isinstance(found, list):
        return otherwise
    return frozenset(each for each in found if isinstance(each, str))
