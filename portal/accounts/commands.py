"""The `flask` commands of accounts."""

import click
from flask import Flask

from portal.accounts import actions, queries
from portal.core.errors import Refused


@click.command("token")
@click.argument("email")
@click.option("--name", default="command line", show_default=True, help="What will use it.")
def token(email: str, name: str) -> None:
    """Make an access token for the API. It is the last word printed, and shown only now."""
    person = queries.by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody here has the e-mail address {email}.")
    try:
        key = actions.make_token(person, name)
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"Access token “{name}” of {person.email}, shown only now: {key}")


def init_app(app: Flask) -> None:
    app.cli.add_command(token)
