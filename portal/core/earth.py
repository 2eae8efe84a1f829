"""The shape of the land: turns Natural Earth's coastlines into what the maps draw.

Stands on nothing but the standard library, because the asset build runs it as a script,
`python -P portal/core/earth.py ATLAS STATIC`, before the portal can be started.
"""

import hashlib
import heapq
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Spot = tuple[float, float]
Ring = list[Spot]
Box = tuple[float, float, float, float]

COAST = Path(__file__).with_name("coast.json")
"""Coastlines for the small maps, made by the build: rings of longitude, latitude in turn."""

# A cut at 169° W runs through the Bering Strait: no continent is divided, and the
# islands of the Pacific stay together.
CENTRAL_MERIDIAN = 11.0
NORTH, SOUTH = 84.5, -57.0
WIDTH = 2000
ANTARCTIC_CIRCLE = -60.0

# Šavrič, Patterson and Jenny (2018), The Equal Earth map projection,
# doi:10.1080/13658816.2018.1504949, equations 9 to 11.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT = math.sqrt(3) / 2


def equal_earth(latitude: float, longitude: float) -> Spot:
    """Project degrees to the Equal Earth plane of a unit sphere, x to the east, y to the north.

    `longitude` counts from the central meridian and must lie within ±180.
    """
    angle = math.asin(ROOT * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = math.radians(longitude) * math.cos(angle) / (ROOT * slope)
    return x, angle * (A1 + A2 * square + sixth * (A3 + A4 * square))


EDGE = equal_earth(0, 180)[0]
SCALE = WIDTH / (2 * EDGE)
TOP = equal_earth(NORTH, 0)[1]
HEIGHT = round((TOP - equal_earth(SOUTH, 0)[1]) * SCALE)


def project(latitude: float, longitude: float) -> Spot:
    """Place a point, in degrees, on the world map of `WIDTH` × `HEIGHT`, x to the right, y down."""
    turned = (longitude - CENTRAL_MERIDIAN + 180) % 360 - 180
    x, y = equal_earth(latitude, turned)
    return (x + EDGE) * SCALE, (TOP - y) * SCALE


def rings(atlas: Path) -> Iterator[Ring]:
    """Read all rings of the layer `land` of a TopoJSON file, without Antarctica.

    Longitudes run on across the antimeridian instead of jumping by 360.
    https://github.com/topojson/topojson-specification, section 2.1.4.
    """
    topology = json.loads(atlas.read_text(encoding="utf-8"))
    arcs = [_decode(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for indices in polygon:
                ring = _unwrap(_join(arcs, indices))
                if max(latitude for _, latitude in ring) > ANTARCTIC_CIRCLE:
                    yield ring


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    spots, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        spots.append((x * scale_x + left, y * scale_y + bottom))
    return spots


def _join(arcs: list[Ring], indices: list[int]) -> Ring:
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _unwrap(ring: Ring) -> Ring:
    spots = ring[:1]
    for longitude, latitude in ring[1:]:
        turns = round((spots[-1][0] - longitude) / 360)
        spots.append((longitude + 360 * turns, latitude))
    return spots


def copies(ring: Ring, west: float, east: float) -> Iterator[Ring]:
    """Repeat a ring around the globe wherever a copy of it reaches between two longitudes."""
    low, high = min(x for x, _ in ring), max(x for x, _ in ring)
    for turn in range(math.ceil((west - high) / 360), math.floor((east - low) / 360) + 1):
        yield [(x + 360 * turn, y) for x, y in ring]


def clip(ring: Ring, box: Box) -> Ring:
    """Cut a ring to a box of (left, bottom, right, top); empty where they do not meet.

    Sutherland and Hodgman (1974), doi:10.1145/360767.360802.
    """
    left, bottom, right, top = box
    for axis, bound, sign in ((0, left, 1), (0, right, -1), (1, bottom, 1), (1, top, -1)):
        if not ring:
            break
        ring = _clip_side(ring, axis, bound, sign)
    return ring


def _clip_side(ring: Ring, axis: int, bound: float, sign: int) -> Ring:
    """Keep what lies on the greater side of a line (`sign` 1) or on the smaller one (-1)."""
    kept: Ring = []
    before = ring[-1]
    for spot in ring:
        inside, was_inside = (sign * (end[axis] - bound) >= 0 for end in (spot, before))
        if inside != was_inside:
            part = (bound - before[axis]) / (spot[axis] - before[axis])
            cut = before[1 - axis] + part * (spot[1 - axis] - before[1 - axis])
            kept.append((bound, cut) if axis == 0 else (cut, bound))
        if inside:
            kept.append(spot)
        before = spot
    return kept


def simplify(ring: Ring, area: float) -> Ring:
    """Leave out the spots whose triangle with their neighbours is smaller than `area`.

    Visvalingam and Whyatt (1993), doi:10.1179/000870493786962263. Four spots always stay, so
    that an island state never vanishes.
    """
    before, after = [*range(-1, len(ring) - 1)], [*range(1, len(ring)), 0]
    before[0] = len(ring) - 1

    def triangle(here: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = ring[before[here]], ring[here], ring[after[here]]
        doubled: float = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        return abs(doubled) / 2

    sizes = [triangle(here) for here in range(len(ring))]
    queue = [(size, here) for here, size in enumerate(sizes)]
    heapq.heapify(queue)
    gone: set[int] = set()
    while queue and len(ring) - len(gone) > 4:
        size, here = heapq.heappop(queue)
        if here in gone or size != sizes[here]:
            continue
        if size >= area:
            break
        gone.add(here)
        after[before[here]], before[after[here]] = after[here], before[here]
        for beside in (before[here], after[here]):
            sizes[beside] = max(size, triangle(beside))
            heapq.heappush(queue, (sizes[beside], beside))
    return [spot for here, spot in enumerate(ring) if here not in gone]


def path(ring: Ring, *, closed: bool = True) -> str:
    """Write an SVG path in whole, relative numbers: the shortest that still looks smooth."""
    spots = [(round(x), round(y)) for x, y in ring]
    spots = [spots[0], *(here for before, here in pairwise(spots) if here != before)]
    steps = (f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(spots))
    line = " ".join(steps).replace(" -", "-")
    return f"M{spots[0][0]} {spots[0][1]}l{line}{'z' if closed else ''}" if line else ""


def world_svg(atlas: Path, area: float = 3) -> str:
    """Draw the sea, its net of degrees and the land, as parts for `<use>` in a page.

    They have no colour of their own: the page's style sheet gives `fill` and `stroke`.
    """
    land = "".join(path(simplify(ring, area)) for ring in _on_the_map(atlas))
    parts = {"sea": path(_outline()), "net": "".join(_net()), "land": land}
    drawn = "".join(f'<path id="{name}" d="{line}"/>' for name, line in parts.items())
    box = f"0 0 {WIDTH} {HEIGHT}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{drawn}</svg>\n'


def _on_the_map(atlas: Path) -> Iterator[Ring]:
    west, east = CENTRAL_MERIDIAN - 180, CENTRAL_MERIDIAN + 180
    for ring in rings(atlas):
        for copy in copies(ring, west, east):
            # A hair inside the cut, so that rounding never throws a spot to the other side.
            inside = clip(copy, (west + 1e-6, SOUTH, east - 1e-6, NORTH))
            if inside:
                yield [project(latitude, longitude) for longitude, latitude in inside]


def _meridian(turned: float) -> Ring:
    """A line of longitude, in degrees from the central meridian, from south to north."""
    steps = [SOUTH + (NORTH - SOUTH) * step / 32 for step in range(33)]
    plane = (equal_earth(latitude, turned) for latitude in steps)
    return [((x + EDGE) * SCALE, (TOP - y) * SCALE) for x, y in plane]


def _outline() -> Ring:
    return _meridian(-180) + _meridian(180)[::-1]


def _net() -> Iterator[str]:
    """Every thirtieth degree."""
    for longitude in range(-150, 181, 30):
        yield path(_meridian(longitude - CENTRAL_MERIDIAN), closed=False)
    for latitude in range(-30, 61, 30):
        _, y = equal_earth(latitude, 0)
        x, _ = equal_earth(latitude, 180)
        row = [((EDGE + side) * SCALE, (TOP - y) * SCALE) for side in (-x, x)]
        yield path(row, closed=False)


def write(atlas: Path, static: Path) -> None:
    """Write the world map beside the other built assets and the coastlines beside this module.

    Enters `land.svg` in the manifest of names with content hashes.
    """
    detailed = atlas / "land-50m.json"
    drawing = world_svg(detailed)
    name = f"land-{hashlib.sha256(drawing.encode()).hexdigest()[:8].upper()}.svg"
    (static / name).write_text(drawing, encoding="utf-8")
    manifest = static / "manifest.json"
    names = json.loads(manifest.read_text(encoding="utf-8")) | {"land.svg": name}
    manifest.write_text(json.dumps(names, indent=1), encoding="utf-8")
    coast = [[round(degree, 2) for spot in ring for degree in spot] for ring in rings(detailed)]
    COAST.write_text(json.dumps(coast, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
