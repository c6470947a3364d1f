"""Whether, and when, a target will be reached if the last weeks go on, and what each week that is left must bring."""

from collections.abc import Iterator
from math import ceil

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.figures.forecast import forecast
from bot.figures.progress_lines import outlook
from bot.figures.trend import Trend
from bot.figures.trending import WEEKS, load_trends
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.week import WEEK, Week
from bot.programme.provinces import by_code


async def answer_forecast(scene: Scene, question: Question) -> QuestionAnswer:
    """Return where the figures with a target lead; without an axis of each the first alone."""
    week, asked = await scene.week(question), scene.asked(question)
    lines, without = list[str](), dict[str, None]()
    for place in question.provinces or ("",):
        name = t("ask.province", province=by_code(place).name) if place else t("ask.country")
        for axis, trend in zip(
            asked, await load_trends(scene.tx, scene.moment, asked, week, place, WEEKS + 1), strict=True
        ):
            named = {each.title for each in scene.indicators(axis, question)}
            led = [each for each in trend.trends if each.target and (not named or each.title in named)]
            if led:
                lines += ["", t("ask.course.title", axis=axis.short, place=name)]
                lines += [line for each in (led if question.axes else led[:1]) for line in _lines(each, week)]
            else:
                without[axis.short] = None
    head = dates.week_label(week)
    if not lines:
        return QuestionAnswer("\n".join([head, "", t("ask.pace.no_target")]))
    if without:
        lines += ["", t("ask.forecast.without", names=t("common.comma").join(without))]
    return QuestionAnswer("\n".join([head, *lines]))


def _lines(trend: Trend, week: Week) -> Iterator[str]:
    """Yield where an indicator stands, whether and when it is there, what is needed, and how sure that is."""
    target, unit = trend.target or 0, trend.unit
    value = next((point.value for point in reversed(trend.points) if point.value is not None), None)
    if value is None:
        yield t("ask.shares.unsaid", title=trend.title, target=writing.quantity(target, unit))
        return
    shown = {"value": writing.quantity(value, unit), "target": writing.quantity(target, unit)}
    yield t("ask.forecast.line", title=trend.title, **shown)
    found = forecast(trend.points, target)
    if value >= target:
        yield t("ask.forecast.reached")
    elif found is None:
        yield t("ask.forecast.unknown")
    elif found.weekly > 0 and found.end >= target:
        there = Week(week.saturday + WEEK * ceil((target - value) / found.weekly))
        yield t("ask.forecast.in_time", week=dates.week_label(there))
    else:
        yield t("ask.forecast.not")
    if leads := outlook(trend) if value < target else "":
        yield t("ask.forecast.leads", outlook=leads)
