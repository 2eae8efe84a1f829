"""The `flask` command of the pages."""

import click
from flask import Flask

from portal.pages import actions


@click.command("pages")
def pages() -> None:
    """Publish the pages that come with the portal: about, help, vision, guidelines and so on."""
    loaded = sum(actions.load_page(text) for text in actions.texts())
    click.echo(f"{loaded} pages published." if loaded else "The pages are as they should be.")


def init_app(app: Flask) -> None:
    app.cli.add_command(pages)
