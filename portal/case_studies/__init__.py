"""Case studies: the structured record of what a city did."""

from flask import Flask

from portal.case_studies import policy, views
from portal.case_studies.kind import KIND
from portal.case_studies.section import section
from portal.content import kinds
from portal.core import access, i18n, menu, sections
from portal.core.i18n import lazy_gettext as _l
from portal.organisations.models import Organisation


def init_app(app: Flask) -> None:
    kinds.register(KIND)
    access.register(policy.RULES)
    i18n.register_localised(app, views.bp)
    sections.add(Organisation, 10, section)
    menu.add(10, _l("Case studies"), "case_studies.index", shown=menu.everybody)
