"""Writing a catalogue: what did not change stands as it was read, letter by letter."""

import codecs
from collections.abc import Iterator, Mapping

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.po import charsets, parts
from portal.translation.po.messages import Catalogue, Message, Origin, Previous
from portal.translation.po.strings import QUOTED, columns, quoted, unquote

_UNBROKEN = 76  # columns of a list of places where strings are not broken, as Babel has it


def write(catalogue: Catalogue) -> bytes:
    """Write a PO file in the character set that its header names.

    Raises Refused if the words need a letter that this set does not have; with_header
    on Content-Type changes the set.
    """
    charset = _charset(catalogue)
    text = "".join(_ended(catalogue))
    try:
        content = text.encode(charset)
    except UnicodeEncodeError as fault:
        raise Refused(
            _(
                "The character set %(charset)s of the catalogue does not have “%(letters)s”.",
                charset=charset,
                letters=text[fault.start : fault.end].encode("utf-8", "replace").decode(),
            )
        ) from fault
    return codecs.BOM_UTF8 + content if catalogue.bom and charset == charsets.UTF_8 else content


def _charset(catalogue: Catalogue) -> str:
    return charsets.of_field(catalogue.headers.get("Content-Type", ""))


def _ended(catalogue: Catalogue) -> Iterator[str]:
    """The stretches of the file, each on lines of its own."""
    ended = True
    for stretch in [*(_message(catalogue, each) for each in catalogue.messages), catalogue.tail]:
        if stretch and not ended:
            yield catalogue.newline
        yield stretch
        ended = stretch.endswith("\n") if stretch else ended


def _message(catalogue: Catalogue, message: Message) -> str:
    origin = message.origin
    if origin is None:
        lead = "" if message is catalogue.messages[0] else catalogue.newline
        wanted = parts.parts(message)
        return lead + "".join(_part(catalogue, message, name) for name in wanted)
    if message == origin.message:
        return origin.lead + "".join(raw for _name, raw in origin.blocks)
    return origin.lead + "".join(_changed(catalogue, message, origin))


def _changed(catalogue: Catalogue, message: Message, origin: Origin) -> Iterator[str]:
    """Keep the lines of each part that is as it was, at its place, and write the others."""
    before, wanted = parts.parts(origin.message), parts.parts(message)
    written = set()
    for name, raw in _with_new(origin.blocks, wanted):
        if name in wanted and wanted[name] == before.get(name):
            yield raw if raw.endswith("\n") else raw + catalogue.newline
        elif name in wanted and name not in written:
            yield _part(catalogue, message, name, raw)
        written.add(name)


def _with_new(
    blocks: tuple[tuple[str, str], ...], wanted: Mapping[str, parts.Value]
) -> list[tuple[str, str]]:
    """The parts as they stood, and those that did not, where they belong."""
    placed = list(blocks)
    for name in wanted:
        if all(name != known for known, _raw in placed):
            rank = parts.rank(name)
            behind = (n for n, (known, _raw) in enumerate(placed) if parts.rank(known) > rank)
            placed.insert(next(behind, len(placed)), (name, ""))
    return placed


def _part(catalogue: Catalogue, message: Message, name: str, raw: str = "") -> str:
    """The lines of one part; `raw` is how it stood before, whose unchanged lines are kept."""
    prefix = "#~ " if message.obsolete else ""
    match name:
        case parts.COMMENTS:
            lines = [f"# {comment}".rstrip(" ") for comment in message.comments]
        case parts.EXTRACTED:
            lines = [f"#. {comment}".rstrip(" ") for comment in message.extracted]
        case parts.REFERENCES:
            lines = list(_references(catalogue, message))
        case parts.FLAGS:
            lines = [f"#, {', '.join(message.flags)}"]
        case parts.PREVIOUS:
            prefix = "#~| " if message.obsolete else "#| "
            lines = list(_previous(catalogue, message.previous, prefix))
        case _:
            lines = _spoken(catalogue, name, _words(message, name), prefix, raw)
    return "".join(line + catalogue.newline for line in lines)


def _words(message: Message, name: str) -> str:
    if name.startswith(parts.STRING):
        return message.strings[parts.rank(name)[1]]
    spoken = {parts.CONTEXT: message.context, parts.PLURAL: message.plural}
    return spoken.get(name) or (message.msgid if name == parts.MSGID else "")


def _previous(catalogue: Catalogue, previous: Previous, prefix: str) -> Iterator[str]:
    words = (previous.context, previous.msgid, previous.plural)
    for name, spoken in zip(parts.SPOKEN, words, strict=True):
        if spoken is not None:
            yield from _spoken(catalogue, name, spoken, prefix)


def _spoken(catalogue: Catalogue, name: str, words: str, prefix: str, raw: str = "") -> list[str]:
    width = catalogue.width - len(prefix) if catalogue.width else None
    kept = {} if prefix or raw.startswith("#") else _kept(raw, _charset(catalogue))
    return [prefix + line for line in quoted(name, words, width, kept)]


def _kept(raw: str, charset: str) -> dict[str, str]:
    """How each line of a text was written before, where it began on a line of its own."""
    kept: dict[str, str] = {}
    words, written = "", []
    for line in list(filter(str.strip, raw.split("\n")))[1:]:
        words += "".join(unquote(literal, charset) for literal in QUOTED.findall(line))
        written.append(line.strip())
        if words.endswith("\n"):
            kept[words] = "\n".join(written)
            words, written = "", []
    return kept


def _references(catalogue: Catalogue, message: Message) -> Iterator[str]:
    width = catalogue.width or _UNBROKEN
    line = "#:"
    for reference in message.references:
        if line != "#:" and columns(f"{line} {reference}") > width:
            yield line
            line = "#:"
        line += f" {reference}"
    yield line
