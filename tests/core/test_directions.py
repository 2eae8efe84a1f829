import pytest

from portal.core.directions import direction


@pytest.mark.parametrize(
    "locale",
    ["ar", "ar-EG", "fa", "he", "ur", "ps", "yi", "ckb", "dv", "pa-Arab", "pa-PK", "az_Arab"],
)
def test_written_from_right_to_left(locale: str):
    assert direction(locale) == "rtl"


@pytest.mark.parametrize("locale", ["en", "pt-BR", "zh-Hant", "pa", "ar-Latn", "az", "xx", "", "-"])
def test_written_from_left_to_right(locale: str):
    assert direction(locale) == "ltr"
