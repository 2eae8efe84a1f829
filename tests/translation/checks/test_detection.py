"""Detection: of good translations spoilt in one way, how many are found."""

from collections.abc import Iterable

import pytest

from tests.translation.checks.mutations import (
    MUTATIONS,
    SILENT,
    Mutation,
    change_number,
    drop_number,
    drop_placeholder,
    misspell_placeholder,
)
from tests.translation.checks.samples import NEWS, Sample, messages, news

RARE = [drop_number, change_number]
MESSAGES_ONLY = [drop_placeholder, misspell_placeholder]


def found(mutation: Mutation, samples: Iterable[Sample]) -> list[bool]:
    """For each text that could be spoilt, whether a new finding of the right check says so."""
    answers = []
    for sample in samples:
        spoilt = mutation(sample.source, sample.target)
        if spoilt is None or sample.optional or sample.to in SILENT.get(mutation, ()):
            continue
        before = {finding.key for finding in sample.findings()}
        new = [each for each in sample.findings(*spoilt) if each.key not in before]
        answers.append(any(each.check in MUTATIONS[mutation] for each in new))
    return answers


def share(answers: list[bool]) -> float:
    return sum(answers) / len(answers)


@pytest.mark.parametrize("mutation", MESSAGES_ONLY, ids=lambda mutation: mutation.__name__)
def test_a_spoilt_message_is_found(mutation):
    answers = found(mutation, list(messages())[::8])

    assert len(answers) > 20
    assert share(answers) >= 0.95


@pytest.mark.parametrize(
    "mutation",
    [each for each in MUTATIONS if each not in MESSAGES_ONLY],
    ids=lambda mutation: mutation.__name__,
)
@pytest.mark.skipif(not NEWS.exists(), reason="needs ../shared/data/tmx")
def test_a_spoilt_sentence_is_found(mutation):
    step = 5 if mutation in RARE else 30
    answers = found(mutation, news(step))

    assert len(answers) > 20
    assert share(answers) >= 0.95, mutation.__name__
