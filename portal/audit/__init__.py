"""The audit: an append-only chain of who did what."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from portal.audit import actions
from portal.core import witness

commands = AppGroup("audit", help="The chain of what was done.")


@commands.command("verify")
def verify() -> None:
    """Check that no record of the chain was changed or taken out."""
    broken = actions.first_break()
    if broken is not None:
        click.echo(f"The chain breaks at record {broken}.")
        sys.exit(1)
    click.echo("The chain is whole.")


def init_app(app: Flask) -> None:
    witness.register("audit", actions.keep)
    app.cli.add_command(commands)
