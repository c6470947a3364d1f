"""A part of its whole in percent: what may not exceed something of that, else a figure of its yearly target."""

from collections.abc import Iterator

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.pace import share
from bot.programme.provinces import PROVINCES, by_code
from storage.programme import Axis, Indicator


async def answer_shares(scene: Scene, question: Question) -> QuestionAnswer:
    """Return the shares that were asked for, of the country, of provinces, or of each province."""
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    everywhere = tuple(each.code for each in PROVINCES) if "everywhere" in question.words else ()
    lines = [dates.week_label(figures.week)]
    for axis in scene.asked(question):
        for place in question.provinces or everywhere or ("",):
            name = t("ask.province", province=by_code(place).name) if place else t("ask.country")
            found = list(_lines(figures, axis, place, question))
            if found or not everywhere:
                title = t("ask.course.title", axis=axis.short, place=name)
                lines += ["", title, *(found or [t("ask.pace.no_target")])]
    return QuestionAnswer("\n".join(lines))


def _lines(figures: Figures, axis: Axis, place: str, question: Question) -> Iterator[str]:
    pairs = [] if "target" in question.words else list(_pairs(figures, axis, question))
    for part, whole in pairs:
        yield _of_whole(figures, part, whole, place)
    if not pairs:
        yield from _of_targets(figures, axis, place, question)


def _pairs(figures: Figures, axis: Axis, question: Question) -> Iterator[tuple[Indicator, Indicator]]:
    """Yield what may not exceed what: of named indicators those that are named."""
    by = {each.code: each for each in figures.indicators if each.axis == axis.code}
    for each in by.values():
        if each.not_over in by and (not question.indicators or {each.code, each.not_over} & {*question.indicators}):
            yield each, by[each.not_over]


def _of_whole(figures: Figures, part: Indicator, whole: Indicator, place: str) -> str:
    """Return a part of a whole, summed over the provinces that reported both."""
    places = [place] if place else [each.code for each in PROVINCES]
    both = [
        (one.value, other.value)
        for code in places
        if (one := figures.values.get((code, part.code))) and (other := figures.values.get((code, whole.code)))
    ]
    known = [(one, other) for one, other in both if one is not None and other is not None]
    value, total = sum(one for one, _other in known), sum(other for _one, other in known)
    percent = share(value, total)
    if not known or percent is None:
        return t("ask.shares.missing", part=part.title, whole=whole.title)
    unit = UNITS[part.unit]
    line = t(
        "ask.shares.line",
        part=part.title,
        whole=whole.title,
        percent=percent,
        value=writing.quantity(value, unit),
        total=writing.quantity(total, UNITS[whole.unit]),
    )
    return line if place else t("ask.course.provinces", line=line, count=len(known))


def _of_targets(figures: Figures, axis: Axis, place: str, question: Question) -> Iterator[str]:
    """Yield each figure's share of its yearly target, and of what was to be expected by now."""
    for national in figures.of_axis(axis.code):
        indicator, unit = national.indicator, national.unit
        target = figures.targets.get((indicator.code, place))
        if not target or (question.indicators and indicator.code not in question.indicators):
            continue
        held = figures.values.get((place, indicator.code))
        value = (held.value if held else None) if place else national.value
        towards = figures.towards(place, indicator) if place else national.towards
        percent, pace = share(value, target), towards.percent if towards else None
        named = {"title": indicator.title, "target": writing.quantity(target, unit)}
        if value is None or percent is None:
            yield t("ask.shares.unsaid", **named)
        elif pace is None:
            yield t("ask.shares.target", **named, value=writing.quantity(value, unit), percent=percent)
        else:
            yield t("ask.shares.pace", **named, value=writing.quantity(value, unit), percent=percent, pace=pace)
