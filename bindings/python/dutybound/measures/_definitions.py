"""What is counted, and where: a Measure, and those that come with dutybound. What is late, the rules say."""

from __future__ import annotations

import dataclasses
from typing import Dict, Iterable, Mapping, Tuple, Union

from dutybound._errors import OptionError, nearest

#: Columns in which a finding is counted; they add up to ``total``.
COLUMNS = (
    "in_time",
    "late",
    "overdue",
    "late_unless_excused",
    "due",
    "exempt",
    "could_not_be_judged",
    "data_errors",
    "excluded",
)

#: Column of each status. ``not_applicable`` is counted in none: there was nothing to do. An ``indeterminate`` finding that has a
#: ``provisional`` status is counted in ``late_unless_excused``: it is late, unless a reason that the data does not hold was accepted.
STATUSES: Mapping[str, str] = {
    "met": "in_time",
    "met_late": "late",
    "breached": "late",
    "overdue": "overdue",
    "due": "due",
    "exempt": "exempt",
    "indeterminate": "could_not_be_judged",
    "data_error": "data_errors",
    "not_in_force": "excluded",
    "in_place": "in_time",
    "not_in_place": "late",
}

_NOT_IN_FORCE = {"not_in_force": "No loaded rulebook was in force on the day that decides."}

#: What a period can go by. ``done`` takes the last day where nothing is done yet; ``as_at`` is the day looked from.
DATES = ("trigger", "due", "done", "as_at")


@dataclasses.dataclass(frozen=True)
class Measure:
    """One definition of a share in time.

    ``rules`` judge; each finding of one of them is one thing counted, in the column of its status (`STATUSES`).
    ``bands`` names for a rule the threshold rule that sorts the same records by duration, ``band_names`` its levels
    in their order. ``excluded`` says what is left out of the share though it is counted, and why: by status, by the
    code of a data error, or by a level of the bands. ``published`` is for definitions of published figures: they
    know only what is done, so their share leaves out what is overdue.
    """

    name: str
    title: str
    source: str
    rules: Tuple[str, ...]
    on: str = "due"
    bands: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    band_names: Tuple[str, ...] = ()
    excluded: Mapping[str, str] = dataclasses.field(default_factory=lambda: dict(_NOT_IN_FORCE), hash=False)
    published: bool = False
    notes: Tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.on not in DATES:
            raise OptionError(f"a measure goes by one of {', '.join(DATES)}, not by `{self.on}`")
        if not self.rules:
            raise OptionError(f"the measure `{self.name}` names no rule")

    @property
    def statuses(self) -> Dict[str, Tuple[str, ...]]:
        """Column -> the statuses that are counted in it."""
        return {column: tuple(status for status, of in STATUSES.items() if of == column) for column in COLUMNS}

    def __str__(self) -> str:
        lines = [f"{self.name}: {self.title}", f"  source: {self.source}", f"  rules: {', '.join(self.rules)}"]
        lines.append(f"  goes by: {words_of_date(self.on)}")
        lines += [f"  {column}: {', '.join(statuses)}" for column, statuses in self.statuses.items() if statuses]
        lines.append("  late_unless_excused: indeterminate with a provisional status")
        lines += [f"  left out of the share: {what} ({why})" for what, why in self.excluded.items()]
        if self.band_names:
            lines.append(f"  bands: {', '.join(self.band_names)}")
        return "\n".join(lines + [f"  {note}" for note in self.notes])


def words_of_date(on: str) -> str:
    """``on`` in words."""
    return {
        "trigger": "the day on which the time began to run",
        "due": "the last day that is in time",
        "done": "the day on which it was done; the last day in time where it is not done",
        "as_at": "the day looked from",
    }[on]


_GUIDANCE = "Working Together to Safeguard Children (rulebooks working-together-2023 and working-together-2018)"
_TABLES = "Department for Education, children in need statistics, table {} (rulebook dfe-children-in-need-statistics)"
_ONLY_DONE = "The published share leaves out what is not done; share_of_judged counts what is overdue too."


def _guidance(name: str, title: str, rule: str, *notes: str) -> Measure:
    return Measure(name, title, _GUIDANCE, (rule,), notes=notes)


_SHIPPED = (
    _guidance("referral-decision", "Decision on a referral in one working day", "wt23-referral-decision-1wd"),
    _guidance(
        "referral-acknowledgement",
        "Receipt of a referral acknowledged in one working day",
        "wt23-referral-acknowledge-1wd",
    ),
    _guidance(
        "assessment",
        "Assessment in 45 working days of the referral",
        "wt23-assess-45wd",
        "A late assessment with the reason on record is exempt, so outside the share. Where it is not known whether a reason is on "
        "record, a late one is counted as late_unless_excused, and the share is given as a range only.",
    ),
    _guidance("conference", "Initial conference in 15 working days of the strategy discussion", "wt23-icpc-15wd"),
    _guidance("transfer-in-conference", "Transfer-in conference in 15 working days of notice", "wt23-transfer-15wd"),
    _guidance("first-core-group", "First core group in 10 working days of the conference", "wt23-core-group-10wd"),
    _guidance("first-review", "First review conference in 3 months of the conference", "wt23-rcpc-first-3m"),
    _guidance("later-reviews", "Later review conferences in 6 months of the one before", "wt23-rcpc-next-6m"),
    _guidance("incident-notification", "Notification of a serious incident in 5 working days", "wt23-sin-5wd"),
    _guidance("rapid-review", "Rapid review in 15 working days", "wt23-rapid-review-15wd"),
    Measure(
        "dfe-c2",
        "Completed assessments, 45 working days of their actual start",
        _TABLES.format("C2"),
        ("dfe-c2-assessment-45wd",),
        on="done",
        bands={"dfe-c2-assessment-45wd": "dfe-c2-assessment-duration"},
        band_names=(
            "same_day",
            "1-10_days",
            "11-20_days",
            "21-30_days",
            "31-40_days",
            "41-45_days",
            "46-50_days",
            "51-60_days",
            "61_or_more_days",
        ),
        excluded={
            "assessment-order": "An assessment that starts after its end has no duration.",
            "none": "An assessment without a start has no duration.",
            **_NOT_IN_FORCE,
        },
        published=True,
        notes=(_ONLY_DONE,),
    ),
    Measure(
        "dfe-c4",
        "Initial conferences, 15 working days of the start of enquiries; of the referral for a child who moved in",
        _TABLES.format("C4"),
        ("dfe-c4-conference-15wd", "dfe-c4-transfer-in-15wd"),
        on="done",
        bands={
            "dfe-c4-conference-15wd": "dfe-c4-conference-duration",
            "dfe-c4-transfer-in-15wd": "dfe-c4-transfer-in-duration",
        },
        band_names=("0-10_days", "11-15_days", "16-20_days", "21_or_more_days"),
        excluded={
            "icpc-before-section-47": "A conference before the enquiries has no duration.",
            "before_referral": "A conference before the referral has no duration.",
            "none": "A conference without a start has no duration.",
            **_NOT_IN_FORCE,
        },
        published=True,
        notes=(_ONLY_DONE,),
    ),
    Measure(
        "dfe-d6",
        "Plans of three months or more, all reviews in time: the first in 3 months, later ones in 6",
        _TABLES.format("D6"),
        ("dfe-d6-reviewed-within-timescales",),
        on="as_at",
        published=True,
        notes=(
            "A snapshot: assess as at 31 March, the last day of its period.",
            "A plan with a late or missing review is late.",
        ),
    ),
)

SHIPPED: Mapping[str, Measure] = {measure.name: measure for measure in _SHIPPED}


def names() -> Tuple[str, ...]:
    """Names of the definitions that come with dutybound."""
    return tuple(SHIPPED)


def describe(name: str) -> Measure:
    """The definition of that name; ``print`` lays it out. Raises `OptionError`."""
    if name not in SHIPPED:
        raise OptionError(f"there is no measure `{name}`{nearest(name, SHIPPED)}")
    return SHIPPED[name]


def chosen(wanted: Union[None, str, Measure, Iterable[Union[str, Measure]]]) -> Tuple[Measure, ...]:
    """Names and measures as measures; all that are shipped where nothing is named."""
    if wanted is None:
        return _SHIPPED
    listed = [wanted] if isinstance(wanted, (str, Measure)) else list(wanted)
    found = tuple(each if isinstance(each, Measure) else describe(each) for each in listed)
    twice = [measure.name for i, measure in enumerate(found) if measure.name in {other.name for other in found[:i]}]
    if twice:
        raise OptionError(f"the measure `{twice[0]}` is named twice")
    return found
