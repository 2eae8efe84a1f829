"""Putting a translated text together, and what a translator waits for where it is long.

    python -m bench assembling [--rounds=N] [--database=URL]

A case study of 200 paragraphs of 24 words, and one of 1,000 of 8 words, of which nothing,
half and all is translated into Arabic: cutting, assembling, the HTML, what the editor's page
needs, saving one paragraph, approving all, counting in all languages, the renderings in all
languages. Medians of CPU milliseconds of this process, where nothing of the text is known to
it yet (`new`: as in a worker that has just begun) and where it is (`known`).
"""

import random
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import sqlalchemy as sa

from bench.stage import empty_portal, given
from portal.accounts.models import Person
from portal.case_studies.kind import KIND
from portal.content import actions as publishing
from portal.content import writing
from portal.content.models import Entry, Paragraph
from portal.content.rendering import render
from portal.content.translations import actions, reviewing
from portal.content.translations.actions import Typed, base_of
from portal.content.translations.models import Translation, TranslationState
from portal.content.translations.policy import Target
from portal.content.translations.progress import reckon, tally
from portal.content.translations.taking import newest_wording
from portal.content.translations.units import Unit, units
from portal.content.writing import Draft
from portal.core.actions import action
from portal.core.db import db
from portal.core.errors import Refused
from portal.organisations.models import Appointment, Membership, Organisation, StaffRole
from portal.thesaurus.actions import load_vocabularies
from portal.translation import reading
from portal.translation.assembly import Fragment, Mixed, assemble_mixed
from portal.translation.paragraphs import cut, weight

SIZES = ((200, 24), (1_000, 8))  # paragraphs, and words of each
SHARES = (0.0, 0.5, 1.0)
SOURCE = "trees shade **market** street heat noon water stall sail canal roof [city](/en/) garden"
TARGET = "ظل سوق **شارع** حر ظهر ماء سقف شراع قناة مدينة حديقة شجر نهر"
# What remembers the texts it was called with.
KNOWN: tuple[Any, ...] = (cut, weight, reading._unmarked)  # noqa: SLF001


def main(options: list[str]) -> None:
    chosen = given(options)
    with empty_portal(chosen):
        load_vocabularies()
        _people()
        for paragraphs, words in SIZES:
            _table(paragraphs, words, int(chosen.get("rounds", "9")))


@action
def _people() -> None:
    city = Organisation(slug="home", kind="city", name="Home", country="MA", region="africa",
                        band="50k-250k", direct_submission=True)  # fmt: skip
    people = {
        name: Person(email=f"{name}@example.org", name=name) for name in ("ada", "di", "tia", "rim")
    }
    roles = {"di": (StaffRole.EDITOR, None), "tia": (StaffRole.TRANSLATOR, "ar"),
             "rim": (StaffRole.REVIEWER, "ar")}  # fmt: skip
    db.session.add(Membership(person=people["ada"], organisation=city, role="official"))
    for name, (role, locale) in roles.items():
        db.session.add(Appointment(person=people[name], role=role, locale=locale))


def _person(name: str) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.name == name)).one()


def _published(text: str, share: float) -> int:
    """The number of a case study with this text, whose translation waits for its approval."""
    author, editor = _person("ada"), _person("di")
    facts = {"pathways": ["resilient"], "topics": ["heat-cooling"], "sdgs": ["sdg-11"],
             "stage": "running", "licence": "cc-by-4.0"}  # fmt: skip
    words = {each.name: "Shade for the street." for each in KIND.words} | {"action": text}
    city = author.memberships[0].organisation
    study = writing.draft(KIND, author, city, "en", Draft(words, facts))
    publishing.submit(study, author)
    publishing.publish(study, editor)
    key = study.id
    _translate(key, share, _person("tia").id)
    return key


@action
def _translate(key: int, share: float, by: int) -> None:
    entry, chance = db.session.get_one(Entry, key), random.Random(1)
    every = units(entry, "ar")
    for unit in every[: round(len(every) * share)]:
        made = Translation(paragraph_id=unit.paragraph_id, locale="ar", number=1, version=1,
                           text=_paragraph(chance, TARGET, unit.words), made_by_id=by,
                           state=TranslationState.IN_REVIEW, source_digest=unit.digest,
                           source_text=unit.source)  # fmt: skip
        db.session.add(made)
    reckon(entry)


def _paragraph(chance: random.Random, vocabulary: str, words: int) -> str:
    return " ".join(chance.choices(vocabulary.split(), k=words))


def _text(chance: random.Random, paragraphs: int, words: int) -> str:
    """Paragraphs, and a heading and a list of three among ten of them."""
    shapes = ("## {}", "{}", "{}", "- {}", "- {}", "- {}", "{}", "{}", "{}", "{}")
    made = [_paragraph(chance, SOURCE, words) for _ in range(paragraphs)]
    return "\n\n".join(shapes[place % 10].format(each) for place, each in enumerate(made))


def _table(paragraphs: int, words: int, rounds: int) -> None:
    chance = random.Random(paragraphs)
    texts = {share: _text(chance, paragraphs, words) for share in SHARES}
    print(f"  {paragraphs} paragraphs of {words} words, {len(texts[0]) / 1000:.0f} kB")
    print(f"  {'translated':28}" + "".join(f"{share:>16.0%}" for share in SHARES))
    print(f"  {'':28}" + "     new   known" * len(SHARES))
    mixed = {share: _mixed(text, share) for share, text in texts.items()}
    _row("assemble", rounds, lambda share: _mixed(texts[share], share))
    _row("as Markdown", rounds, lambda share: _anew(mixed[share]).text)
    _row("completeness", rounds, lambda share: _anew(mixed[share]).completeness)
    _row("HTML", rounds, lambda share: reading.to_html(mixed[share], lambda _fragment: "Draft"))
    keys = {share: _published(text, share) for share, text in texts.items()}
    _row("paragraphs and standing", rounds, lambda share: _look(_entry(keys[share])))
    one = {share: units(_entry(key), "ar")[7] for share, key in keys.items()}
    _row("save one paragraph", rounds, lambda share: _save(_entry(keys[share]), one[share]))
    _row("approve all", rounds, lambda share: _approve(_entry(keys[share])))
    _row("count in all languages", rounds, lambda share: _count(_entry(keys[share])))
    _row("renderings, all languages", rounds, lambda share: render(_entry(keys[share])))


def _row(name: str, rounds: int, act: Callable[[float], object]) -> None:
    told = ""
    for share in SHARES:
        new, known = [], []
        for _round in range(rounds):
            for function in KNOWN:
                function.cache_clear()
            new.append(_timed_ms(act, share))
            known.append(_timed_ms(act, share))
        told += f"{median(new):8.1f}{median(known):8.1f}"
    print(f"  {name:28}{told}", flush=True)


def _timed_ms(act: Callable[[float], object], share: float) -> float:
    db.session.rollback()
    db.session.expunge_all()
    busy = time.process_time()
    act(share)
    return (time.process_time() - busy) * 1000


def _entry(key: int) -> Entry:
    return db.session.get_one(Entry, key)


def _mixed(text: str, share: float) -> Mixed:
    translated = range(round(len(cut(text)) * share))
    return assemble_mixed(
        text, "en", dict.fromkeys(translated, Fragment(TARGET, "ar", "draft")), "ar"
    )


def _anew(mixed: Mixed) -> Mixed:
    return Mixed(mixed.source, mixed.locale, mixed.pieces, mixed.fragments, mixed.translated)


def _look(entry: Entry) -> None:
    tally(units(entry, "ar"))


def _save(entry: Entry, unit: Unit) -> None:
    """As the editor's page does it: the wording, and how far the text is then."""
    base = base_of(newest_wording(unit.paragraph_id, "ar"))
    typed = Typed(f"{TARGET} {time.perf_counter_ns()}", base, unit.source, unit.digest)
    paragraph = db.session.get_one(Paragraph, unit.paragraph_id)
    actions.save(Target(entry, "ar"), paragraph, typed, _person("tia"))


@action
def _approve(entry: Entry) -> None:
    """Approve what waits, and let it wait again for the next round."""
    try:
        reviewing.approve(Target(entry, "ar"), units(entry, "ar"), _person("rim"))
    except Refused:
        return
    hers = sa.select(Paragraph.id).where(Paragraph.entry_id == entry.id)
    db.session.execute(
        sa.update(Translation)
        .where(Translation.paragraph_id.in_(hers))
        .values(state=TranslationState.IN_REVIEW, approved_at=None)
    )


@action
def _count(entry: Entry) -> None:
    reckon(entry)
