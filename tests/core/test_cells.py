"""No cell of a table is a formula, and each can be had back."""

import pytest

from portal.core.cells import guarded, unguarded


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 30 1", "-x", "@sum", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1"]
)
def test_what_looks_like_a_formula_becomes_text_and_comes_back(cell):
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "flood", "'tis", "a=b", "2 + 2", "مطر"])
def test_other_cells_stay_as_they_are(cell):
    assert guarded(cell) == cell
    assert unguarded(cell) == cell
