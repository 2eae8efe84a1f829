"""A shipped catalogue brought up to the sentences that stand in the code now."""

from dataclasses import replace

from portal.translation.po.merging import merge
from portal.translation.po.messages import Catalogue, Key


def updated(catalogue: Catalogue, template: Catalogue) -> Catalogue:
    """Give the catalogue the messages of the template, in its order; no translation is lost.

    A sentence that changed gets the translation of the one that is gone and most like it,
    as fuzzy. For a sentence that is new nothing is guessed from those that are still there.
    """
    wanted = template.live
    here = {each.key for each in catalogue.messages if any(each.strings)} & wanted.keys()
    stayed = merge(_with(catalogue, here), _only(template, here))
    came = merge(_without(catalogue, here), _only(template, wanted.keys() - here))
    live = {**stayed.live, **came.live}
    header = [stayed.header] if stayed.header else []
    left = [*stayed.obsolete, *came.obsolete]
    return replace(stayed, messages=(*header, *(live[key] for key in wanted), *left))


def _with(catalogue: Catalogue, keys: set[Key]) -> Catalogue:
    """The header, and the messages with these keys."""
    kept = (each for each in catalogue.messages if each.is_header or each.key in keys)
    return replace(catalogue, messages=tuple(kept))


def _without(catalogue: Catalogue, keys: set[Key]) -> Catalogue:
    kept = (each for each in catalogue.messages if each.is_header or each.key not in keys)
    return replace(catalogue, messages=tuple(kept))


def _only(template: Catalogue, keys: set[Key]) -> Catalogue:
    header = [template.header] if template.header else []
    kept = (message for key, message in template.live.items() if key in keys)
    return replace(template, messages=(*header, *kept))
