"""The report of a month or a quarter: how complete and punctual it was, how each axis moved, and the obstacles."""

from datetime import datetime, time, timedelta
from fractions import Fraction

from bot.briefing import digest_lines as lines
from bot.briefing.digest_lines import leading_figure, some
from bot.briefing.periods import Period, span
from bot.counting.counting import list_cells
from bot.counting.rules import JudgedReport, Tally, tally, tally_by
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.figures.wording import national_text
from bot.language import writing
from bot.language.catalogue import t
from bot.obstacles.figures import answer_rate
from bot.programme.calendar import at
from bot.programme.in_memory import hold_calendar, programme_year
from bot.programme.pace import half_up
from bot.programme.provinces import PROVINCES
from storage import obstacles, programme
from storage.transaction import Reading

MOST_BEHIND = 3


async def write_period(tx: Reading, moment: datetime, period: Period, axes: frozenset[str] | None = None) -> str:
    """Return the report of a period for a reader's axes (None: all), as it stands at an instant."""
    weeks = [week for week in period.weeks if (await hold_calendar(tx)).times(week, "")]
    if not weeks or await programme.get(tx, programme_year(tx, period.year)) is None:
        return t("period.no_week", title=period.heading)
    now = await count(tx, moment, axes, weeks[-1])
    before = await count(tx, moment, axes, weeks[0].previous) if weeks[0].previous.year == period.year else None
    codes = {axis.code for axis in now.axes}
    cells = [cell for cell in await list_cells(tx, moment, weeks) if cell.axis in codes]
    return "\n".join(
        [
            t("period.heading", title=period.heading, weeks=len(weeks)),
            *_received(tally(cells)),
            *_provinces(cells),
            "",
            *_axes(now, before),
            "",
            *await _obstacles(tx, period, axes),
            *lines.motto(now),
        ]
    )


def _received(all_cells: Tally) -> list[str]:
    if all_cells.completeness is None:
        return []
    return [
        t(
            "period.received",
            received=all_cells.received,
            expected=all_cells.expected,
            percent=_percent(all_cells.completeness),
            late=all_cells.late,
        )
    ]


def _provinces(cells: list[JudgedReport]) -> list[str]:
    """Return how many provinces missed nothing, and who sent least: named to headquarters alone."""
    by_province = tally_by(cells, lambda cell: cell.province)
    shares = {code: held.completeness for code, held in by_province.items() if held.completeness is not None}
    whole = sum(share == 1 for share in shares.values())
    least = sorted(
        (share, province.position, province.name)
        for province in PROVINCES
        if (share := shares.get(province.code, Fraction(1))) < 1
    )[:MOST_BEHIND]
    named = [t("period.of_province", province=name, percent=_percent(share)) for share, _position, name in least]
    told = [t("period.whole", count=whole)] if shares else []
    return [*told, t("period.least", names=some(named, "provinces", MOST_BEHIND))] if named else told


def _axes(now: Figures, before: Figures | None) -> list[str]:
    """Return each axis by its leading figure, and how that moved since the period began."""
    old = {each.indicator.code: each.value for each in before.nationals} if before else {}
    told = []
    for axis in now.axes:
        leading = leading_figure(now, axis.code)
        if leading is None:
            told.append(t("period.nothing", axis=axis.short))
            continue
        line = t("period.axis", axis=axis.short, title=leading.indicator.title, value=national_text(leading))
        was = old.get(leading.indicator.code)
        if was is not None and leading.value is not None:
            line = t("period.moved", line=line, change=writing.difference(was, leading.value, leading.unit))
        told.append(line)
    return told


async def _obstacles(tx: Reading, period: Period, axes: frozenset[str] | None) -> list[str]:
    first, last = span(period)
    begin, end = at(first, time()), at(last + timedelta(days=1), time())
    rows = [row for row in await obstacles.list_between(tx, begin, end) if axes is None or row.axis in axes]
    recorded = sum(begin <= row.recorded_at for row in rows)
    ended = sum(row.ended_at is not None and row.ended_at < end for row in rows)
    told = [t("period.obstacles", recorded=recorded, ended=ended, open=len(rows) - ended)]
    rate = answer_rate(rows, begin, end, (await hold_calendar(tx)).calendar)
    if rate.asked:
        percent = half_up(100 * rate.answered, rate.asked)
        told.append(t("period.answers", answered=rate.answered, asked=rate.asked, percent=percent, late=rate.late))
    return told


def _percent(share: Fraction) -> int:
    return half_up(100 * share.numerator, share.denominator)
