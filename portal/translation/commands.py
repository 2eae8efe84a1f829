"""The `flask catalogues` commands: for developers, and for whoever looks after a portal."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from portal.core.errors import Refused
from portal.translation.catalogues import files, writing
from portal.translation.catalogues.checking import Remark, remarks
from portal.translation.catalogues.overview import known_forms
from portal.translation.po.messages import Catalogue, Message

commands = AppGroup("catalogues", help="The words of the interface.")


class Language(click.ParamType[str]):
    """A language with a catalogue."""

    name = "locale"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = files.locales()
        if value not in known:
            self.fail(f"“{value}” has no catalogue; there are: {', '.join(known)}.", param, ctx)
        return value


@commands.command("write")
@click.argument("locale", type=Language())
def write(locale: str) -> None:
    """Write what was published in LOCALE into its file under translations/, to be committed."""
    try:
        changed = writing.write_back(locale)
    except (OSError, Refused) as fault:
        raise click.ClickException(f"{files.path_of(locale)} cannot be written: {fault}") from fault
    if not changed:
        click.echo("The file says all that is published already.")
        return
    click.echo(f"{files.path_of(locale)}: {changed} messages changed. Look at the diff and commit.")


@commands.command("check")
@click.argument("locales", type=Language(), nargs=-1)
def check(locales: tuple[str, ...]) -> None:
    """Say what is wrong with the words of LOCALES, or of all; fail if there is an error."""
    broken = 0
    for locale in locales or files.locales():
        found = list(_found(locale))
        for message, remark in found:
            kind = "error" if remark.is_error else "warning"
            click.echo(f"{locale}: {kind}: {message.msgid[:70]!r}: {remark.finding.message}")
        errors = sum(remark.is_error for _message, remark in found)
        broken += errors
        click.echo(f"{locale}: {errors} errors, {len(found) - errors} warnings.")
    sys.exit(1 if broken else 0)


def _found(locale: str) -> list[tuple[Message, Remark]]:
    catalogue: Catalogue = writing.catalogue(locale, writing.Extent.PUBLISHED)
    forms = known_forms(catalogue, locale)
    return [
        (message, remark)
        for message in catalogue.live.values()
        for remark in remarks(message, message.strings, forms, locale)
    ]


def init_app(app: Flask) -> None:
    app.cli.add_command(commands)
