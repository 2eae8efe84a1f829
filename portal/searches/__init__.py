"""Searches that are kept: saved with alerts, remembered, and those that found nothing."""

from flask import Flask

from portal.accounts.places import Preferences
from portal.core import access, i18n, jobs, menu, outbox, sections
from portal.core.i18n import lazy_gettext as _l
from portal.search import memory
from portal.search.places import Answered, Beginning, DeadEnd
from portal.searches import (
    following,
    gap_views,
    inquiry_views,
    labels,
    letters,
    parts,
    policy,
    recent_views,
    recording,
    views,
)


def init_app(app: Flask) -> None:
    access.register(policy.RULES)
    for kind, composer in letters.COMPOSERS.items():
        outbox.register(kind, composer)
    jobs.register("waking searches", following.wake)
    jobs.register("saved searches", following.ask_one)
    jobs.register("persons in searches", recording.forget_persons)
    jobs.register("removed searches", recording.forget_removed)
    memory.register(recording.MEMORY)
    for module in (views, recent_views, inquiry_views, gap_views):
        i18n.register_localised(app, module.bp)
    sections.add(Beginning, 10, parts.beginning)
    sections.add(Answered, 10, parts.answered)
    sections.add(DeadEnd, 10, parts.dead_end)
    sections.add(Preferences, 10, parts.preferences)
    app.jinja_env.globals.update(labels.GLOBALS)
    menu.add_to_account(60, _l("My searches"), "searches.index")
