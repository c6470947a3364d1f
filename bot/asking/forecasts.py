"""Whether a target will be reached: what the year ends at if the last weeks go on, and what each week must bring."""

from collections.abc import Iterator
from math import ceil

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.figures.forecast import Forecast, forecast
from bot.figures.trend import Trend
from bot.figures.trending import load_trends
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.week import WEEK, Week
from bot.programme.pace import rounded, share
from bot.programme.provinces import by_code

MOST_AXES = 12


async def answer_forecast(scene: Scene, question: Question) -> QuestionAnswer:
    """Return where the figures with a target lead; without an axis of each the first alone."""
    week, lines, left_out = await scene.week(question), list[str](), list[str]()
    for place in question.provinces or ("",):
        name = t("ask.province", province=by_code(place).name) if place else t("ask.country")
        trends = await load_trends(scene.tx, scene.moment, scene.asked(question), week, place)
        for axis, trend in zip(scene.asked(question), trends, strict=True):
            named = {each.title for each in scene.indicators(axis, question)}
            led = [each for each in trend.trends if each.target and (not named or each.title in named)]
            if not led:
                left_out.append(axis.short)
                continue
            if not question.axes:
                led = led[:1]
            lines += ["", t("ask.course.title", axis=axis.short, place=name), *(_line(each, week) for each in led)]
    head = dates.week_label(week)
    if not lines:
        return QuestionAnswer("\n".join([head, "", t("ask.pace.no_target")]))
    if names := list(dict.fromkeys(left_out)):
        lines += ["", t("ask.forecast.without", names=t("common.comma").join(names))]
    return QuestionAnswer("\n".join([head, *lines]))


def _line(trend: Trend, week: Week) -> str:
    """Return where an indicator stands and leads, when it is there, what is needed, and how sure that is."""
    target, unit = trend.target or 0, trend.unit
    known = [point.value for point in trend.points if point.value is not None]
    if not known:
        return t("ask.forecast.missing", title=trend.title, target=writing.quantity(target, unit))
    line = t(
        "ask.forecast.line",
        title=trend.title,
        value=writing.quantity(known[-1], unit),
        target=writing.quantity(target, unit),
    )
    if known[-1] >= target:
        return t("ask.forecast.reached", line=line)
    found = forecast(trend.points, target)
    if found is None:
        return t("ask.forecast.unknown", line=line)
    return "\n".join([line, *_outlook(trend, found, known[-1], week)])


def _outlook(trend: Trend, found: Forecast, value: int, week: Week) -> Iterator[str]:
    target, unit = trend.target or 0, trend.unit
    left = ceil((target - value) / found.weekly) if found.weekly > 0 else 0
    key = "in_time" if left and found.end >= target else "not"
    told: dict[str, str | int] = {
        "end": writing.quantity(found.end, unit),
        "percent": share(found.end, target) or 0,
        "weeks": found.weeks,
    }
    if key == "in_time":
        yield t("ask.forecast.in_time", **told, week=dates.week_label(Week(week.saturday + WEEK * left)))
    else:
        yield t("ask.forecast.not", **told)
    if found.needed is not None:
        needed, weekly = writing.quantity(rounded(found.needed), unit), writing.quantity(rounded(found.weekly), unit)
        yield t("ask.forecast.needed", needed=needed, weekly=weekly, left=found.left)
    yield t(f"ask.forecast.{found.sureness}", count=found.reports)
