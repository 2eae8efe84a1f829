"""Who may begin a case study."""

from typing import Any

from portal.case_studies.models import CaseStudy
from portal.core.access import Rules
from portal.organisations.policy import is_editor


def can_create(person: Any, _kind: type) -> bool:
    return bool(getattr(person, "memberships", ())) or is_editor(person)


RULES: Rules = {(CaseStudy, "create"): can_create}
