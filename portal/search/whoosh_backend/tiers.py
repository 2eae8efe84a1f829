"""Which segments a commit lays together, so that they stay few and no commit takes long.

Segments are sorted into tiers by the number of their living documents, each tier eight times
the one below. As soon as a tier has four segments they become one. What has grown to
LARGEST is left alone by commits: only a build makes larger ones, a bounded step at a time.
"""

from collections.abc import Sequence

WIDTH = 4
FACTOR = 8
SMALLEST = 64  # documents; all smaller segments are one tier
LARGEST = 8192


def chosen(sizes: Sequence[int]) -> list[int]:
    """Which of the segments with so many living documents to merge now; none if all is well."""
    tiers: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        if size < LARGEST:
            tiers.setdefault(_tier(size), []).append(place)
    for _tier_number, places in sorted(tiers.items()):
        if len(places) >= WIDTH:
            return _bounded(places, sizes)
    return []


def _tier(size: int) -> int:
    tier = 0
    while size >= SMALLEST:
        size //= FACTOR
        tier += 1
    return tier


def _bounded(places: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The smallest of them, as many as make no more than twice LARGEST."""
    taken: list[int] = []
    total = 0
    for place in sorted(places, key=sizes.__getitem__):
        total += sizes[place]
        if total > 2 * LARGEST and len(taken) > 1:
            break
        taken.append(place)
    return sorted(taken)
