"""The scene of the translation tests, for the pages on top of it."""

from tests.content.translations.conftest import scene

__all__ = ["scene"]
