"""Answers a question of a province, about that province alone, within the rights of this moment."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.asking.answer import QuestionAnswer
from bot.asking.course import answer_course
from bot.asking.hindrances import answer_obstacles
from bot.asking.names import known_in, titles_of
from bot.asking.own_dealings import answer_replies, answer_sent
from bot.asking.own_figures import answer_behind, answer_targets
from bot.asking.own_reading import read_own_question
from bot.asking.own_week import answer_week
from bot.asking.question import Question, Topic
from bot.asking.scene import Scene
from bot.figures.loading import week_to_show
from bot.language.catalogue import t
from bot.people.rights import REPORTERS
from bot.people.scope import reports_on
from bot.programme.calendar import day_of
from bot.programme.in_memory import find_programme, hold_programme
from bot.programme.provinces import by_code
from storage.people import Duty
from storage.transaction import Reading

OWN_ANSWERS: dict[Topic, Callable[[Scene, Question], Awaitable[QuestionAnswer]]] = {
    "course": answer_course,
    "province": answer_week,
    "obstacles": answer_obstacles,
    "targets": answer_targets,
    "behind": answer_behind,
    "sent": answer_sent,
    "replies": answer_replies,
}
"""Each is asked about one province, which the question names."""


def own_provinces(duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return the provinces that somebody reports for."""
    return tuple(dict.fromkeys(duty.province for duty in duties if duty.role in REPORTERS and duty.province))


async def understand_own(tx: Reading, text: str, moment: datetime) -> Question | None:
    """Return what a text asks of one's own province; None where nothing is understood."""
    plan = await hold_programme(tx, (await week_to_show(tx, moment))[0].year)
    return read_own_question(text, known_in(titles_of(plan), ()), day_of(moment))


async def answer_own(scene: Scene, duties: tuple[Duty, ...], text: str) -> tuple[QuestionAnswer, Question | None]:
    """Return the answer to a question of who reports, and the question; of several provinces one after the other."""
    question, own = await understand_own(scene.tx, text, scene.moment), own_provinces(duties)
    if question is None or question.topic not in OWN_ANSWERS:
        return QuestionAnswer(t("ask.own.not_understood")), None
    if set(question.provinces) - {*own}:
        names = t("common.comma").join(by_code(code).name for code in own)
        return QuestionAnswer(t("ask.own.foreign", provinces=names)), None
    year = (await scene.week(question)).year
    if await find_programme(scene.tx, year) is None:
        return QuestionAnswer(t("commands.no_programme", year=year)), None
    found = [await _answer_of(scene, duties, place, question) for place in question.provinces or own]
    unread = t("common.comma").join(t("ask.said", words=word) for word in question.unread)
    notes = [t("ask.unread", words=unread)] if unread else []
    whole = found[0] if len(found) == 1 else QuestionAnswer("")
    return replace(whole, text="\n\n".join([*(each.text for each in found), *notes])), question


async def _answer_of(scene: Scene, duties: tuple[Duty, ...], place: str, question: Question) -> QuestionAnswer:
    axes = tuple(axis for axis in scene.axes if reports_on(duties, place, axis.code))
    own = replace(scene, axes=axes)
    if not own.asked(question):
        return QuestionAnswer(t("ask.not_yours", axes=t("common.comma").join(axis.short for axis in axes)))
    return await OWN_ANSWERS[question.topic](own, replace(question, provinces=(place,)))
