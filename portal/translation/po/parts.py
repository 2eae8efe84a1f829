"""The parts of a message in the order a PO file has them, each under the name of its lines."""

from portal.translation.po.messages import Message

COMMENTS, EXTRACTED, REFERENCES, FLAGS = "#", "#.", "#:", "#,"
PREVIOUS = "#|"
CONTEXT, MSGID, PLURAL, STRING = "msgctxt", "msgid", "msgid_plural", "msgstr"

MARKS = (EXTRACTED, REFERENCES, FLAGS)
SPOKEN = (CONTEXT, MSGID, PLURAL)

Value = tuple[object, ...]
_ORDER = [COMMENTS, EXTRACTED, REFERENCES, FLAGS, PREVIOUS, CONTEXT, MSGID, PLURAL, STRING]


def rank(name: str) -> tuple[int, int]:
    """Where a part belongs; "msgstr[2]" behind "msgstr[1]"."""
    plain, _, number = name.rstrip("]").partition("[")
    return _ORDER.index(plain), int(number or 0)


def parts(message: Message) -> dict[str, Value]:
    """The parts that a message has, with all that decides how each is written."""
    previous, obsolete = message.previous, message.obsolete
    earlier = (previous.context, previous.msgid, previous.plural)
    found: dict[str, Value | None] = {
        COMMENTS: message.comments,
        EXTRACTED: message.extracted,
        REFERENCES: message.references,
        FLAGS: message.flags,
        PREVIOUS: (*earlier, obsolete) if any(each is not None for each in earlier) else None,
        CONTEXT: (message.context, obsolete) if message.context is not None else None,
        MSGID: (message.msgid, obsolete),
        PLURAL: (message.plural, obsolete) if message.plural is not None else None,
    }
    numbered = message.plural is not None or len(message.strings) > 1
    for number, text in enumerate(message.strings):
        found[f"{STRING}[{number}]" if numbered else STRING] = (text, obsolete)
    return {name: value for name, value in found.items() if value}
