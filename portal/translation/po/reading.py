"""Reading a PO file: every message with its lines, or a sentence that says which line is wrong."""

import codecs
import re

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.po import parts
from portal.translation.po.charsets import UTF_8, declared
from portal.translation.po.drafts import Draft
from portal.translation.po.messages import Catalogue, Key, Message
from portal.translation.po.strings import QUOTED, unquote
from portal.translation.po.wrapping import width_of

LARGEST_BYTES = 20_000_000
MOST_LINES = 400_000  # the largest catalogues of free software have 300,000

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_STATEMENT = re.compile(
    r"(?:(msgctxt|msgid_plural|msgid|msgstr)(?![A-Za-z_])"
    r"[ \t]*(?:\[[ \t]*(\d{1,2})[ \t]*\])?[ \t]*)?"
    r'((?:"(?:[^"\\]|\\.)*"[ \t]*)*)\Z'
)


def read(content: bytes) -> Catalogue:
    """Read a PO file or template; written again unchanged it is the same, byte for byte.

    Raises Refused, naming the line, for what gettext's own tools would not read either:
    an unknown character set or escape, a message that is cut off, defined twice or has
    its parts in a wrong order.
    """
    text, bom = _decoded(content)
    lines = _LINE.findall(text)
    if len(lines) > MOST_LINES:
        raise Refused(_("The file has more than %(most)s lines.", most=MOST_LINES))
    reader = _Reader(declared(content))
    for number, line in enumerate(lines, start=1):
        reader.take(number, line)
    messages, tail = reader.close()
    newline = "\r\n" if "\r\n" in text else "\n"
    return Catalogue(messages, tail, newline, bom=bom, width=width_of(text))


def _decoded(content: bytes) -> tuple[str, bool]:
    if len(content) > LARGEST_BYTES:
        raise Refused(_("The file is larger than %(size)s MB.", size=LARGEST_BYTES // 1_000_000))
    bom = content.startswith(codecs.BOM_UTF8)
    charset = declared(content)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (bom and charset != UTF_8):
        raise Refused(_("The file is not in the character set that its header names."))
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(charset)
        # Some old sets have two codes for a letter; such a file could not be given back as it is.
        faithful = text.encode(charset) == body and "\0" not in text
    except UnicodeDecodeError as fault:
        line = body.count(b"\n", 0, fault.start) + 1
        raise Refused(
            _("Line %(line)s holds bytes that are not %(charset)s.", line=line, charset=charset)
        ) from fault
    if not faithful:
        raise Refused(
            _("The file holds signs that cannot be kept in %(charset)s.", charset=charset)
        )
    return text, bom


class _Reader:
    """Takes line by line; a message ends where the next one begins."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.messages: list[Message] = []
        self.seen: set[Key] = set()
        self.draft = Draft()
        self.gap: list[str] = []  # empty lines that belong to what follows
        self.number = 0

    def take(self, number: int, line: str) -> None:
        self.number = number
        text = line.strip(" \t\r\n\f\v")
        if not text:
            self.gap.append(line)
        elif text.startswith("#~|"):
            self._statement(text[3:].lstrip(), line, previous=True, obsolete=True)
        elif text.startswith("#~"):
            self._statement(text[2:].lstrip(), line, previous=False, obsolete=True)
        elif text.startswith("#|"):
            self._statement(text[2:].lstrip(), line, previous=True, obsolete=False)
        elif text.startswith("#"):
            self._comment(text, line)
        else:
            self._statement(text, line, previous=False, obsolete=False)

    def close(self) -> tuple[tuple[Message, ...], str]:
        """Give the messages, and the comments and empty lines behind the last one."""
        if not self.draft.begun:
            return tuple(self.messages), self.draft.unread() + "".join(self.gap)
        self._finish()
        return tuple(self.messages), "".join(self.gap)

    def _comment(self, text: str, line: str) -> None:
        self._make_room()
        name = text[:2] if text[:2] in parts.MARKS else parts.COMMENTS
        body = line.strip("\r\n").lstrip()[len(name) :]
        self.draft.note(name, body.removeprefix(" "), self._with_gap(line))

    def _statement(self, text: str, line: str, *, previous: bool, obsolete: bool) -> None:
        found = _STATEMENT.match(text)
        if not found:
            raise Refused(_("Line %(line)s cannot be read as part of a message.", line=self.number))
        keyword, number, literals = found.groups()
        if keyword and (previous or keyword in (parts.CONTEXT, parts.MSGID)):
            self._make_room()
        words = "".join(self._unquoted(literal) for literal in QUOTED.findall(literals))
        name = f"{keyword}[{number}]" if number else keyword
        fits = self.draft.say(
            name, words, self._with_gap(line), previous=previous, obsolete=obsolete
        )
        if not fits:
            raise Refused(_("Line %(line)s stands where it does not belong.", line=self.number))

    def _unquoted(self, literal: str) -> str:
        try:
            return unquote(literal, self.charset)
        except ValueError as fault:
            raise Refused(
                _("Line %(line)s holds an escape that is not known.", line=self.number)
            ) from fault

    def _make_room(self) -> None:
        """End the message before, if it is complete."""
        if self.draft.complete:
            self._finish()

    def _with_gap(self, line: str) -> str:
        """The line, or what begins with it if empty lines stand within the message."""
        gap, self.gap = "".join(self.gap), []
        if self.draft.blocks:
            return gap + line
        self.draft.begin(self.number, gap)
        return line

    def _finish(self) -> None:
        message = self.draft.message()
        if not message.obsolete:
            if message.key in self.seen:
                raise Refused(
                    _("Line %(line)s defines a message a second time.", line=self.draft.line)
                )
            self.seen.add(message.key)
        self.messages.append(message)
        self.draft = Draft()
