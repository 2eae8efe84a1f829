"""Briefings from events, cleared by a second editor."""

from flask import Flask

from portal.briefings import forms, mails, policy, section, views
from portal.briefings.kind import KIND, RELEASED
from portal.content import kinds
from portal.core import access, i18n, outbox
from portal.events.sections import register_section


def init_app(app: Flask) -> None:
    kinds.register(KIND)
    access.register(policy.RULES)
    outbox.register(RELEASED, mails.compose)
    i18n.register_localised(app, views.bp)
    register_section("briefings", 10, section.section)
    app.jinja_env.globals["briefing_sections"] = forms.sections
