"""Why a machine gives no suggestion, in sentences for the translator who waits for one."""

from typing import ClassVar

from flask_babel.speaklater import LazyString

from portal.core.i18n import lazy_gettext as _l


class MachineFailed(Exception):
    """No suggestion now; the editor goes on without and shows `message`.

    `tiring` says whether asking again soon would only make people wait.
    """

    words: ClassVar[LazyString] = _l("There is no machine suggestion now.")
    tiring: ClassVar[bool] = True
    retry_after_s: float | None = None

    @property
    def message(self) -> str:
        return str(self.words)


class Down(MachineFailed):
    """It cannot be reached, or fails by itself."""

    words = _l(
        "The translation service cannot be reached. Translate without it; it is tried again later."
    )


class Slow(MachineFailed):
    words = _l(
        "The translation service takes too long. Translate without it; it is tried again later."
    )


class Busy(MachineFailed):
    """Too many requests or a spent quota; it may say when to come back."""

    words = _l(
        "The translation service takes no more texts for now. "
        "Translate without it; it is tried again later."
    )

    def __init__(self, retry_after_s: float | None = None) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


class KeyRefused(MachineFailed):
    words = _l(
        "The translation service does not accept the portal’s key. Please tell the secretariat."
    )


class UnknownLanguage(MachineFailed):
    words = _l("The translation service does not know this pair of languages.")
    tiring = False


class Nonsense(MachineFailed):
    """An answer that is cut, too large, a redirect, or not what was asked for."""

    words = _l("The translation service gave an answer that makes no sense. Translate without it.")


class Resting(MachineFailed):
    """It failed several times, so it is not asked for a while."""

    words = _l(
        "The translation service failed several times, so it is left alone for a few minutes. "
        "Translate without it."
    )
    tiring = False
