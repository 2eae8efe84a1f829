"""Which signs XML 1.0 can hold; every other one has to be written in some other way."""

import re

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(words: str) -> str:
    """For titles, notes and places, which may lose a sign that XML cannot hold."""
    return UNWRITABLE.sub("\ufffd", words)
