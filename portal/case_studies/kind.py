"""What a case study is made of: its fields, their limits, and its facts."""

from collections.abc import Mapping, Sequence

from portal.case_studies.models import CaseStudy
from portal.content.kinds import Facts, Kind, Words
from portal.core.i18n import lazy_gettext as _l

MOST_YEARS = 60  # of one work, for its facet

WORDS = (
    Words("title", 120, _l("Title"), _l("Say what was done and where it helped, in plain words.")),
    Words(
        "summary",
        500,
        _l("Summary"),
        _l("Three sentences for somebody with one minute: problem, measure, result."),
    ),
    Words(
        "situation",
        1500,
        _l("Situation before"),
        _l("What was the problem, for whom, and since when?"),
        rich=True,
    ),
    Words(
        "action",
        3000,
        _l("What was done"),
        _l("The steps in their order, who took them, what they cost."),
        rich=True,
    ),
    Words(
        "results",
        1500,
        _l("Results"),
        _l("Numbers with their units and years, and how they were measured."),
        rich=True,
    ),
    Words(
        "enabling_factors",
        1000,
        _l("What made it possible"),
        _l("Laws, people, money, data, moments without which it would not have worked."),
        rich=True,
    ),
    Words(
        "lessons",
        1500,
        _l("What did not work, and what we would do differently"),
        _l("This is what peers look for most. You choose below who may read it."),
        rich=True,
    ),
    Words(
        "advice",
        800,
        _l("Advice for a city that starts now"),
        _l("What should it do in the first hundred days?"),
        rich=True,
    ),
)


def apply(study: CaseStudy, facts: Facts) -> None:
    """Copy the facts that are columns; codes become subjects of the entry."""
    place = facts.get("place") or {}
    study.stage = facts.get("stage") or None
    study.started = facts.get("started") or None
    study.ended = facts.get("ended") or None
    study.latitude, study.longitude = place.get("latitude"), place.get("longitude")
    study.steward_id, study.deputy_id = facts.get("steward"), facts.get("deputy")
    study.licence = facts.get("licence") or None


def facets(study: CaseStudy) -> Mapping[str, Sequence[str]]:
    """What the search counts besides the subjects: the size of the city, the years of the work."""
    city = study.organisation
    told = {"band": [city.band] if city.band else []}
    return told | ({"year": years_of(study)} if study.started else {})


def years_of(study: CaseStudy) -> list[str]:
    """The years from its beginning to its end; of what goes on, to that of its publication."""
    first = int((study.started or "")[:4])
    published = study.published_at.year if study.published_at else first
    last = int(study.ended[:4]) if study.ended else published
    return [str(year) for year in range(first, max(first, last) + 1)][:MOST_YEARS]


KIND = Kind(
    name="case_study",
    model=CaseStudy,
    label=_l("Case study"),
    plural=_l("Case studies"),
    endpoint="case_studies.show",
    words=WORDS,
    apply=apply,
    subjects={
        "pathways": "pathway",
        "topics": "topic",
        "hazards": "hazard",
        "sdgs": "sdg",
        "stage": "stage",
        "licence": "licence",
    },
    parts={"lessons": "lessons_visibility"},
    needed_facts=("pathways", "topics", "sdgs", "stage", "licence"),
    facets=facets,
)
