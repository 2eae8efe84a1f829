"""Settings from the environment: what is wrong is said in a sentence before anything starts."""

import pytest

from config import BadSettings, from_environment


def settings(tmp_path, **given: str):
    usual = {"PORTAL_DATA": str(tmp_path), "PORTAL_ENVIRONMENT": "development"}
    return from_environment(usual | given)


def test_the_address_of_the_secretariat_is_a_setting(tmp_path):
    assert settings(tmp_path).contact == ""
    assert settings(tmp_path, PORTAL_CONTACT=" office@example.org ").contact == "office@example.org"


def test_a_sample_network_has_a_sample_address(tmp_path):
    assert settings(tmp_path, PORTAL_ENVIRONMENT="demo").contact == "secretariat@example.org"
    assert settings(tmp_path, PORTAL_ENVIRONMENT="demo", PORTAL_CONTACT="").contact == ""


@pytest.mark.parametrize(
    "wrong", ["office", "a@b", "a b@example.org", "a@example.org,b@example.org", "<a@example.org>"]
)
def test_what_is_no_address_is_refused_in_words(tmp_path, wrong):
    with pytest.raises(BadSettings, match="PORTAL_CONTACT"):
        settings(tmp_path, PORTAL_CONTACT=wrong)


def test_no_address_brings_more_into_a_letter_than_its_receiver(tmp_path):
    with pytest.raises(BadSettings):
        settings(tmp_path, PORTAL_CONTACT="a@example.org?bcc=b@example.org")
