"""The lines of the digest, each from what was counted. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.briefing.news import News
from bot.figures.records import Figures, National
from bot.figures.wording import national_text
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.obstacles.figures import load_by_agency
from bot.programme.calendar import day_of
from bot.programme.kinds import rules_of
from bot.programme.pace import BEHIND
from bot.programme.provinces import PROVINCES, by_code
from storage.figures import Correction
from storage.programme import Indicator

MOST_NAMES, MOST_AXES, MOST_CORRECTIONS, MOST_AGENCIES, MOST_BEHIND = 8, 4, 2, 3, 3


def since(news: News) -> str:
    """Return since when news are told: «دیروز», or the name of an earlier day."""
    day = day_of(news.since)
    yesterday = day_of(news.now.moment) - timedelta(days=1)
    return t("digest.yesterday") if day == yesterday else dates.weekday(day)


def week(figures: Figures) -> str:
    """Return which week it is about, and how far it has come."""
    cells = [figures.cell(province.code, axis.code) for province in PROVINCES for axis in figures.due]
    done = sum(cell.handed_in for cell in cells)
    line = t("digest.week", week=dates.week_label(figures.week), done=done, all=len(cells))
    unchanged, late = sum(cell.state == "unchanged" for cell in cells), sum(cell.late for cell in cells)
    return t("digest.week_detail", week=line, unchanged=unchanged, late=late) if unchanged or late else line


def received(figures: Figures) -> str:
    """Return how many provinces are complete, in part, or silent; none where nothing is asked."""
    counts = Counter(_standing(figures, province.code) for province in PROVINCES if figures.due)
    return t("digest.received", **{name: counts[name] for name in ("complete", "partial", "silent")})


def fresh(news: News) -> list[str]:
    """Return what came in and what was corrected."""
    if not news.fresh and not news.corrections:
        return [t("digest.quiet", since=since(news))]
    shorts = {axis.code: axis.short for axis in news.now.axes}
    lines = []
    if news.fresh:
        by_axis = Counter(shorts[each.axis] for each in news.fresh).most_common()
        axes = [t("digest.of_axis", axis=axis, count=count) for axis, count in by_axis]
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


def figures(news: News, most: int) -> list[str]:
    """Return the country's leading figures: those with a target, then those that moved, in the programme's order."""
    leading = [each for axis in news.now.axes if (each := leading_figure(news.now, axis.code))]
    leading.sort(key=lambda each: (each.target is None, not _moved(news, each)))
    shorts = {axis.code: axis.short for axis in news.now.axes}
    return [_figure(news, each, shorts[each.indicator.axis]) for each in leading[: max(most, 0)]]


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


def national(each: National, axis: str) -> str:
    """Return a national figure: beside its target and the expected pace where there is one, and from how many."""
    return t("digest.figure.line", axis=axis, title=each.indicator.title, value=national_text(each), **_from(each))


def _from(each: National) -> dict[str, int]:
    return {"provinces": each.provinces, "this_week": each.this_week}


def _figure(news: News, each: National, axis: str) -> str:
    line, old = national(each, axis), news.before.get(each.indicator.code)
    if each.value is None or old is None or old.value is None or old.value == each.value:
        return line
    change = writing.difference(old.value, each.value, each.unit)
    return t("digest.figure.moved", figure=line, change=change, since=since(news))


def behind(figures: Figures) -> list[str]:
    """Return what is furthest behind its pace, and which axes provinces call stopped."""
    shorts = {axis.code: axis.short for axis in figures.axes}
    led = [(pace.reached, each) for each in figures.nationals if (pace := each.towards) and pace.reached is not None]
    found = sorted((each for each in led if each[0] < BEHIND), key=lambda each: each[0])
    items = [
        t("digest.behind_one", axis=shorts[each.indicator.axis], title=each.indicator.title, percent=each.pace or 0)
        for _reached, each in found[:MOST_BEHIND]
    ]
    lines = [t("digest.behind", items=t("common.comma").join(items))] if items else []
    stopped = Counter(cell.axis for cell in figures.cells.values() if cell.handed_in and cell.status == "stopped")
    named = [t("digest.of_provinces", axis=shorts[axis], count=count) for axis, count in stopped.most_common()]
    return [*lines, t("digest.stopped", axes=some(named, "axes", MOST_AXES))] if named else lines


def obstacles(news: News) -> list[str]:
    """Return the open obstacles by agency with the age of the oldest, and those that await this reader."""
    if not news.obstacles:
        return []
    loads = [
        t("digest.of_agency", agency=load.agency, count=load.obstacles, age=_age(load.oldest))
        for load in load_by_agency(news.obstacles)
    ]
    agencies, number = some(loads, "agencies", MOST_AGENCIES), len(news.obstacles)
    if new := sum(line.row.recorded_at > news.since for line in news.obstacles):
        lines = [t("digest.obstacles_new", count=number, new=new, agencies=agencies)]
    else:
        lines = [t("digest.obstacles", count=number, agencies=agencies)]
    if news.awaiting:
        oldest = max(line.age for line in news.awaiting)
        lines.append(t("digest.awaiting", count=len(news.awaiting), age=_age(oldest)))
    return lines


def silent(figures: Figures) -> list[str]:
    """Return of which provinces nothing came."""
    names = [each.name for each in PROVINCES if figures.due and _standing(figures, each.code) == "silent"]
    return [t("digest.silent", names=some(names, "provinces", MOST_NAMES))] if names else []


def closing(figures: Figures, head: str) -> str:
    """Return the last line: the head of the audit trail, and the year's motto where there is one."""
    motto = figures.programme.motto
    return t("digest.closing", head=head, motto=motto) if motto else t("digest.audit", head=head)


def some(parts: Sequence[str], what: str, most: int, between: str = "common.comma") -> str:
    """Return the first parts as a list, and how many more there are; ``between`` names what stands between them."""
    shown = t(between).join(parts[:most])
    return t(f"digest.and_more.{what}", names=shown, count=len(parts) - most) if parts[most:] else shown


def _age(days: int) -> str:
    return t("digest.age.days", days=days) if days else t("digest.age.today")


def _moved(news: News, each: National) -> bool:
    old = news.before.get(each.indicator.code)
    return old is not None and old.value != each.value


def _standing(figures: Figures, province: str) -> str:
    done = figures.handed_in(province)
    return "complete" if done >= len(figures.due) else "partial" if done else "silent"
