"""How concepts hang together: broader and narrower without circles, related both ways."""

import sqlalchemy as sa

from portal.core.actions import action
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.thesaurus.editing import Acting, touch
from portal.thesaurus.models import Concept, Link, Relation
from portal.thesaurus.schemes import Name, are

Edge = tuple[Link, Name, Name]


def edge(link: Link, name: Name, other: Name) -> Edge:
    """A relation as it is kept: a related pair once, the lesser name first."""
    if link is Link.RELATED and other < name:
        return link, other, name
    return link, name, other


@action
def relate(concept: Concept, link: Link, other: Concept, *, by: Acting | None) -> None:
    """Say that `other` is broader than `concept`, or related to it.

    Raises Refused where they are the same, are tied already, or a circle would close.
    """
    name, there = (concept.scheme, concept.code), (other.scheme, other.code)
    if name == there:
        raise Refused(_("A concept cannot be related to itself."))
    if _found(link, name, there) is not None:
        raise Refused(_("This relation is known already."))
    if link is Link.BROADER and name in above(there):
        raise Refused(_("The other concept is itself narrower than this one."))
    if _is_above(name, there) if link is Link.RELATED else _found(Link.RELATED, name, there):
        raise Refused(_("These concepts are tied in another way already."))
    db.session.add(_relation(edge(link, name, there)))
    touch(concept, by, "relate_concepts")


@action
def unrelate(concept: Concept, link: Link, other: Concept, *, by: Acting | None) -> None:
    """Take a relation back; where there is none, nothing happens."""
    found = _found(link, (concept.scheme, concept.code), (other.scheme, other.code))
    if found is not None:
        db.session.delete(found)
        touch(concept, by, "unrelate_concepts")


def above(name: Name) -> set[Name]:
    """The concepts that are broader than this one, at any distance."""
    reached: set[Name] = set()
    edge_of = {name}
    while edge_of:
        chosen = sa.select(Relation.other_scheme, Relation.other_code).where(
            Relation.link == Link.BROADER,
            are(Relation.scheme, Relation.code, edge_of),
        )
        edge_of = {(scheme, code) for scheme, code in db.session.execute(chosen)} - reached
        reached |= edge_of
    return reached


def _is_above(name: Name, other: Name) -> bool:
    return other in above(name) or name in above(other)


def _relation(made: Edge) -> Relation:
    link, (scheme, code), (other_scheme, other_code) = made
    return Relation(
        scheme=scheme, code=code, link=link, other_scheme=other_scheme, other_code=other_code
    )


def _found(link: Link, name: Name, other: Name) -> Relation | None:
    _link, (scheme, code), there = edge(link, name, other)
    return db.session.get(Relation, (scheme, code, link, *there))
