"""Who reports late, who not at all: in a week whose deadline has passed, or over the last twelve of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.counting.counting import list_outcomes
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.in_memory import find_programme, hold_calendar
from bot.programme.provinces import PROVINCES, Province, by_code
from bot.sheets.book import Cell, Column, Sheet

WEEKS, MOST_LINES = 12, 10
OVER_WEEKS = frozenset({"always", "since_when", "punctual"})


@dataclass
class LateRecord:
    """What became of a province's reports: how many of each outcome, and the weeks in which some were late or missing.

    ``came`` are the weeks in which anything came.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    bad: set[Week] = field(default_factory=set)
    came: set[Week] = field(default_factory=set)

    @property
    def received_on_time(self) -> int:
        """Return how many came in time, or with an allowance."""
        return sum(self.outcomes[kind] for kind in ("on_time", "outage", "exception"))


async def answer_lateness(scene: Scene, question: Question) -> QuestionAnswer:
    """Return who was late, or is so again and again, or since when somebody is silent."""
    weeks = await _weeks(scene, question)
    if not question.words & OVER_WEEKS:
        weeks = weeks[:1]
    if not weeks:
        return QuestionAnswer(t("ask.late.nothing_due"))
    places = question.provinces or tuple(each.code for each in PROVINCES)
    records = await _records(scene, question, weeks, places)
    lines = list(_lines(question, records, weeks, places))
    return QuestionAnswer("\n".join(lines), t("ask.late.file"), sheet_of(records, weeks, places))


async def _weeks(scene: Scene, question: Question) -> list[Week]:
    """Return the weeks whose deadline has passed, the latest first: the one that is asked for, or the last twelve."""
    held, week = await hold_calendar(scene.tx), await scene.week(question)
    if question.period:
        times = held.times(week, "")
        return [week] if times and times.deadline <= scene.moment else []
    weeks: list[Week] = []
    while len(weeks) < WEEKS and await find_programme(scene.tx, week.year):
        times = held.times(week, "")
        if times and times.deadline <= scene.moment:
            weeks.append(week)
        week = week.previous
    return weeks


async def _records(
    scene: Scene, question: Question, weeks: list[Week], places: tuple[str, ...]
) -> defaultdict[str, LateRecord]:
    codes, records = scene.codes(question), defaultdict[str, LateRecord](LateRecord)
    outcomes = await list_outcomes(scene.tx, scene.moment, weeks, places)
    for (saturday, province, axis), outcome in outcomes.items():
        if axis in codes:
            record, week = records[province], Week(saturday)
            record.outcomes[outcome] += 1
            (record.bad if outcome in {"late", "missing"} else record.came).add(week)
            if outcome == "late":
                record.came.add(week)
    return records


def _lines(
    question: Question, records: defaultdict[str, LateRecord], weeks: list[Week], places: tuple[str, ...]
) -> Iterator[str]:
    """Yield the lines of an answer."""
    one = len(weeks) == 1
    span = dates.week_label(weeks[0])
    yield t("ask.late.title") if one else t("ask.late.over", count=len(weeks))
    yield span if one else t("ask.late.until", week=span)
    yield ""
    provinces = [by_code(place) for place in places]
    if "since_when" in question.words:
        silent = [each for each in provinces if weeks[0] not in records[each.code].came]
        yield from [_since(each, records[each.code]) for each in silent] or [t("ask.late.nobody_silent")]
    elif one:
        yield from _of_week(provinces, records)
    else:
        yield from _over(question, provinces, records, len(weeks))


def _since(province: Province, record: LateRecord) -> str:
    if not record.came:
        return t("ask.late.never", province=province.name)
    return t("ask.late.last_came", province=province.name, week=dates.week_label(max(record.came)))


def _of_week(provinces: list[Province], records: defaultdict[str, LateRecord]) -> Iterator[str]:
    """Yield who was late in a week, and who has not reported; the others are counted."""
    late = [each for each in provinces if records[each.code].outcomes["late"]]
    missing = [each for each in provinces if records[each.code].outcomes["missing"]]
    for kind, found in (("late", late), ("missing", missing)):
        items = [t("ask.late.of", province=each.name, count=records[each.code].outcomes[kind]) for each in found]
        yield (
            t(f"ask.late.{kind}", count=len(items), names=t("common.comma").join(items))
            if items
            else t(f"ask.late.no_{kind}")
        )
    good = [each for each in provinces if each not in late and each not in missing]
    yield t("ask.late.good", count=len(good))


def _over(
    question: Question, provinces: list[Province], records: defaultdict[str, LateRecord], weeks: int
) -> Iterator[str]:
    """Yield the provinces by the number of weeks in which something was late or missing."""
    punctual = "punctual" in question.words
    order = sorted(
        provinces,
        key=lambda each: (len(records[each.code].bad), records[each.code].outcomes["missing"], each.name),
        reverse=not punctual,
    )
    shown = order if punctual else [each for each in order if records[each.code].bad]
    for each in shown[: question.count or MOST_LINES]:
        record = records[each.code]
        yield t(
            "ask.late.line",
            province=each.name,
            bad=len(record.bad),
            weeks=weeks,
            late=record.outcomes["late"],
            missing=record.outcomes["missing"],
        )
    if not shown:
        yield t("ask.late.nobody")


def sheet_of(records: defaultdict[str, LateRecord], weeks: list[Week], places: tuple[str, ...]) -> Sheet:
    """Return a row a province: how many reports came in time, late, not at all, and in how many weeks that was so."""
    columns = tuple(Column(t(f"ask.sheet.{head}"), 20) for head in ("place", "on_time", "late", "missing", "bad_weeks"))
    rows = tuple(
        (
            Cell(by_code(place).name),
            Cell(records[place].received_on_time),
            Cell(records[place].outcomes["late"]),
            Cell(records[place].outcomes["missing"]),
            Cell(len(records[place].bad)),
        )
        for place in places
    )
    return Sheet(t("ask.late.file"), columns, rows, (dates.week_label(weeks[0]),), frozen_columns=1)
