"""SKOS as RDF/XML, the part of it that thesauri are published in."""

from typing import IO
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from portal.core import xml
from portal.core.errors import Refused
from portal.core.i18n import gettext as _
from portal.core.i18n import ngettext
from portal.thesaurus.exchange.graph import RDF, Graph, Literal, concepts
from portal.thesaurus.exchange.records import Reading

_R = f"{{{RDF}}}"
_SYNTAX = {f"{_R}{name}" for name in ("about", "ID", "nodeID", "resource", "parseType", "datatype")}
_LANG, _BASE = f"{xml.XML}lang", f"{xml.XML}base"


def read(file: IO[bytes]) -> Reading:
    """Read a document; raises Refused where it is none, or does harm (`portal.core.xml`)."""
    return read_tree(xml.parse(file))


def read_tree(root: Element) -> Reading:
    if root.tag != f"{_R}RDF":
        raise Refused(_("The file is no RDF: its first element should be rdf:RDF."))
    walk = _Walk(root)
    reading = concepts(walk.graph)
    if walk.left_out:
        reading.notices.append(
            ngettext(
                "One statement of a form that is not read here was left out.",
                "%(count)s statements of forms that are not read here were left out.",
                walk.left_out,
            )
        )
    return reading


class _Walk:
    """Goes through node and property elements by turns (RDF 1.1 XML Syntax, section 2)."""

    def __init__(self, root: Element) -> None:
        self.graph = Graph()
        self.left_out = 0
        self._blanks = 0
        self._base = root.get(_BASE, "")
        for node in root:
            self._node(node, root.get(_LANG, ""))

    def _node(self, node: Element, language: str) -> str:
        """Note what a node element says, and give the name of its subject."""
        language = node.get(_LANG, language)
        subject = self._subject(node)
        if node.tag != f"{_R}Description":
            self.graph.add(subject, f"{RDF}type", _address(node.tag))
        for name, value in node.attrib.items():
            if name == f"{_R}type":
                self.graph.add(subject, f"{RDF}type", self._resolved(value))
            elif name not in _SYNTAX and not name.startswith(xml.XML) and name.startswith("{"):
                self.graph.add(subject, _address(name), Literal(value, language))
        for said in node:
            self._property(subject, said, language)
        return subject

    def _subject(self, node: Element) -> str:
        if (about := node.get(f"{_R}about")) is not None:
            return self._resolved(about)
        if (own := node.get(f"{_R}ID")) is not None:
            return self._resolved(f"#{own}")
        if (blank := node.get(f"{_R}nodeID")) is not None:
            return f"_:{blank}"
        self._blanks += 1
        return f"_: {self._blanks}"  # with a space no document can write the same

    def _property(self, subject: str, said: Element, language: str) -> None:
        predicate = _address(said.tag)
        language = said.get(_LANG, language)
        if (resource := said.get(f"{_R}resource")) is not None:
            self.graph.add(subject, predicate, self._resolved(resource))
        elif (blank := said.get(f"{_R}nodeID")) is not None:
            self.graph.add(subject, predicate, f"_:{blank}")
        elif said.get(f"{_R}parseType") is not None:
            self.left_out += 1
        elif len(said):
            for node in said:
                self.graph.add(subject, predicate, self._node(node, language))
        else:
            self.graph.add(subject, predicate, Literal(said.text or "", language))

    def _resolved(self, reference: str) -> str:
        return _joined(self._base, reference.strip())


def _joined(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference) if base else reference
    except ValueError:  # an address with a bracket at the wrong place; it names something still
        return reference


def _address(tag: str) -> str:
    """The address of a name that ElementTree writes as {namespace}name."""
    namespace, _brace, name = tag.removeprefix("{").rpartition("}")
    return namespace + name
