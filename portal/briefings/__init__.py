"""Briefings from events, cleared by a second editor."""

from flask import Flask

from portal.briefings import mails, policy, section, views
from portal.briefings.kind import KIND, RELEASED
from portal.content import kinds
from portal.core import access, i18n, menu, outbox, sections
from portal.events.models import Event


def init_app(app: Flask) -> None:
    kinds.register(KIND)
    access.register(policy.RULES)
    outbox.register(RELEASED, mails.compose)
    i18n.register_localised(app, views.bp)
    sections.add(Event, 10, section.section)
    menu.stand_under("events", views.bp.name)
