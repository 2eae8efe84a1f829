"""Which old message is most like a new one: by shared trigrams first, then letter by letter."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from portal.translation.po.messages import Message

ENOUGH = 0.6  # as in msgmerge (FUZZY_THRESHOLD)

_COMPARED = 4
_COMMON = 400  # messages; a trigram of more tells nothing
_LONGEST = 2_000  # letters that are compared one by one, which costs their square


class Similar:
    """Old messages by what they hold. Among equally similar ones the first given is taken."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.messages = messages
        self.signs = [_trigrams(message.msgid) for message in messages]
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, signs in enumerate(self.signs):
            for sign in signs:
                self.places[sign].append(place)

    def most(self, wanted: Message) -> Message | None:
        """The most similar message, if any is similar enough; the same context goes first."""
        signs = _trigrams(wanted.msgid)
        shared: Counter[int] = Counter()
        for sign in signs:
            holders = self.places.get(sign, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        scores = {
            place: 2 * count / (len(signs) + len(self.signs[place]))
            for place, count in shared.items()
        }
        best = sorted(scores, key=lambda place: (-scores[place], place))[:_COMPARED]
        ranked = [(self._likeness(wanted, place), -place) for place in best]
        likeness, place = max(ranked, default=((0.0, False), 0))
        return self.messages[-place] if likeness[0] >= ENOUGH else None

    def _likeness(self, wanted: Message, place: int) -> tuple[float, bool]:
        known = self.messages[place]
        one, two = known.msgid[:_LONGEST], wanted.msgid[:_LONGEST]
        alike = SequenceMatcher(None, one, two, autojunk=False).ratio()
        return alike, known.context == wanted.context


def _trigrams(text: str) -> set[str]:
    folded = f"  {' '.join(text.casefold().split())} "
    return {folded[start : start + 3] for start in range(len(folded) - 2)}
