"""The lines of the digest, each from what was counted. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.briefing.news import News
from bot.briefing.signals import cut, find_stopped, reason_of
from bot.figures.progress_lines import with_pace
from bot.figures.ranking import Ranked, furthest_behind, ranking
from bot.figures.records import Figures, National
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.calendar import day_of
from bot.programme.kinds import rules_of
from bot.programme.pace import BEHIND
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES, by_code
from storage.figures import Correction
from storage.programme import Indicator

MOST_WORST, MOST_STOPPED, MOST_OVERDUE, MOST_NAMES, MOST_AXES, MOST_CORRECTIONS, MOST_MOVED = 3, 3, 2, 6, 3, 1, 2
SHORT = 32
"""Letters of a reason or a request."""


def since(news: News) -> str:
    """Return since when news are told: «دیروز», or the name of an earlier day."""
    day = day_of(news.since)
    yesterday = day_of(news.now.moment) - timedelta(days=1)
    return t("digest.yesterday") if day == yesterday else dates.weekday(day)


def worst(news: News) -> list[str]:
    """Return the provinces that are furthest behind their pace, each with what it is furthest behind with, and why.

    Where no province is behind, or none has targets, the country's figures that are.
    """
    ranked = [each for each in ranking(news.now) if each.behind][:MOST_WORST]
    if not ranked:
        return _country_behind(news.now)
    return [t("digest.worst.title"), *(_worst(news, each) for each in ranked)]


def _worst(news: News, each: Ranked) -> str:
    found = furthest_behind(news.now, each.province.code)
    if found is None:
        return t("digest.worst.alone", province=each.province.name, percent=each.percent)
    indicator, towards = found
    unit = UNITS[indicator.unit]
    line = t(
        "digest.worst.line",
        province=each.province.name,
        percent=each.percent,
        axis=news.now.short(indicator.axis),
        title=indicator.title,
        value=writing.amount(towards.value or 0, unit),
        target=writing.quantity(towards.target, unit),
    )
    reason = reason_of(news.now.cell(each.province.code, indicator.axis), news.obstacles, SHORT)
    return t("digest.worst.why", line=line, reason=reason) if reason else line


def _country_behind(figures: Figures) -> list[str]:
    led = [(pace.reached, each) for each in figures.nationals if (pace := each.towards) and pace.reached is not None]
    found = sorted((each for each in led if each[0] < BEHIND), key=lambda each: each[0])
    items = [
        t(
            "digest.behind_one",
            axis=figures.short(each.indicator.axis),
            title=each.indicator.title,
            percent=each.pace or 0,
        )
        for _reached, each in found[:MOST_WORST]
    ]
    return [t("digest.behind", items=t("common.comma").join(items))] if items else []


def stopped(news: News) -> list[str]:
    """Return what provinces call stopped: where, and why; who has reached least comes first."""
    found = [each for each in find_stopped(news.now) if each.province != HEADQUARTERS_UNIT]
    items = [
        t(
            "digest.stopped_one",
            province=by_code(cell.province).name,
            axis=news.now.short(cell.axis),
            reason=reason_of(cell, news.obstacles, SHORT) or t("digest.no_reason"),
        )
        for cell in found
    ]
    return [t("digest.stopped", items=some(items, "things", MOST_STOPPED, "digest.semicolon"))] if items else []


def overdue(news: News) -> list[str]:
    """Return the obstacles that headquarters has not answered in time, with what they ask for, the oldest first."""
    items = [
        t(
            "digest.overdue_one",
            province=by_code(line.row.province).name,
            agency=line.row.agency,
            request=cut(line.row.request, SHORT),
            days=line.age,
        )
        for line in news.overdue
    ]
    if not items:
        return []
    return [t("digest.overdue", count=len(items), items=some(items, "things", MOST_OVERDUE, "digest.semicolon"))]


def recorded(news: News) -> list[str]:
    """Return the obstacles that were recorded since, with what they ask for."""
    items = [
        t(
            "digest.recorded_one",
            province=by_code(line.row.province).name,
            agency=line.row.agency,
            request=cut(line.row.request, SHORT),
        )
        for line in news.obstacles
        if line.row.recorded_at > news.since
    ]
    told = some(items, "things", MOST_OVERDUE, "digest.semicolon")
    return [t("digest.recorded", count=len(items), items=told)] if items else []


def awaiting(news: News) -> list[str]:
    """Return how many obstacles await this reader's answer."""
    if not news.awaiting:
        return []
    age = max(line.age for line in news.awaiting)
    return [
        t(
            "digest.awaiting",
            count=len(news.awaiting),
            age=t("digest.age.days", days=age) if age else t("digest.age.today"),
        )
    ]


def silent(news: News) -> list[str]:
    """Return who has said nothing though its deadline is over; before that, only how many are waited for."""
    found = [each for each in PROVINCES if news.now.due and _standing(news.now, each.code) == "silent"]
    late = [each.name for each in found if each.code not in news.in_time]
    lines = [t("digest.silent", count=len(late), names=some(late, "provinces", MOST_NAMES))] if late else []
    return [*lines, t("digest.waiting", count=len(found) - len(late))] if len(found) > len(late) else lines


def fresh(news: News) -> list[str]:
    """Return what came in and what was corrected."""
    if not news.fresh and not news.corrections:
        return [t("digest.quiet", since=since(news))]
    lines = []
    if news.fresh:
        axes = [news.now.short(axis) for axis, _count in Counter(each.axis for each in news.fresh).most_common()]
        lines.append(t("digest.fresh", since=since(news), count=len(news.fresh), axes=some(axes, "axes", MOST_AXES)))
    if news.corrections:
        indicators = {each.code: each for each in news.now.indicators}
        items = [correction(each, indicators.get(each.indicator)) for each in news.corrections]
        lines.append(t("digest.corrected", items=some(items, "corrections", MOST_CORRECTIONS, "digest.semicolon")))
    return lines


def correction(each: Correction, indicator: Indicator | None) -> str:
    """Return who changed what, from what to what, and why."""
    province = by_code(each.province).name
    named = {"province": province, "title": indicator.title if indicator else each.indicator}
    if indicator is None or each.value is None:
        text = t("digest.correction.words", **named)
    else:
        unit = National(indicator, None, (), 0, 0).unit
        new = writing.quantity(each.value, unit)
        if each.old_value is None:  # «unchanged» until now
            text = t("digest.correction.new", **named, new=new)
        else:
            text = t("digest.correction.value", **named, old=writing.amount(each.old_value, unit), new=new)
    return t("digest.correction.why", correction=text, reason=each.reason) if each.reason else text


def moved(news: News) -> list[str]:
    """Return the country's leading figures that moved, like with like; those with a target first."""
    leading = [each for axis in news.now.axes if (each := leading_figure(news.now, axis.code)) and _change(news, each)]
    leading.sort(key=lambda each: each.target is None)
    return [
        t(
            "digest.moved",
            since=since(news),
            axis=news.now.short(each.indicator.axis),
            title=each.indicator.title,
            value=with_pace(writing.quantity(each.value or 0, each.unit), each.towards),
            change=_change(news, each),
        )
        for each in leading[:MOST_MOVED]
    ]


def _change(news: News, each: National) -> str:
    """Return how a figure moved; '' where it did not, or where other provinces stood behind it: that is no change."""
    old = news.before.get(each.indicator.code)
    if old is None or old.value is None or each.value is None or old.provinces != each.provinces:
        return ""
    return writing.difference(old.value, each.value, each.unit) if old.value != each.value else ""


def leading_figure(figures: Figures, axis: str) -> National | None:
    """Return the figure by which an axis is told in a line: one with a target, else the first that is reported."""
    reported = [each for each in figures.of_axis(axis) if each.value is not None and rules_of(each.indicator).amount]
    return next((each for each in reported if each.target), reported[0] if reported else None)


def told_by(figures: Figures, province: str, axis: str) -> list[Indicator]:
    """Return what a province is told by on an axis: the country's leading figure where it has one, else its first.

    Whatever was handed back and has no answer is told as well.
    """
    leading = leading_figure(figures, axis)
    own = [each for each in figures.indicators if each.axis == axis and figures.has_said(province, each.code)]
    first = [each for each in own if leading and each == leading.indicator] or own
    return [each for each in own if each in first[:1] or (province, each.code) in figures.handed_back]


def received(figures: Figures) -> str:
    """Return how complete the week is: reports, and provinces that are complete, in part or silent."""
    cells = [figures.cell(province.code, axis.code) for province in PROVINCES for axis in figures.due]
    counts = Counter(_standing(figures, province.code) for province in PROVINCES if figures.due)
    return t(
        "digest.received",
        week=dates.week_short(figures.week),
        done=sum(cell.handed_in for cell in cells),
        all=len(cells),
        **{name: counts[name] for name in ("complete", "partial", "silent")},
    )


def motto(figures: Figures) -> list[str]:
    """Return the year's motto, where there is one."""
    return [t("digest.motto", motto=figures.programme.motto)] if figures.programme.motto else []


def some(parts: Sequence[str], what: str, most: int, between: str = "common.comma") -> str:
    """Return the first parts as a list, and how many more there are; ``between`` names what stands between them."""
    shown = t(between).join(parts[:most])
    return t(f"digest.and_more.{what}", names=shown, count=len(parts) - most) if parts[most:] else shown


def _standing(figures: Figures, province: str) -> str:
    done = figures.handed_in(province)
    return "complete" if done >= len(figures.due) else "partial" if done else "silent"
