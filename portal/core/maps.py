"""Maps the server draws: points on one cached picture of the world, and a city's own small map.

A page shows the world by `<use>` of the built asset `land.svg` (parts `sea`, `net`, `land`) in
an `<svg>` with `WORLD_BOX`, and the points as links on top; a small map brings its own paths.
No script, no tiles, no borders of states: where those run is not for this portal to say.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from portal.core import coasts, earth

WORLD_BOX = f"0 0 {earth.WIDTH} {earth.HEIGHT}"

LOCAL_WIDTH, LOCAL_HEIGHT = 960, 640
LOCAL_BOX = f"0 0 {LOCAL_WIDTH} {LOCAL_HEIGHT}"
SPANS = (5, 10, 20, 40)
"""Widths of a small map, in degrees of a great circle; the first that shows a coast is taken."""

KM_PER_DEGREE = 111.195  # of a great circle, with the mean radius of 6,371 km
LEAST_COAST = 400  # units of the box, before a map is worth looking at
RIM = 0.08  # of the width and height, where a coast is easily overlooked
LONGEST_EDGE = 2.0  # degrees
LOCAL_DETAIL = 4  # square units of the box


@dataclass(frozen=True)
class Point:
    """A place on a map, in the units of that map's box; `weight` counts what it stands for."""

    x: float
    y: float
    label: str
    url: str
    weight: int = 1

    @property
    def radius(self) -> float:
        """Half the width of the mark: its area grows with the weight, up to a limit."""
        return round(min(8 + 3 * math.sqrt(self.weight), 26), 1)


@dataclass(frozen=True)
class LocalMap:
    """A small map with its place in the middle, the same shape at any latitude."""

    latitude: float
    longitude: float
    span: float
    land: str
    net: str
    box: str = LOCAL_BOX
    x: float = LOCAL_WIDTH / 2
    y: float = LOCAL_HEIGHT / 2

    @property
    def scale_km(self) -> int:
        """The length of the scale bar: 1, 2 or 5 times a power of ten, a quarter of the width."""
        quarter = self.span * KM_PER_DEGREE / 4
        power = 10 ** math.floor(math.log10(quarter))
        return int(max(step for step in (1, 2, 5) if step * power <= quarter) * power)

    @property
    def scale_width(self) -> float:
        """The length of the scale bar in units of the box."""
        return round(self.scale_km / (self.span * KM_PER_DEGREE) * LOCAL_WIDTH, 1)

    def point(
        self, latitude: float, longitude: float, *, label: str, url: str, weight: int = 1
    ) -> Point | None:
        """Mark a place on this map; None when it lies outside."""
        place = _from_the_middle(self, latitude, longitude)
        if place is None or not (0 <= place[0] <= LOCAL_WIDTH and 0 <= place[1] <= LOCAL_HEIGHT):
            return None
        return Point(round(place[0], 1), round(place[1], 1), label, url, weight)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Place a point, in degrees, in the units of `WORLD_BOX`: x to the right, y down."""
    return earth.project(latitude, longitude)


def world_point(
    latitude: float, longitude: float, *, label: str, url: str, weight: int = 1
) -> Point:
    """Mark a place on the world map."""
    x, y = project(latitude, longitude)
    return Point(round(x, 1), round(y, 1), label, url, weight)


def view_around(latitude: float, longitude: float, span: float) -> str:
    """Crop the world map to a region `span` degrees wide, half as high; never beyond its edge.

    For a continent or a sea. A single place looks better as a `local_map`, which is not slanted.
    """
    width = min(span / 360 * earth.WIDTH, 2 * earth.HEIGHT)
    x, y = project(latitude, longitude)
    left = min(max(x - width / 2, 0), earth.WIDTH - width)
    top = min(max(y - width / 4, 0), earth.HEIGHT - width / 2)
    return f"{left:.0f} {top:.0f} {width:.0f} {width / 2:.0f}"


def local_map(latitude: float, longitude: float, span: float | None = None) -> LocalMap:
    """Draw the surroundings of a place, by default as wide as it takes to see a coast.

    The place is rounded to a hundredth of a degree, about a kilometre. Without the built
    coastlines the map has no land, but all else.
    """
    return drawn(round(latitude, 2), round(longitude, 2), span)


@lru_cache(maxsize=1024)
def drawn(latitude: float, longitude: float, span: float | None) -> LocalMap:
    """Draw a small map once; `local_map` asks for places that repeat."""
    for width in (span,) if span else SPANS:
        blank = LocalMap(latitude, longitude, width, land="", net="")
        rings = list(_land(blank))
        if _visible_coast(rings) >= LEAST_COAST:
            break
    land = "".join(map(earth.path, rings))
    return LocalMap(latitude, longitude, width, land=land, net="".join(_net(blank)))


def _from_the_middle(view: LocalMap, latitude: float, longitude: float) -> earth.Spot | None:
    """Project by Lambert's azimuthal equal-area projection; None for the far half of the globe.

    Snyder (1987), Map projections: a working manual, doi:10.3133/pp1395, equations 22-4 and 24-2.
    """
    middle, angle = math.radians(view.latitude), math.radians(latitude)
    turn = math.radians(longitude - view.longitude)
    towards = math.sin(middle) * math.sin(angle)
    towards += math.cos(middle) * math.cos(angle) * math.cos(turn)
    if towards < 0:
        return None
    size = math.sqrt(2 / (1 + towards)) * LOCAL_WIDTH / math.radians(view.span)
    right = math.cos(angle) * math.sin(turn)
    up = math.cos(middle) * math.sin(angle) - math.sin(middle) * math.cos(angle) * math.cos(turn)
    return view.x + size * right, view.y - size * up


def _surroundings(view: LocalMap) -> earth.Box:
    """The degrees around the circle that holds the whole map: west, south, east, north.

    The easternmost point of a circle on the globe: sin Δλ = sin r / cos φ.
    """
    corner = math.hypot(LOCAL_WIDTH, LOCAL_HEIGHT) / 2 * math.radians(view.span) / LOCAL_WIDTH
    radius = 2 * math.asin(min(corner / 2, 1))
    south = view.latitude - math.degrees(radius)
    north = view.latitude + math.degrees(radius)
    wide = 180.0
    if south > -90 and north < 90:
        reach = math.sin(radius) / math.cos(math.radians(view.latitude))
        wide = math.degrees(math.asin(min(reach, 1)))
    return view.longitude - wide, max(south, -90), view.longitude + wide, min(north, 90)


def _land(view: LocalMap) -> Iterator[earth.Ring]:
    box = _surroundings(view)
    for near in coasts.near(box):
        ring = _projected(view, _bendable(earth.clip(near, box)))
        if ring:
            yield earth.simplify(ring, area=LOCAL_DETAIL)


def _projected(view: LocalMap, spots: Iterable[earth.Spot]) -> earth.Ring:
    places = (_from_the_middle(view, latitude, longitude) for longitude, latitude in spots)
    return [place for place in places if place is not None]


def _bendable(ring: earth.Ring) -> Iterator[earth.Spot]:
    """Divide the long straight edges a cut leaves, because the projection bends them."""
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        parts = math.ceil(max(abs(bx - ax), abs(by - ay)) / LONGEST_EDGE) or 1
        for part in range(parts):
            yield ax + (bx - ax) * part / parts, ay + (by - ay) * part / parts


def _visible_coast(rings: list[earth.Ring]) -> float:
    """The length of coast away from the rim, in units of the box."""
    edges = (edge for ring in rings for edge in pairwise([*ring, ring[0]]))
    return sum(math.dist(*edge) for edge in edges if all(map(_is_well_inside, edge)))


def _is_well_inside(spot: earth.Spot) -> bool:
    x, y = spot[0] / LOCAL_WIDTH, spot[1] / LOCAL_HEIGHT
    return RIM < x < 1 - RIM and RIM < y < 1 - RIM


def _net(view: LocalMap) -> Iterator[str]:
    """A handful of meridians and of parallels."""
    west, south, east, north = _surroundings(view)
    for longitude in _round_degrees(west, east):
        yield _line(view, [(longitude, latitude) for latitude in _even(south, north)])
    for latitude in _round_degrees(south, north):
        yield _line(view, [(longitude, latitude) for longitude in _even(west, east)])


def _round_degrees(low: float, high: float) -> range:
    step = next((step for step in (1, 2, 5, 10) if (high - low) / step <= 7), 15)
    return range(math.ceil(low / step) * step, math.floor(high) + 1, step)


def _even(low: float, high: float) -> list[float]:
    return [low + (high - low) * part / 16 for part in range(17)]


def _line(view: LocalMap, spots: earth.Ring) -> str:
    return earth.path(_projected(view, spots), closed=False)
