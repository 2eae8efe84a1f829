"""A bundle as a gettext catalogue, for people who work with Poedit and its kind."""

from collections.abc import Iterator

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.exchange.bundle import (
    Bundle,
    Found,
    Returned,
    ReturnedUnit,
    State,
    Unit,
    judged,
    writable,
)
from portal.translation.po import reading, writing
from portal.translation.po.messages import FUZZY, Catalogue, Message

_ADDRESS, _SOURCE = "X-Plaza-Address", "X-Source-Language"
_DIGEST, _LIMIT = "digest: ", "at most: "
_UNSURE = {State.MACHINE, State.OUTDATED, State.DRAFT}


def write(bundle: Bundle) -> bytes:
    """Write a catalogue: the context is the unit's id, the msgid its source.

    Units without words are left out. Raises Refused for what no file can hold.
    """
    fields = {
        "Project-Id-Version": bundle.title,
        "Language": bundle.target_locale.replace("-", "_"),
        _SOURCE: bundle.source_locale,
        _ADDRESS: bundle.address,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = (f"{name}: {_one_line(value)}\n" for name, value in fields.items())
    header = Message("", strings=("".join(lines),))
    messages = (
        _message(bundle.address, unit, source, target)
        for unit, source, target in writable(bundle.units)
        if source
    )
    return writing.write(Catalogue((header, *messages)))


def _message(address: str, unit: Unit, source: str, target: str) -> Message:
    told = [f"{unit.field}, {unit.kind}", *unit.notes, f"{_DIGEST}{unit.digest}"]
    if unit.longest is not None:
        told.append(f"{_LIMIT}{unit.longest}")
    return Message(
        source,
        context=unit.id,
        strings=(target,),
        extracted=tuple(_one_line(line) for line in told),
        references=(f"{_one_line(address).replace(' ', '%20')}:{unit.id}",),
        flags=(FUZZY,) if target and unit.state in _UNSURE else (),
    )


def _one_line(words: str) -> str:
    return " ".join(words.split())


def read(content: bytes) -> Returned:
    """Read the catalogue; a fuzzy message is a draft, any other one waits for review.

    Raises Refused if it is no catalogue, or none that went out from here.
    """
    catalogue = reading.read(content)
    if not catalogue.live:
        raise Refused(_("This is no catalogue, or one without messages."))
    headers = catalogue.headers
    units, problems = judged(_found(catalogue))
    return Returned(
        address=headers.get(_ADDRESS, ""),
        source_locale=headers.get(_SOURCE, ""),
        target_locale=headers.get("Language", "").replace("_", "-"),
        units=units,
        problems=problems,
    )


def _found(catalogue: Catalogue) -> Iterator[Found]:
    for message in catalogue.live.values():
        words = message.strings[0]
        state = State.DRAFT if message.fuzzy else State.REVIEW
        limit = _told(message, _LIMIT)
        unit = ReturnedUnit(
            id=message.context or "",
            digest=_told(message, _DIGEST),
            target=words,
            note="\n".join(message.comments).strip(),
            state=state if words else State.MISSING,
        )
        most = int(limit) if limit.isdecimal() and len(limit) < 10 else None
        yield Found(unit, message.msgid, most)


def _told(message: Message, name: str) -> str:
    """What we said of a unit, on the last line that begins so: notes stand before."""
    told = (line.removeprefix(name) for line in message.extracted if line.startswith(name))
    return next(reversed(list(told)), "").strip()
