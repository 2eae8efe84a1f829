"""The one door: a bundle out in a form, and whatever came back in again."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.translation.exchange import catalogue
from portal.translation.exchange.bundle import Bundle, Returned
from portal.translation.exchange.docx import reading as docx_reading
from portal.translation.exchange.docx import writing as docx_writing
from portal.translation.exchange.xliff import reading as xliff_reading
from portal.translation.exchange.xliff import writing as xliff_writing

LARGEST_BYTES = 10_000_000

_BLANKS = b"\xef\xbb\xbf \t\r\n"
_ENDINGS = {"xlf": "xliff", "xliff": "xliff", "po": "po", "pot": "po", "docx": "docx"}


class Form(StrEnum):
    """What a bundle may be written as."""

    XLIFF = "xliff"
    PO = "po"
    DOCX = "docx"


@dataclass(frozen=True)
class _Format:
    suffix: str
    media_type: str
    write: Callable[[Bundle], bytes]
    read: Callable[[bytes], Returned]


_FORMATS = {
    Form.XLIFF: _Format(".xlf", "application/xliff+xml", xliff_writing.write, xliff_reading.read),
    Form.PO: _Format(".po", "text/x-gettext-translation", catalogue.write, catalogue.read),
    Form.DOCX: _Format(
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx_writing.write,
        docx_reading.read,
    ),
}


def suffix(form: Form) -> str:
    """How the name of such a file ends, with the dot."""
    return _FORMATS[form].suffix


def media_type(form: Form) -> str:
    return _FORMATS[form].media_type


def write(bundle: Bundle, form: Form) -> bytes:
    """Write a bundle as a file; the same bundle always gives the same bytes.

    Raises Refused for text that no file can hold, and where there is no text at all.
    """
    if not any(unit.source for unit in bundle.units):
        raise Refused(_("There is nothing to translate."))
    return _FORMATS[form].write(bundle)


def read(content: bytes, filename: str) -> Returned:
    """Read a file that came back; its content says what it is, its name only if that does not.

    Raises Refused, with a sentence for the person, for a file that is too large, damaged,
    of an unknown kind, against the rules of its kind, or an attack.
    """
    if len(content) > LARGEST_BYTES:
        raise Refused(_("The file is larger than %(size)s MB.", size=LARGEST_BYTES // 1_000_000))
    form = _form(content, filename)
    if form is None:
        raise Refused(_("This file is neither XLIFF (.xlf) nor PO (.po) nor a Word file (.docx)."))
    return _FORMATS[form].read(content)


def _form(content: bytes, filename: str) -> Form | None:
    if content.startswith(b"PK"):
        return Form.DOCX
    start = content[:200].lstrip(_BLANKS)
    if start.startswith(b"<") or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Form.XLIFF  # also in UTF-16, as some tools save it
    if start.startswith((b"#", b"msg")):
        return Form.PO
    ending = _ENDINGS.get(filename.rpartition(".")[2].lower())
    return Form(ending) if ending else None
