"""How a paragraph stands is a function of its source and its wordings, and of nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from portal.content.translations.models import Translation, TranslationState
from portal.content.translations.standing import Standing, Wordings

NOW, BEFORE = "a" * 64, "b" * 64
State = TranslationState


def wording(number: int, state: TranslationState, digest: str = NOW) -> Translation:
    return Translation(number=number, state=state, source_digest=digest, text=f"{number}")


rows = st.lists(st.tuples(st.sampled_from(State), st.sampled_from((NOW, BEFORE))), max_size=6).map(
    lambda pairs: [wording(n, state, digest) for n, (state, digest) in enumerate(pairs, 1)]
)


def test_an_approved_wording_is_shown_while_another_is_drafted():
    kept = Wordings.of(NOW, [wording(1, State.APPROVED), wording(2, State.DRAFT)])

    assert kept.shown.number == 1
    assert kept.working.number == 2
    assert kept.standing is Standing.APPROVED


def test_a_changed_source_makes_the_wording_outdated():
    kept = Wordings.of(NOW, [wording(1, State.APPROVED, BEFORE)])

    assert kept.standing is Standing.OUTDATED
    assert kept.shown is None


def test_a_suggestion_counts_for_nothing_and_is_not_shown():
    kept = Wordings.of(NOW, [wording(1, State.SUGGESTED)])

    assert kept.standing is Standing.MISSING
    assert kept.shown is None
    assert len(kept.suggestions) == 1


def test_a_suggestion_is_open_until_somebody_works_on():
    kept = Wordings.of(NOW, [wording(1, State.SUGGESTED), wording(2, State.DRAFT)])

    assert kept.suggestions == ()


@given(rows)
def test_nothing_outdated_and_no_suggestion_is_ever_shown(given_rows):
    shown = Wordings.of(NOW, given_rows).shown

    assert shown is None or (shown.source_digest == NOW and shown.state is not State.SUGGESTED)


@given(rows)
def test_the_order_of_loading_changes_nothing(given_rows):
    forwards, backwards = Wordings.of(NOW, given_rows), Wordings.of(NOW, reversed(given_rows))

    assert forwards == backwards
    assert forwards.standing is backwards.standing


@given(rows)
def test_a_source_that_comes_back_brings_its_translations_back(given_rows):
    before = Wordings.of(NOW, given_rows).standing

    Wordings.of(BEFORE, given_rows)

    assert Wordings.of(NOW, given_rows).standing is before
