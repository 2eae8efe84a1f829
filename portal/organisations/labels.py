"""What the roles are called."""

from portal.core.i18n import lazy_gettext as _l
from portal.organisations.models import Role, StaffRole

ROLES = {
    Role.OFFICIAL: _l("Official"),
    Role.DEPUTY: _l("Deputy coordinator"),
    Role.COORDINATOR: _l("Coordinator"),
}
STAFF_ROLES = {
    StaffRole.EDITOR: _l("Editor"),
    StaffRole.TRANSLATOR: _l("Translator"),
    StaffRole.REVIEWER: _l("Translation reviewer"),
    StaffRole.ADMINISTRATOR: _l("Administrator"),
}


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, str(label)) for role, label in ROLES.items()]


def staff_role_choices() -> list[tuple[str, str]]:
    return [(role.value, str(label)) for role, label in STAFF_ROLES.items()]
