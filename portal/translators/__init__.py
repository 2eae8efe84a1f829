"""The translators' board and editor: what is left to translate, and where it is done."""

from flask import Flask

from portal.core import access, i18n, menu
from portal.core.i18n import lazy_gettext as _l
from portal.translators import (
    catalogue_file_views,
    catalogue_message_views,
    catalogue_policy,
    catalogue_publication_views,
    catalogue_showing,
    catalogue_views,
    file_views,
    helping,
    labels,
    memory_views,
    note_views,
    policy,
    unit_views,
    views,
    whole_views,
)


def init_app(app: Flask) -> None:
    access.register(policy.RULES)
    helping.init_app(app)
    access.register(catalogue_policy.RULES)
    for module in (
        views,
        unit_views,
        whole_views,
        note_views,
        file_views,
        memory_views,
        catalogue_views,
        catalogue_message_views,
        catalogue_publication_views,
        catalogue_file_views,
    ):
        i18n.register_localised(app, module.bp)
        menu.stand_under("translators", module.bp.name)
    menu.add(45, _l("Translations"), "translators.index", policy.sees_board)
    app.jinja_env.globals.update(labels.GLOBALS, may_suggest=views.may_suggest)
    app.jinja_env.globals.update(sees_interface=catalogue_policy.sees_interface)
    app.jinja_env.filters["isolated"] = catalogue_showing.isolated
