"""False alarms: how often the checks speak about translations that are good."""

from collections.abc import Iterable
from itertools import islice

import pytest

from portal.translation.checks import Severity
from tests.translation.checks.samples import DOCUMENTS, NEWS, Sample, documents, messages, news


def rates(samples: Iterable[Sample]) -> tuple[float, float]:
    """The shares of texts with an error and with a warning."""
    found = [{finding.severity for finding in sample.findings()} for sample in samples]
    return tuple(
        sum(severity in each for each in found) / len(found)
        for severity in (Severity.ERROR, Severity.WARNING)
    )


def test_our_own_catalogues_are_free_of_errors():
    errors, warnings = rates(messages())

    assert errors == 0
    assert warnings <= 0.01


@pytest.mark.skipif(not NEWS.exists(), reason="needs ../shared/data/tmx")
@pytest.mark.skipif(not DOCUMENTS.exists(), reason="needs ../shared/data/documents.jsonl.gz")
def test_good_texts_of_all_kinds_raise_few_alarms():
    errors, warnings = rates([*islice(messages(), 0, None, 7), *news(step=7), *documents(step=7)])

    assert errors <= 0.005
    assert warnings <= 0.05
