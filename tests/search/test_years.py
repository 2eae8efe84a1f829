"""The range of years: what an address may hold, and what the plot shows."""

import pytest
from werkzeug.datastructures import MultiDict

from portal.search.years import Range, asked, plot


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020", "2024", Range(2020, 2024)),
        ("2024", "2020", Range(2020, 2024)),
        (" 2020 ", "", Range(2020)),
        ("", "2021", Range(None, 2021)),
        ("٢٠٢٠", "", Range(2020)),
        ("-1", "20201", Range()),
        ("²⁰²⁰", "x", Range()),
        ("1000000000000000000000", "nan", Range()),
    ],
)
def test_a_range_is_read_whatever_the_address_holds(first, last, expected):
    assert asked(MultiDict({"from": first, "to": last})) == expected


def test_a_range_names_its_years_and_an_empty_one_none():
    assert Range(2020, 2022).codes == {"2020", "2021", "2022"}
    assert {"2022", "2023"} <= Range(2022).codes
    assert "2021" not in Range(2022).codes
    assert Range().codes == frozenset()


def test_the_plot_has_a_bar_for_every_year_between_the_first_and_the_last():
    bars = plot({"2020": 4, "2022": 2, "soon": 1}, Range(2021))

    assert [(bar.year, bar.count, bar.height, bar.chosen) for bar in bars] == [
        (2020, 4, 1.0, False),
        (2021, 0, 0.0, True),
        (2022, 2, 0.5, True),
    ]
    assert plot({}, Range()) == []
