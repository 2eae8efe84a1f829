"""What the API says of things, as plain values for JSON; held against `openapi.json` by a test."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import url_for
from markupsafe import escape

from config import LOCALES
from portal.accounts.models import Person
from portal.api.parameters import FILTERS
from portal.case_studies.kind import KIND
from portal.case_studies.models import CaseStudy
from portal.content.kinds import Facts
from portal.content.labels import fragment_label
from portal.content.models import Revision
from portal.content.queries import origins
from portal.content.rendering import Known, Mixture, known_translations, mixture
from portal.organisations.models import Organisation
from portal.organisations.names import country_name
from portal.search.documents import LANGUAGE
from portal.search.queries import Result
from portal.thesaurus.queries import label
from portal.translation.assembly import Fragment, Mixed
from portal.translation.reading import to_html

Shape = dict[str, Any]

# What an answer counts: all that can be filtered by.
COUNTED = (*(each.name for each in FILTERS), LANGUAGE)


def person_shape(person: Person) -> Shape:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "email": person.email,
        "locale": person.locale,
        "languages": list(person.languages),
        "time_zone": person.time_zone,
        "memberships": [
            {
                "organisation": {
                    "id": each.organisation.id,
                    "slug": each.organisation.slug,
                    "name": each.organisation.name,
                },
                "role": each.role.value,
            }
            for each in person.memberships
        ],
        "appointments": [
            {"role": each.role.value, "region": each.region, "locale": each.locale}
            for each in person.appointments
        ],
    }


def result_shape(result: Result, base_url: str, *, scored: bool) -> Shape:
    hit, card = result.hit, result.card
    return {
        "id": int(hit.thing.rpartition(":")[2]),
        "external_id": card.external_id or None,
        "group": card.group or None,
        "kind": card.kind,
        "title": card.title,
        "locale": card.locale,
        "url": base_url + card.url,
        "score": round(hit.score, 4) if scored else 0,
        "highlights": [str(fragment) for fragment in result.fragments],
    }


def case_study_shape(
    study: CaseStudy, languages: Sequence[str], readable: frozenset[str], base_url: str
) -> Shape:
    """One case study, as published, in the best of `languages`.

    A part that is not among the `readable` ones is named and left out.
    """
    revision = study.published or study.newest
    known = known_translations([study.id])[study.id]
    hidden = [name for name in KIND.parts if name not in readable]
    return {
        "id": study.id,
        "kind": study.kind,
        "status": study.status.value,
        "visibility": study.visibility.value,
        "locale": study.locale,
        "version": revision.number,
        "published_at": study.published_at.isoformat() if study.published_at else None,
        "url": base_url + url_for(KIND.endpoint, key=study.id),
        "urls": {
            code: base_url + url_for(KIND.endpoint, key=study.id, locale=code) for code in LOCALES
        },
        "words": _words_shape(study, mixture(study, revision, languages, known), hidden),
        "withheld": [name for name in hidden if revision.words.get(name)],
        "facts": _facts_shape(revision.facts),
        "licence": _concept("licence", revision.facts.get("licence")),
        "organisation": _organisation_shape(study.organisation),
        "translations": _translations(study, revision, known),
        "origins": _origins(study),
    }


def _origins(study: CaseStudy) -> list[Shape]:
    """Where an imported text came from, one row for each of its languages."""
    found = origins([(study.id, study.locale)]).values()
    return [
        {
            "external_id": each.external_id,
            "group": each.group,
            "locale": each.locale,
            "source": each.source,
            "licence": each.licence,
        }
        for each in sorted(found, key=lambda each: each.locale)
    ]


def _words_shape(study: CaseStudy, mixed: Mixture, hidden: Collection[str]) -> Shape:
    shown = [words for words in KIND.words if words.name not in hidden]
    return {
        words.name: _text_shape(mixed.texts[words.name], study.locale)
        if words.rich
        else _line_shape(mixed.lines[words.name])
        for words in shown
    }


def _text_shape(text: Mixed, source_locale: str) -> Shape:
    return {
        "text": text.text,
        "locale": _spoken(text, source_locale),
        "html": str(to_html(text, fragment_label)),
    }


def _line_shape(line: Fragment) -> Shape:
    return {"text": line.text, "locale": line.locale, "html": str(escape(line.text))}


def _spoken(text: Mixed, source_locale: str) -> str:
    """The language most of a text is in; its HTML marks what is in another."""
    letters: Counter[str] = Counter()
    for fragment in text.fragments:
        letters[fragment.locale] += len(fragment.text)
    return max(letters, key=lambda code: letters[code], default=source_locale)


def _facts_shape(facts: Facts) -> Shape:
    coded = {
        name: [_concept(KIND.subjects[name], code) for code in facts.get(name) or []]
        for name in ("pathways", "topics", "hazards", "sdgs")
    }
    return coded | {
        "stage": _concept("stage", facts.get("stage")),
        "started": facts.get("started") or None,
        "ended": facts.get("ended") or None,
        "place": facts.get("place") or None,
    }


def _concept(scheme: str, code: str | None) -> Mapping[str, str] | None:
    return {"code": code, "label": label(scheme, code)} if code else None


def _organisation_shape(city: Organisation) -> Shape:
    return {
        "id": city.id,
        "slug": city.slug,
        "name": city.name,
        "country": {"code": city.country, "label": country_name(city.country)},
        "region": _concept("region", city.region),
        "band": _concept("band", city.band),
    }


def _translations(study: CaseStudy, revision: Revision, known: Known) -> list[Shape]:
    """The languages in which some of the words can be read, and how many of them, 0 to 1."""
    others = {code for _number, code in known.by_paragraph} - {study.locale}
    shares = {code: mixture(study, revision, [code], known).completeness for code in sorted(others)}
    return [
        {"locale": code, "completeness": round(share, 3)} for code, share in shares.items() if share
    ]
