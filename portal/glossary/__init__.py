"""The glossary and the thesauri on screen: looked up, suggested, decided, edited, exchanged."""

from flask import Flask

from portal.core import access, i18n, menu, outbox
from portal.core.i18n import lazy_gettext as _l
from portal.glossary import (
    editing_views,
    file_views,
    labels,
    letters,
    policy,
    proposal_views,
    queries,
    relating_views,
    views,
)


def init_app(app: Flask) -> None:
    access.register(policy.RULES)
    for kind, composer in letters.COMPOSERS.items():
        outbox.register(kind, composer)
    i18n.register_localised(app, views.bp)
    for module in (proposal_views, editing_views, relating_views, file_views):
        i18n.register_localised(app, module.bp)
        menu.stand_under("glossary", module.bp.name)
    app.jinja_env.globals.update(labels.GLOBALS, glossary_tabs=proposal_views.section_tabs)
    menu.add(
        46,
        _l("Glossary"),
        "glossary.index",
        lambda person: policy.can_read(person, policy.Glossary),
        count=lambda person: queries.waiting_for(person) if policy.owns_some(person) else 0,
    )
