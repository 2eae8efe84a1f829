"""SKOS as Turtle: a reader of what thesauri are published in.

Read are prefixes and base, `a`, `;` and `,`, literals with languages and types, long strings,
escapes, numbers. Blank nodes and lists are passed over; a notice counts them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import urljoin

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.thesaurus.exchange.graph import RDF, Graph, Literal, concepts
from portal.thesaurus.exchange.plain import text_of
from portal.thesaurus.exchange.records import Reading

_DEEPEST = 50  # blank nodes and lists within each other
_TOKEN = re.compile(
    r'''
    (?P<space>[ \t\r\n]+|\#[^\r\n]*)
  | (?P<iri><(?:[^\x00-\x20<>"{}|^`\\]++|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
  | (?P<long>"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"""|\'\'\'(?:[^'\\]++|\\.|'{1,2}(?!'))*+\'\'\')
  | (?P<short>"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+')
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<type>\^\^)
  | (?P<blank>_:\w(?:[\w-]++|\.(?=[\w.-]))*+)
  | (?P<name>(?:[^\W\d_][\w.-]{0,100}+)?:
      (?:[\w:%-]++|\\[_~.\-!$&'()*+,;=/?\#@%]|\.(?=[\w:%\\-]))*+)
  | (?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[A-Za-z]+)
  | (?P<mark>[.;,\[\]()])
    ''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


_END = _Token("end", "", 0)


def read(file: IO[bytes]) -> Reading:
    """Read a document; raises Refused, with the line, where it is not Turtle."""
    reader = _Reader(text_of(file))
    reader.document()
    reading = concepts(reader.graph)
    if reader.passed_over:
        reading.notices.append(
            ngettext(
                "One blank node or list was passed over.",
                "%(count)s blank nodes or lists were passed over.",
                reader.passed_over,
            )
        )
    return reading


def _tokens(text: str) -> Iterator[_Token]:
    line, place = 1, 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _wrong(line)
        if match.lastgroup != "space":
            yield _Token(match.lastgroup or "", match.group(), line)
        line += match.group().count("\n")
        place = match.end()
    yield _Token("end", "", line)


def _wrong(line: int) -> Refused:
    return Refused(_("The file is no Turtle that can be read: line %(line)s.", line=line))


class _Reader:
    """Goes through the tokens by the grammar (Turtle 1.1, section 6.5)."""

    def __init__(self, text: str) -> None:
        self.graph = Graph()
        self.passed_over = 0
        self._tokens = _tokens(text)
        self._now = _END
        self._base = ""
        self._prefixes: dict[str, str] = {}
        self._depth = 0
        self._step()

    def document(self) -> None:
        while self._now.kind != "end":
            if not self._declared():
                self._statement()

    def _step(self) -> _Token:
        passed, self._now = self._now, next(self._tokens, _END)
        return passed

    def _expect(self, mark: str) -> None:
        if self._step().text != mark:
            raise _wrong(self._now.line)

    def _declared(self) -> bool:
        word, kind = self._now.text, self._now.kind
        plain = word.strip("@").lower()
        if kind not in ("at", "word") or plain not in ("prefix", "base"):
            return False
        self._step()
        if plain == "prefix":
            name = self._step()
            if name.kind != "name" or not name.text.endswith(":"):
                raise _wrong(name.line)
            self._prefixes[name.text] = self._iri(self._step())
        else:
            self._base = self._iri(self._step())
        if word.startswith("@"):
            self._expect(".")
        return True

    def _statement(self) -> None:
        """One subject with all that is said of it, up to the full stop."""
        token = self._now
        if token.text in ("[", "("):
            self._pass_over()
            if self._now.text != ".":
                self._said_of("")
        else:
            self._said_of(self._resource(self._step()))
        self._expect(".")

    def _said_of(self, subject: str) -> None:
        """Predicates with their objects. What is said of nobody is read and dropped."""
        while self._now.text not in (".", "]", ""):
            predicate = self._predicate(self._step())
            while True:
                line = self._now.line
                thing = self._thing()
                if subject and thing is not None:
                    self.graph.add(subject, predicate, thing, line)
                if self._now.text != ",":
                    break
                self._step()
            while self._now.text == ";":
                self._step()
                if self._now.text in (".", "]"):
                    return
            if self._now.text not in (".", "]") and self._now.kind not in ("iri", "name", "word"):
                raise _wrong(self._now.line)

    def _predicate(self, token: _Token) -> str:
        return f"{RDF}type" if token.text == "a" else self._resource(token)

    def _thing(self) -> str | Literal | None:
        """The object of a statement; None for a blank node or list, which is passed over."""
        if self._now.text in ("[", "("):
            self._pass_over()
            return None
        token = self._step()
        match token.kind:
            case "long" | "short":
                return self._literal(token)
            case "number":
                return Literal(token.text)
            case "word" if token.text in ("true", "false"):
                return Literal(token.text)
            case "blank":
                self.passed_over += 1
                return None
        return self._resource(token)

    def _literal(self, token: _Token) -> Literal:
        quotes = 3 if token.kind == "long" else 1
        text = _unescaped(token.text[quotes:-quotes], token.line)
        if self._now.kind == "at":
            return Literal(text, self._step().text[1:])
        if self._now.kind == "type":
            self._step()
            self._resource(self._step())
        return Literal(text)

    def _pass_over(self) -> None:
        """Go past a blank node with what is said of it, or past a list."""
        self.passed_over += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refused(_("The file nests its statements too deeply."))
        if self._step().text == "[":
            self._said_of("")
            self._expect("]")
        else:
            while self._now.text != ")":
                if self._now.kind == "end":
                    raise _wrong(self._now.line)
                self._thing()
            self._step()
        self._depth -= 1

    def _resource(self, token: _Token) -> str:
        if token.kind == "iri":
            return self._iri(token)
        if token.kind == "blank":
            return token.text
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or prefix + colon not in self._prefixes:
            raise _wrong(token.line)
        return self._prefixes[prefix + colon] + re.sub(r"\\(.)", r"\1", local)

    def _iri(self, token: _Token) -> str:
        if token.kind != "iri":
            raise _wrong(token.line)
        address = _unescaped(token.text[1:-1], token.line)
        try:
            return urljoin(self._base, address) if self._base else address
        except ValueError as fault:
            raise _wrong(token.line) from fault


def _unescaped(text: str, line: int) -> str:
    def letter(match: re.Match[str]) -> str:
        short, long, sign = match.groups()
        if sign:
            if sign not in LETTERS:
                raise _wrong(line)
            return LETTERS[sign]
        number = int(short or long, 16)
        if number > 0x10FFFF or 0xD800 <= number < 0xE000:
            raise _wrong(line)
        return chr(number)

    return _ESCAPE.sub(letter, text) if "\\" in text else text
