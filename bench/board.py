"""The translators' board with 2,000 published texts, each in twelve other languages.

    python -m bench board [--texts=N] [--rounds=N] [--database=URL]

Fills a database of its own (`--database=URL` for an empty PostgreSQL; SQLite otherwise) with
texts for different readers, how far each is in each language, twenty paragraphs of each and
wordings of a third of them, and asks for the board and for «My work» as the application
answers them, in this process. Milliseconds, the medians of 15 rounds; NUMBERS.md: ≤ 300.
"""

import random
import time
from collections.abc import Iterator
from contextvars import Context
from datetime import timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.stage import empty_portal, given
from config import LOCALES
from portal.accounts.actions import open_sign_in
from portal.accounts.models import Person
from portal.content import models as content
from portal.content.models import Entry, Status
from portal.content.translations.models import (
    NoteKind,
    Progress,
    Translation,
    TranslationNote,
    TranslationState,
)
from portal.core.db import db, now, today
from portal.organisations.models import Appointment, Organisation, StaffRole
from portal.translators import views

GOAL_MS = 300
LANGUAGES = (*LOCALES, "tr", "hi", "sw", "ru", "vi")[:13]  # each text is in one of them
KINDS = ("case_study", "case_study", "case_study", "event", "briefing", "page")
PARAGRAPHS = 20
MEMBERS, PLACES = 3_000, 200
AT_ONCE = 5_000
PAGES = (
    ("one language", "tia", "/en/translations/"),
    ("one language, to review", "tia", "/en/translations/?state=to-review"),
    ("one language, page 10", "tia", "/en/translations/?page=10"),
    ("all languages", "edna", "/en/translations/"),
    ("all languages, outdated, cases", "edna", "/en/translations/?state=outdated&kind=case_study"),
    ("all languages, page 10", "edna", "/en/translations/?page=10"),
    ("all languages, in Arabic", "edna", "/ar/translations/"),
    ("My work", "tia", "/en/translations/mine"),
)

Row = dict[str, Any]


def main(options: list[str]) -> None:
    chosen = given(options)
    views.LOCALES = LANGUAGES
    with empty_portal(chosen) as app:
        _fill(int(chosen.get("texts", "2000")))
        print(f"  {_count(Progress)} standings, {_count(Translation)} wordings; {db.engine.name}")
        _table(app, int(chosen.get("rounds", "15")))


def _count(table: type[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _fill(texts: int) -> None:
    chance = random.Random(1)
    _people(chance)
    for first in range(1, texts + 1, 200):
        rows = _texts(chance, range(first, min(first + 200, texts + 1)))
        for table, made in rows.items():
            for place in range(0, len(made), AT_ONCE):
                db.session.execute(sa.insert(table), made[place : place + AT_ONCE])
        db.session.commit()
    published = {"status": Status.PUBLISHED, "published_at": now(), "published_id": Entry.id}
    db.session.execute(sa.update(Entry).values(published))
    db.session.commit()
    if db.engine.dialect.name == "postgresql":  # as its own helper does by and by
        db.session.execute(sa.text("ANALYZE"))
        db.session.commit()


def _people(chance: random.Random) -> None:
    regions = [f"region-{number}" for number in range(9)]
    for number in range(1, PLACES + 1):
        region = chance.choice(regions)
        db.session.add(Organisation(slug=f"c{number}", kind="city", name=f"City {number}",
                                    country="MA", region=region, band="50k-250k"))  # fmt: skip
    people = {name: Person(email=f"{name}@example.org", name=name) for name in ("tia", "edna")}
    db.session.add_all(people.values())
    db.session.add(Appointment(person=people["tia"], role=StaffRole.TRANSLATOR, locale="ar"))
    db.session.add(Appointment(person=people["edna"], role=StaffRole.EDITOR))
    db.session.flush()
    members = [{"email": f"m{number}@example.org", "name": f"Member {number}",
                "locale": chance.choice(LANGUAGES)} for number in range(MEMBERS)]  # fmt: skip
    db.session.execute(sa.insert(Person), members)
    db.session.commit()


def _texts(chance: random.Random, numbers: range) -> dict[type[Any], list[Row]]:
    """The rows of texts with these numbers; a text has the number of its only revision."""
    rows: dict[type[Any], list[Row]] = {
        table: []
        for table in (Entry, content.Revision, content.Audience, content.Rendering,
                      content.Paragraph, Progress, Translation, TranslationNote)
    }  # fmt: skip
    for number in numbers:
        locale = chance.choice(("en", "en", "en", "es", "fr"))
        city = chance.randint(1, PLACES)
        rows[Entry].append({"id": number, "kind": chance.choice(KINDS), "locale": locale,
                            "organisation_id": city, "version": 1})  # fmt: skip
        rows[content.Revision].append(
            {"id": number, "entry_id": number, "number": 1, "facts": {}, "cut": {}, "digest": "",
             "words": {"title": f"Text {number}", "action": "Trees and sails. " * 300}}
        )  # fmt: skip
        rows[content.Audience] += _readers(chance, number, city)
        for code in LANGUAGES:
            rows[content.Rendering].append(
                {"entry_id": number, "locale": code, "title": f"Text {number} in {code}",
                 "title_locale": code, "summary": "Shade for all.", "summary_locale": code,
                 "html": {"action": "<p>Trees and sails.</p>" * 60}, "completeness": 0.5}
            )  # fmt: skip
        targets = [code for code in LANGUAGES if code != locale]
        rows[Progress] += [_standing(chance, number, code) for code in targets]
        for table, made in _work(chance, number, targets):
            rows[table].append(made)
    return rows


def _readers(chance: random.Random, number: int, city: int) -> list[Row]:
    insiders = [f"stewards:{city}", f"author:{number}@{city}", f"author:{number}@staff", "staff",
                f"staff:region-{city % 9}"]  # fmt: skip
    outsiders = chance.choice((["members"], ["members"], ["members", "public"], [f"city:{city}"]))
    return [
        {"entry_id": number, "part": part, "token": token, "from_at": None}
        for part in ("", "lessons")
        for token in [*insiders, *outsiders]
    ]


def _standing(chance: random.Random, number: int, code: str) -> Row:
    parts = [chance.choice((0, 0, 50, 200)) for _ in range(6)]
    names = ("approved", "in_review", "draft", "machine", "outdated", "missing")
    due_on = today() + timedelta(days=number % 90) if number % 9 == 0 else None
    waiting, suggested = parts[1] // 20, chance.choice((0, 0, 0, 1))
    return dict(zip(names, parts, strict=True)) | {
        "entry_id": number, "locale": code, "words": sum(parts), "waiting": waiting,
        "suggested": suggested, "due_on": due_on,
    }  # fmt: skip


def _work(
    chance: random.Random, number: int, targets: list[str]
) -> Iterator[tuple[type[Any], Row]]:
    """Paragraphs with wordings: of people with numbers from 3 on, and some in Arabic of Tia."""
    for place in range(PARAGRAPHS):
        key = number * PARAGRAPHS + place
        yield content.Paragraph, {"id": key, "entry_id": number, "field": "action",
                                  "kind": "paragraph", "digest": f"d{key}"}  # fmt: skip
        for code in targets if chance.random() < 0.33 else ():
            approved = chance.random() < 0.7
            hers = code == "ar" and not approved and number % 10 == 0
            state = TranslationState.APPROVED if approved else TranslationState.DRAFT
            yield Translation, {"paragraph_id": key, "locale": code, "number": 1, "state": state,
                                "text": "Trees and sails. " * 15, "source_digest": f"d{key}",
                                "source_text": "Trees and sails. " * 15, "version": 1,
                                "made_by_id": 1 if hers else chance.randint(3, 60),
                                "approved_at": now() if approved else None}  # fmt: skip
    if number % 25 == 0:
        yield TranslationNote, {"paragraph_id": key, "locale": "ar", "kind": NoteKind.QUESTION,
                                "text": "Which sails?", "person_id": 1}  # fmt: skip


def _table(app: Flask, rounds: int) -> None:
    clients = {name: _signed_in(app, name) for name in ("tia", "edna")}
    print(f"  {'page':32} wall p50    max   CPU p50   statements      KB   (goal {GOAL_MS})")
    for name, who, path in PAGES:
        wall, cpu, asked, size = _measured(clients[who], path, rounds)
        print(f"  {name:32} {median(wall):8.0f} {max(wall):6.0f} {median(cpu):9.0f} "
              f"{asked:12} {size / 1000:7.0f}", flush=True)  # fmt: skip


def _signed_in(app: Flask, name: str) -> FlaskClient:
    person = db.session.scalars(sa.select(Person).where(Person.name == name)).one()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = open_sign_in(person, device="bench")
    return client


def _measured(
    client: FlaskClient, path: str, rounds: int
) -> tuple[list[float], list[float], int, int]:
    """Wall and CPU time of each round in milliseconds, statements, and bytes of the page."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    wall, cpu = [], []
    for number in range(rounds + 3):
        db.session.rollback()
        if number == rounds + 2:
            sa.event.listen(db.engine, "before_cursor_execute", note)
        began, busy = time.perf_counter(), time.process_time()
        answer = Context().run(client.get, path)
        if number >= 2:  # the templates and statements are known from then on
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - busy) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    sa.event.remove(db.engine, "before_cursor_execute", note)
    asked = [statement for statement in seen if not statement.startswith("BEGIN")]
    return wall, cpu, len(asked), len(answer.data)
