"""The clock of the secretariat's promise: ten working days for each of its steps."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.content.steps import TARGET_DAYS

SATURDAY = 5  # date.weekday(); the office rests on Saturday and Sunday
SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something has waited at a step: `day` counts working days, the first is day 1."""

    day: int
    due_on: date

    @property
    def tone(self) -> str:
        """How pressing it is, as the tone of a badge."""
        left = TARGET_DAYS - self.day
        if left < 0:
            return "danger"
        return "warn" if left < SOON_DAYS else "plain"


def clock(since: datetime, moment: datetime) -> Clock:
    """Count the working days (UTC calendar, without holidays) from `since` to `moment`."""
    first = since.date()
    return Clock(max(1, working_days(first, moment.date())), due_on(first))


def working_days(first: date, last: date) -> int:
    """How many days from `first` to `last`, both counted, are no weekend."""
    weeks, rest = divmod((last - first).days + 1, 7)
    extra = (first + timedelta(days=number) for number in range(rest))
    return weeks * 5 + sum(day.weekday() < SATURDAY for day in extra)


def due_on(first: date) -> date:
    """The last of the ten working days that begin with `first`."""
    day, left = first, TARGET_DAYS
    while True:
        left -= day.weekday() < SATURDAY
        if not left:
            return day
        day += timedelta(days=1)
