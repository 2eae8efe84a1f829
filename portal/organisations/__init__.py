"""The members of the network: cities, their people, the secretariat."""

import click
from flask import Flask

from config import LOCALES
from portal.core import access, i18n, menu, outbox
from portal.core.i18n import lazy_gettext as _l
from portal.organisations import invitations, joining_views, names, policy, staff_views, views
from portal.organisations.models import StaffRole
from portal.thesaurus.queries import label


@click.command("invite-administrator")
@click.argument("email")
@click.option("--name", default="", help="Who it is.")
@click.option(
    "--locale", type=click.Choice(LOCALES), default="en", help="The language of the letter."
)
def invite_administrator(email: str, name: str, locale: str) -> None:
    """Invite somebody to administer the portal: the first one has nobody else to ask."""
    guest = invitations.Guest(email, name, locale)
    invitation = invitations.invite_staff(guest, None, StaffRole.ADMINISTRATOR)
    click.echo(f"The invitation to {invitation.email} is in the outbox.")


def init_app(app: Flask) -> None:
    access.register(policy.RULES)
    outbox.register(invitations.MAIL, invitations.compose)
    for blueprint in (views.bp, staff_views.bp, joining_views.bp):
        i18n.register_localised(app, blueprint)
    menu.add(30, _l("Cities"), "organisations.index", policy.may_read_directory)
    menu.add_to_account(60, _l("Secretariat"), "staff.index", policy.is_administrator)
    app.jinja_env.filters["language_name"] = names.language_name
    app.jinja_env.filters["setting_name"] = lambda code: label("setting", code)
    app.jinja_env.globals.update(country_name=names.country_name, language_name=names.language_name)
    app.cli.add_command(invite_administrator)
