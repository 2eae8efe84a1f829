"""Where the lines of a catalogue are broken, told from the file itself."""

import re

from portal.translation.po.strings import columns

# What tools break at: Babel 76, Weblate 77, gettext and Poedit 79 columns.
_WIDTHS = (76, 77, 79)
_USUAL = _WIDTHS[-1]

_FAR_IN = 30  # letters from either end; a blank there is where a tool would have broken a line

_BROKEN = re.compile(
    r'^(?:#~ )?(?:msg\w+(?:\[\d+\])? )?"(?:[^"\\\n]|\\.)*(?<!\\n)"(?=\r?\n(?:#~ )?")', re.MULTILINE
)


def width_of(text: str) -> int | None:
    """Columns at which long strings are broken; None if none is broken though some are long."""
    broken = [columns(line) for line in _BROKEN.findall(text) if not line.endswith('""')]
    if broken:
        widest = max(broken)
        return next((width for width in _WIDTHS if widest <= width), _USUAL)
    long = any(
        columns(line.rstrip("\r")) > _USUAL + 1 for line in text.split("\n") if _breakable(line)
    )
    return None if long else _USUAL


def _breakable(line: str) -> bool:
    return line.startswith(('"', "msg")) and " " in line[_FAR_IN:-_FAR_IN]
