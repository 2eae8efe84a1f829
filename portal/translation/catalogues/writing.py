"""The catalogue of a language as a file, with as few changes to the shipped one as possible."""

from enum import StrEnum

from portal.translation.catalogues import queries
from portal.translation.catalogues.combining import combined, with_proposals
from portal.translation.catalogues.files import path_of, shipped
from portal.translation.po.messages import Catalogue
from portal.translation.po.writing import write


class Extent(StrEnum):
    PUBLISHED = "published"  # what the portal says
    DRAFTS = "drafts"  # the newest words, and proposals for messages without any


def catalogue(locale: str, extent: Extent) -> Catalogue:
    if extent is Extent.PUBLISHED:
        return combined(shipped(locale), queries.published(locale))
    return with_proposals(combined(shipped(locale), queries.newest(locale)))


def written(locale: str, extent: Extent) -> bytes:
    """The PO file.

    Raises Refused if its character set lacks a letter of the words.
    """
    return write(catalogue(locale, extent))


def write_back(locale: str) -> int:
    """Write what is published into the shipped file; return how many messages it changes."""
    before, after = shipped(locale), catalogue(locale, Extent.PUBLISHED)
    known = set(map(id, before.messages))
    changed = sum(id(message) not in known for message in after.messages)
    if changed:
        path = path_of(locale)
        fresh = path.with_suffix(".po.new")
        fresh.write_bytes(write(after))
        fresh.replace(path)  # nobody reads half a file
    return changed
