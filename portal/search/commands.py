"""The `flask search …` commands."""

import click
from flask import Flask
from flask.cli import AppGroup

from portal.core import changes
from portal.search import follower
from portal.search.engine import engine

commands = AppGroup("search", help="The search index.")


@commands.command("rebuild")
def rebuild() -> None:
    """Build the index anew beside the old one, then use it."""
    with click.progressbar(length=follower.size(), label="Indexing") as bar:
        number = follower.rebuild(bar.update)
    click.echo(f"{number} things are in the index.")


@commands.command("wait")
@click.option("--timeout", default=600.0, show_default=True, help="Seconds to wait at most.")
def wait(timeout: float) -> None:
    """Return when the index has caught up with the database."""
    seconds = follower.wait(timeout)
    if seconds is None:
        raise click.ClickException(
            f"The index has not caught up in {timeout:g} seconds. "
            "Look at “flask search status” and at the log of the worker."
        )
    click.echo(f"The index has caught up with the database; waited {seconds:.1f} seconds.")


@commands.command("status")
def status() -> None:
    """Say how far the index is and whether it is sound."""
    health = engine().health()
    latest = changes.latest()
    if health.position is None:
        click.echo(f"The index cannot answer: {health.flaw}.")
        click.echo("The worker rebuilds it; or do it now: flask search rebuild")
        return
    click.echo(
        f"{health.documents} documents, {health.size_bytes / 1e6:.1f} MB, "
        f"{max(latest - health.position.number, 0)} changes behind the database."
    )


def init_app(app: Flask) -> None:
    app.cli.add_command(commands)
