"""The coastlines in memory, found by the box of degrees a small map may show."""

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from portal.core import earth

STRETCH = 64  # numbers, that is half as many spots


@dataclass(frozen=True)
class Stretch:
    """A piece of coast, longitude and latitude in turn, and the box around it."""

    bounds: earth.Box
    degrees: "array[float]"


@dataclass(frozen=True)
class Coast:
    """A whole ring, in stretches: those far from a map need no second look."""

    bounds: earth.Box
    stretches: list[Stretch]

    def whole(self) -> earth.Ring:
        return [spot for stretch in self.stretches for spot in _spots(stretch)]


def near(box: earth.Box) -> Iterator[earth.Ring]:
    """The rings that may reach into a box, each turned around the globe to where it does.

    Of a stretch wholly beyond one side of the box only both ends are kept: what lies out there
    leaves no trace inside, so cutting to the box gives the same.
    """
    west, south, east, north = box
    for turn in (-360, 0, 360):
        turned = (west - turn, south, east - turn, north)
        for coast in every():
            if _may_meet(coast.bounds, turned):
                yield [(x + turn, y) for x, y in _sketch(coast, turned)]


@cache
def every() -> list[Coast]:
    """All coastlines; none where they have not been built."""
    if not earth.COAST.exists():
        return []
    return [_coast(ring) for ring in json.loads(earth.COAST.read_text(encoding="utf-8"))]


def _coast(ring: list[float]) -> Coast:
    pieces = (ring[start : start + STRETCH] for start in range(0, len(ring), STRETCH))
    return Coast(_bounds(ring), [Stretch(_bounds(piece), array("f", piece)) for piece in pieces])


def _bounds(degrees: list[float]) -> earth.Box:
    longitudes, latitudes = degrees[::2], degrees[1::2]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _may_meet(one: earth.Box, other: earth.Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _sketch(coast: Coast, box: earth.Box) -> Iterator[earth.Spot]:
    for stretch in coast.stretches:
        spots = _spots(stretch)
        yield from spots if _may_meet(stretch.bounds, box) else (spots[0], spots[-1])


def _spots(stretch: Stretch) -> earth.Ring:
    return list(zip(stretch.degrees[::2], stretch.degrees[1::2], strict=True))
