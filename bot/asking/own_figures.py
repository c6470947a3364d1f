"""A province's own targets, and where it is behind them."""

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.province_week.loading import Move, moves_of
from bot.figures.trending import load_trends
from bot.language import writing
from bot.language.catalogue import t
from bot.programme.pace import ON_PACE, TargetPace, share
from bot.programme.provinces import by_code

MOST_LINES, MOST_AXES = 6, 10
"""Indicators, and axes of a week, that are told: a phone shows no more at once."""


async def answer_targets(scene: Scene, question: Question) -> QuestionAnswer:
    """Return the targets of the year, each with what is reached of it."""
    led = [move for move in await _moves(scene, question) if move.trend.target is not None]
    lines = [_target(move) for move in led]
    return _answer("targets", question, lines)


async def answer_behind(scene: Scene, question: Question) -> QuestionAnswer:
    """Return what is behind its pace, the furthest first; of the place among provinces only that it is not shown."""
    led = [(move, move.towards) for move in await _moves(scene, question) if move.towards and move.towards.expected]
    told = [(reached, move, pace) for move, pace in led if (reached := pace.reached) is not None and reached < ON_PACE]
    lines = [_behind(move, pace) for _reached, move, pace in sorted(told, key=lambda each: each[0])]
    lines += [_silent(move, pace) for move, pace in led if pace.value is None]
    if led and not lines:
        lines = [t("ask.own.behind.none", count=len(led))]
    found = _answer("behind", question, lines)
    return QuestionAnswer(f"{t('ask.own.no_rank')}\n\n{found.text}") if question.rank else found


async def _moves(scene: Scene, question: Question) -> list[Move]:
    """Return the indicators that are asked, as they stand at the end of the week that is shown."""
    (place,), axes = question.provinces, scene.asked(question)
    courses = await load_trends(scene.tx, scene.moment, axes, await scene.week(question), place)
    named = {each.title for axis in axes for each in scene.indicators(axis, question)}
    return [move for move in moves_of(courses, 1) if not named or move.trend.title in named]


def _answer(kind: str, question: Question, lines: list[str]) -> QuestionAnswer:
    title = t(f"ask.own.{kind}.title", province=by_code(question.provinces[0]).name)
    more = len(lines) - MOST_LINES
    shown = [*lines[:MOST_LINES], *([t("ask.own.more", count=more)] if more > 0 else [])]
    return QuestionAnswer("\n".join([title, *(shown or [t(f"ask.own.{kind}.nothing")])]))


def _target(move: Move) -> str:
    target = writing.quantity(move.trend.target or 0, move.trend.unit)
    line = t("ask.own.targets.line", axis=move.axis, title=move.trend.title, target=target)
    percent = share(move.value, move.trend.target)
    if move.value is None or percent is None:
        return t("ask.own.targets.silent", line=line)
    value = writing.amount(move.value, move.trend.unit)
    return t("ask.own.targets.reached", line=line, value=value, percent=percent)


def _behind(move: Move, pace: TargetPace) -> str:
    gap = max(pace.expected - (pace.value or 0), 0)
    return t(
        "ask.own.behind.line",
        axis=move.axis,
        title=move.trend.title,
        percent=pace.percent or 0,
        gap=writing.quantity(gap, move.trend.unit),
    )


def _silent(move: Move, pace: TargetPace) -> str:
    expected = writing.quantity(pace.expected, move.trend.unit)
    return t("ask.own.behind.silent", axis=move.axis, title=move.trend.title, expected=expected)
