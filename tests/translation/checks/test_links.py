import pytest

from tests.translation.checks.asking import codes


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("See https://a.org/x.", "Voir ici.", ["link-missing"]),
        ("Write to a@b.org.", "Écrivez-nous.", ["link-missing"]),
        ("See it.", "Voir https://spam.example.", ["link-new-site"]),
        ("See it.", "Voir www.spam.example.", ["link-new-site"]),
        ("See it.", "Écrivez à x@spam.example.", ["link-new-site"]),
        ("See [it](/en/x).", "Voir [ça](//spam.example/x).", ["link-missing", "link-new-site"]),
        ("See https://a.org/en/x.", "Voir https://a.org/fr/x.", ["link-other-page"]),
        ("See https://en.a.org/x.", "Voir https://fr.a.org/x.", ["link-other-page"]),
        ("See https://a.gov.uk/x.", "Voir https://b.gov.uk/x.", ["link-missing", "link-new-site"]),
        ("See https://a.org/x.", "Voir https://a.org/y.", ["link-other-page"]),
    ],
)
def test_addresses_lost_or_new_are_found(source, target, expected):
    assert codes(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("See https://a.org/x.", "参见https://a.org/x。", "zh"),
        ("See (https://a.org/x_(y)).", "Voir (https://a.org/x_(y)).", "fr"),
        ("See <https://a.org/x>.", "Voir https://a.org/x/.", "fr"),
        ("[a](mailto:a@b.org)", "a@b.org", "fr"),
        ("See https://a.org/1500?d=2026-01-02.", "انظر https://a.org/1500?d=2026-01-02.", "ar"),
        ('[a](https://a.org "Title")', '[b](https://a.org "Titre")', "fr"),
    ],
)
def test_the_same_address_in_another_dress_is_known(source, target, to):
    assert not {"link-missing", "link-new-site", "link-other-page"} & set(codes(source, target, to))
