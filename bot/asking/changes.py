"""What is new since an instant: reports, corrections, how the country's figures moved, obstacles."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.digest_lines import correction, leading_figure, some
from bot.figures.loading import count
from bot.figures.records import Figures, National
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.programme.calendar import DAY, at, day_of
from bot.programme.provinces import PROVINCES, by_code
from bot.sheets.book import Cell, Column, Sheet
from storage import accounts, figures, obstacles
from storage.figures import Acceptance, Correction
from storage.obstacles import Obstacle

MOST_AXES, MOST_PROVINCES, MOST_CORRECTIONS, MOST_MOVES = 8, 8, 5, 6
EARLIEST = time(8)


@dataclass(frozen=True)
class TimeSpan:
    """A span of time, and why it begins where it does: «away», «first» (nobody was here before) or «asked»."""

    start: datetime
    end: datetime
    why: str


@dataclass(frozen=True)
class Changes:
    """What came in a span of time, of the axes and provinces that were asked."""

    span: TimeSpan
    now: Figures
    before: Figures
    accepted: tuple[Acceptance, ...]
    corrections: tuple[Correction, ...]
    recorded: tuple[Obstacle, ...]
    answered: tuple[Obstacle, ...]


async def answer_changes(scene: Scene, question: Question) -> QuestionAnswer:
    """Return what is new since the asker was last here, or in the span that was asked."""
    changes = await load_changes(scene, question)
    text = "\n".join(lines(scene, question, changes))
    return QuestionAnswer(text, t("ask.changes.file"), sheet_of(changes))


async def load_changes(scene: Scene, question: Question) -> Changes:
    """Load what came in a span of time: only of the axes that may be seen."""
    span, codes = await span_of(scene, question), scene.codes(question)
    places = question.provinces or tuple(province.code for province in PROVINCES)

    def wanted(each: Acceptance | Correction | Obstacle) -> bool:
        return each.axis in codes and each.province in places

    week = await count(scene.tx, span.end, codes)
    met = await obstacles.list_met(scene.tx, span.start, span.end)
    return Changes(
        span,
        week,
        await count(scene.tx, span.start, codes, week.week),
        tuple(filter(wanted, await figures.list_accepted(scene.tx, span.start, span.end))),
        tuple(filter(wanted, await figures.list_corrections(scene.tx, span.start, span.end))),
        tuple(each for each in met if wanted(each) and span.start < each.recorded_at <= span.end),
        tuple(each for each in met if wanted(each) and each.answered_at and span.start < each.answered_at <= span.end),
    )


async def span_of(scene: Scene, question: Question) -> TimeSpan:
    """Return the span of a question: days that it names, else since the asker's last turn before today."""
    period, today = question.period, day_of(scene.moment)
    if period is not None and not period.away:
        return TimeSpan(at(period.start, time()), min(at(period.end + DAY, time()), scene.moment), "asked")
    last = await accounts.get_last_before(scene.tx, scene.person, at(today, time()))
    if last is not None:
        return TimeSpan(last, scene.moment, "away")
    return TimeSpan(at(today - DAY, EARLIEST), scene.moment, "first")


def lines(scene: Scene, question: Question, changes: Changes) -> Iterator[str]:
    """Yield the lines of an answer."""
    span = changes.span
    yield t("ask.changes.title")
    yield since(span)
    if question.axes or question.provinces:
        names = [axis.short for axis in scene.asked(question)] if question.axes else []
        names += [by_code(code).name for code in question.provinces]
        yield t("ask.changes.of", names=t("common.comma").join(names))
    yield ""
    found = [*reports(changes), *moves(changes, country=not question.provinces), *hindrances(changes)]
    yield from found or [t("ask.changes.quiet")]


def since(span: TimeSpan) -> str:
    """Return the span that is told of: days that were asked for, or since when."""
    if span.why == "asked":
        days = (day_of(span.start), day_of(span.end - timedelta(microseconds=1)))
        return t("ask.changes.asked", start=dates.date(days[0]), end=dates.date(days[1]))
    return t(f"ask.changes.{span.why}", start=dates.moment(span.start))


def reports(changes: Changes) -> Iterator[str]:
    """Yield how many reports came, on which axes and of whom, and what was corrected."""
    shorts = {axis.code: axis.short for axis in changes.now.axes}
    fresh = [each for each in changes.accepted if each.first]
    if fresh:
        by_axis = Counter(shorts[each.axis] for each in fresh).most_common()
        by_place = Counter(by_code(each.province).name for each in fresh).most_common()
        axes = [t("digest.of_axis", axis=axis, count=number) for axis, number in by_axis]
        places = [name for name, _number in by_place]
        yield t("ask.changes.fresh", count=len(fresh), axes=some(axes, "axes", MOST_AXES))
        yield t("ask.changes.whose", count=len(places), names=some(places, "provinces", MOST_PROVINCES))
    indicators = {each.code: each for each in changes.now.indicators}
    texts = [correction(each, indicators.get(each.indicator)) for each in changes.corrections]
    if texts:
        yield t("ask.changes.corrected", count=len(texts))
        yield from (t("ask.changes.item", text=text) for text in texts[:MOST_CORRECTIONS])


def moves(changes: Changes, *, country: bool) -> Iterator[str]:
    """Yield how the leading figures of the country moved."""
    before = {each.indicator.code: each for each in changes.before.nationals}
    found = [each for axis in changes.now.axes if (each := leading_figure(changes.now, axis.code))] if country else []
    moved = [each for each in found if changed(before.get(each.indicator.code), each)]
    shorts = {axis.code: axis.short for axis in changes.now.axes}
    if moved:
        yield t("ask.changes.moved")
    for each in moved[:MOST_MOVES]:
        old = before[each.indicator.code].value or 0
        change = writing.difference(old, each.value or 0, each.unit)
        value = writing.quantity(each.value or 0, each.unit)
        axis, title = shorts[each.indicator.axis], each.indicator.title
        yield t("ask.changes.move", axis=axis, title=title, value=value, change=change)


def changed(old: National | None, new: National) -> bool:
    """Return whether a figure stood elsewhere before; one that was not there has not moved."""
    return old is not None and old.value is not None and old.value != new.value


def hindrances(changes: Changes) -> Iterator[str]:
    """Yield how many obstacles were recorded and answered, with the agencies."""
    if changes.recorded:
        agencies = [each for each, _count in Counter(row.agency for row in changes.recorded).most_common()]
        names = some(agencies, "agencies", MOST_AXES)
        yield t("ask.changes.obstacles", count=len(changes.recorded), agencies=names)
    if changes.answered:
        yield t("ask.changes.answered", count=len(changes.answered))


def sheet_of(changes: Changes) -> Sheet:
    """Return a row for every report that came or was corrected."""
    shorts = {axis.code: axis.short for axis in changes.now.axes}
    columns = tuple(Column(t(f"ask.sheet.{head}"), 24) for head in ("at", "place", "axis", "kind"))
    rows = tuple(
        (
            Cell(dates.moment(each.at)),
            Cell(by_code(each.province).name),
            Cell(shorts[each.axis]),
            Cell(t("ask.cell.first" if each.first else "ask.cell.corrected")),
        )
        for each in changes.accepted
    )
    return Sheet(t("ask.changes.file"), columns, rows)
