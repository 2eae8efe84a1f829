"""The character set of a PO file: the one its header names, if gettext knows it."""

import codecs
import re

from portal.core.errors import Refused
from portal.core.i18n import gettext as _

UTF_8 = "utf-8"
UNSET = "CHARSET"  # what a template says before anybody has chosen

# Python's names of the sets that gettext accepts (GNU gettext, po-charset.c). All of them
# write the header's own words as ASCII does, so that it can be found before it is decoded.
_KNOWN = {
    *(UTF_8, "ascii", "koi8-r", "koi8-u", "koi8-t", "gb2312", "gbk", "gb18030", "big5"),
    *("big5hkscs", "euc_jp", "euc_kr", "shift_jis", "cp932", "cp949", "johab", "tis-620"),
    *(f"iso8859-{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15)),
    *(f"cp{number}" for number in (850, 866, 874, *range(1250, 1259))),
}
_DECLARED = re.compile(
    r'Content-Type:(?:[^"\\\n]|"\s*")*?charset(?:"\s*")?=(?:"\s*")?([^\s"\\;]+)', re.IGNORECASE
)
_NAME = re.compile(r"[A-Za-z0-9_.:+-]{1,40}\Z")
_HEADER_ENDS = 20_000


def declared(content: bytes) -> str:
    """Python's name of the character set that a file's header names; UTF-8 if it names none."""
    found = _DECLARED.search(content[:_HEADER_ENDS].decode("latin-1"))
    return known(found[1]) if found else UTF_8


def known(name: str) -> str:
    """Python's name of a character set.

    Raises Refused for one that no PO file may be in.
    """
    if name.upper() == UNSET:
        return UTF_8
    try:
        canonical = codecs.lookup(name).name if _NAME.match(name) else ""
    except LookupError:
        canonical = ""
    if canonical not in _KNOWN:
        raise Refused(_("The character set “%(name)s” is not known here.", name=name[:40]))
    return canonical


def of_field(content_type: str) -> str:
    """The same for the value of the field Content-Type."""
    name = content_type.lower().partition("charset=")[2].split(";")[0].strip()
    return known(name) if name else UTF_8
