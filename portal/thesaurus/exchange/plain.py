"""Files of plain text: unpacked, bounded, in UTF-8."""

import gzip
import io
from typing import IO

from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.xml import LARGEST_BYTES


def text_of(file: IO[bytes]) -> str:
    """The whole file, unpacked and in UTF-8; raises Refused where it is too large or no text."""
    written = file.read(LARGEST_BYTES + 1)
    if written[:2] == b"\x1f\x8b":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(written)) as unpacked:
                written = unpacked.read(LARGEST_BYTES + 1)
        except (OSError, EOFError) as fault:
            raise Refused(_("The file cannot be unpacked.")) from fault
    if len(written) > LARGEST_BYTES:
        raise Refused(_("The file is larger than %(size)s MB.", size=LARGEST_BYTES // 1_000_000))
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(_("The file is not encoded in UTF-8.")) from fault
