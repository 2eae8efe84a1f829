"""The maps: places where they belong, land where there is land."""

import json
import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core import coasts, earth, maps

ATLAS = Path(__file__).parents[2] / "portal/ui/assets/node_modules/world-atlas/land-110m.json"
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]

latitudes = st.floats(-56, 84)
longitudes = st.floats(-180, 180)


def polygons(path: str) -> list[earth.Ring]:
    """Read back what `earth.path` writes."""
    read = []
    for x, y, line in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        spots, numbers = [(float(x), float(y))], list(map(int, re.findall(r"-?\d+", line)))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            spots.append((spots[-1][0] + dx, spots[-1][1] + dy))
        read.append(spots)
    return read


def is_land(path: str, x: float, y: float) -> bool:
    """Whether a spot lies in an odd number of rings, as holes are rings too."""
    crossings = 0
    for ring in polygons(path):
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                crossings += 1
    return crossings % 2 == 1


def area(ring: earth.Ring) -> float:
    following = ring[1:] + ring[:1]
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, following, strict=True)) / 2


@pytest.fixture(scope="module")
def world() -> dict[str, str]:
    """The parts of the world map by name, from the coarse coastlines."""
    drawing = ET.fromstring(earth.world_svg(ATLAS))  # noqa: S314 - our own drawing
    return {part.attrib["id"]: part.attrib["d"] for part in drawing}


def test_the_projection_is_equal_earth():
    x, y = earth.equal_earth(47, 122)

    # The example of PROJ's own page on the projection, to its two places.
    assert (round(x, 2), round(y, 2)) == (1.55, 0.89)


@given(latitude=latitudes, longitude=longitudes)
def test_every_place_of_the_inhabited_world_is_on_the_map(latitude, longitude):
    x, y = maps.project(latitude, longitude)

    assert 0 <= x <= earth.WIDTH
    assert 0 <= y <= earth.HEIGHT


def test_the_world_map_is_cut_in_the_pacific():
    samoa, hawaii = maps.project(-13.8, -171.8), maps.project(21.3, -157.9)

    assert samoa[0] > earth.WIDTH * 0.9
    assert hawaii[0] < earth.WIDTH * 0.1


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (-1.3, 36.8, True),
        (66, -175, True),  # east of the antimeridian, and part of Asia
        (-25, 134, True),
        (64, -150, True),
        (0, -30, False),
        (0, -170, False),
        (42, 51, False),  # the Caspian Sea, a hole in the land
        (-40, 80, False),
    ],
)
def test_land_is_where_it_is(world, latitude, longitude, expected):
    assert is_land(world["land"], *maps.project(latitude, longitude)) is expected


def test_no_edge_of_land_crosses_the_whole_map(world):
    for ring in polygons(world["land"]):
        for spot, following in pairwise(ring):
            assert math.dist(spot, following) < earth.WIDTH / 4


def test_the_build_writes_the_map_under_a_name_with_its_hash(tmp_path, monkeypatch):
    monkeypatch.setattr(earth, "COAST", tmp_path / "coast.json")
    (tmp_path / "manifest.json").write_text('{"app.css": "app-1.css"}')

    earth.write(ATLAS.parent, tmp_path)

    names = json.loads((tmp_path / "manifest.json").read_text())
    assert names["app.css"] == "app-1.css"
    assert re.fullmatch(r"land-[0-9A-F]{8}\.svg", names["land.svg"])
    drawing = (tmp_path / names["land.svg"]).read_text()
    assert drawing.startswith("<svg")
    assert len(drawing) < 45_000  # 13 KB on the wire: light enough for a slow line
    assert len(json.loads((tmp_path / "coast.json").read_text())) > 1000


def test_a_mark_grows_with_its_weight_but_not_for_ever():
    small, large, huge = (
        maps.world_point(0, 0, label="A", url="/a", weight=weight).radius for weight in (1, 9, 900)
    )

    assert small < large < huge <= 26


def test_a_region_stays_within_the_world():
    assert maps.view_around(0, 20, 90).split()[2:] == ["500", "250"]
    left, top, width, height = map(int, maps.view_around(-50, 179, 90).split())
    assert left + width <= earth.WIDTH
    assert top + height <= earth.HEIGHT


@given(latitude=latitudes, longitude=longitudes, span=st.sampled_from(maps.SPANS))
def test_a_place_is_in_the_middle_of_its_own_map(latitude, longitude, span):
    view = maps.LocalMap(latitude, longitude, span, land="", net="")

    point = view.point(latitude, longitude, label="Here", url="/")

    assert point is not None
    assert (point.x, point.y) == (view.x, view.y)


def test_a_small_map_shows_neighbours_at_their_distance_and_nobody_else():
    dakar = maps.LocalMap(14.7, -17.4, 5, land="", net="")

    thies = dakar.point(14.79, -16.93, label="Thiès", url="/")
    sydney = dakar.point(-33.9, 151.2, label="Sydney", url="/")

    assert thies is not None
    assert sydney is None
    # They are 51.5 km apart by the haversine formula.
    km = math.dist((thies.x, thies.y), (dakar.x, dakar.y)) / maps.LOCAL_WIDTH * 5 * 111.195
    assert km == pytest.approx(51.5, abs=1)


@pytest.mark.parametrize(
    ("latitude", "longitude", "land", "water"),
    [
        (14.7, -17.4, (14.7, -16.4), (14.7, -18.4)),  # Dakar: a cape in the west
        (-18.1, 178.4, (-17.9, 178.0), (-18.6, 179.6)),  # Suva: beside the antimeridian
        (64.1, -21.9, (64.6, -20.5), (63.5, -23.5)),  # Reykjavík: far north
    ],
)
def test_a_small_map_shows_the_coast(latitude, longitude, land, water):
    view = maps.local_map(latitude, longitude)

    for place, expected in ((land, True), (water, False)):
        spot = view.point(*place, label="", url="")
        assert spot is not None
        assert is_land(view.land, spot.x, spot.y) is expected


def test_a_map_is_as_wide_as_it_takes_to_see_a_coast():
    assert maps.local_map(35.17, -5.27).span == 5  # Chefchaouen, near two seas
    assert maps.local_map(47.9, 106.9).span == 40  # Ulaanbaatar, far from any


@settings(deadline=None)
@given(latitude=st.floats(-90, 90), longitude=longitudes)
def test_any_place_at_all_has_a_map(latitude, longitude):
    view = maps.local_map(latitude, longitude, 5)

    assert view.net.startswith("M")
    assert "nan" not in view.land


def test_without_the_built_coastlines_a_map_has_no_land(tmp_path, monkeypatch):
    monkeypatch.setattr(earth, "COAST", tmp_path / "none.json")
    coasts.every.cache_clear()
    maps.drawn.cache_clear()

    view = maps.local_map(14.7, -17.4)

    coasts.every.cache_clear()
    maps.drawn.cache_clear()
    assert view.land == ""
    assert view.net != ""


@pytest.mark.parametrize(("span", "km"), [(5, 100), (10, 200), (20, 500), (40, 1000)])
def test_the_scale_bar_is_a_round_number(span, km):
    view = maps.LocalMap(0, 0, span, land="", net="")

    assert view.scale_km == km
    assert view.scale_width == pytest.approx(km / (span * 111.195) * maps.LOCAL_WIDTH, abs=0.1)


def test_a_ring_is_cut_to_a_box():
    cut = earth.clip(SQUARE, (5, 5, 20, 20))

    assert area(cut) == pytest.approx(25)
    assert earth.clip(SQUARE, (11, 0, 20, 10)) == []


@settings(deadline=None, max_examples=10)
@given(
    west=st.floats(-170, 150),
    south=st.floats(-55, 60),
    wide=st.floats(1, 20),
    high=st.floats(1, 20),
)
def test_leaving_out_what_is_far_changes_nothing_near(west, south, wide, high):
    box = (west, south, west + wide, south + high)

    near = sum(area(earth.clip(ring, box)) for ring in coasts.near(box))

    whole = (coast.whole() for coast in coasts.every())
    turned = (copy for ring in whole for copy in earth.copies(ring, box[0], box[2]))
    assert near == pytest.approx(sum(area(earth.clip(ring, box)) for ring in turned), abs=1e-3)


def test_small_bends_go_and_corners_stay():
    bent = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]

    assert earth.simplify(bent, area=1) == SQUARE
    assert earth.simplify(SQUARE, area=1000) == SQUARE


def test_a_path_is_short_and_whole():
    assert earth.path(SQUARE) == "M0 0l10 0 0 10-10 0z"
    assert earth.path([(0.1, 0.1), (0.2, 0.2)]) == ""
