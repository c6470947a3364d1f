"""Answers a question from the database, within the rights of this moment."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.asking.answer import QuestionAnswer
from bot.asking.changes import answer_changes
from bot.asking.compared import answer_compared
from bot.asking.course import answer_course
from bot.asking.decided import answer_decisions
from bot.asking.forecasts import answer_forecast
from bot.asking.hindrances import answer_obstacles
from bot.asking.lateness import answer_lateness
from bot.asking.names import known_in, titles_of
from bot.asking.own_answering import answer_own, own_provinces
from bot.asking.paces import answer_pace
from bot.asking.question import Question, Topic
from bot.asking.ranking import answer_ranking
from bot.asking.reading import read_question
from bot.asking.reporters import answer_province, answer_standing
from bot.asking.scene import Scene, scene_of
from bot.asking.shares import answer_shares
from bot.asking.states import answer_reasons, answer_states
from bot.asking.values import answer_values
from bot.figures.loading import week_to_show
from bot.language.catalogue import t
from bot.people.rights import ASKERS
from bot.people.scope import axes_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import HeldProgramme, find_programme, hold_programme
from storage import agencies, people
from storage.transaction import Reading

ANSWERS: dict[Topic, Callable[[Scene, Question], Awaitable[QuestionAnswer]]] = {
    "course": answer_course,
    "provinces": answer_values,
    "ranking": answer_ranking,
    "province": answer_province,
    "standing": answer_standing,
    "handed": answer_standing,
    "changes": answer_changes,
    "obstacles": answer_obstacles,
    "pace": answer_pace,
    "shares": answer_shares,
    "states": answer_states,
    "reasons": answer_reasons,
    "lateness": answer_lateness,
    "decisions": answer_decisions,
    "forecast": answer_forecast,
    "compared": answer_compared,
}


async def understand(tx: Reading, text: str, moment: datetime) -> Question | None:
    """Return what a text asks, in the words of the programme of this moment; None where nothing is understood."""
    plan = await hold_programme(tx, (await week_to_show(tx, moment))[0].year)
    known = known_in(titles_of(plan), await titles_of_agencies(tx, plan))
    return read_question(text, known, day_of(moment))


async def titles_of_agencies(tx: Reading, plan: HeldProgramme) -> tuple[str, ...]:
    """Return the agencies of a programme."""
    return tuple(agency.title for agency in await agencies.list_all(tx, plan.programme.id))


async def answer(tx: Reading, person: int, text: str, moment: datetime) -> tuple[QuestionAnswer, Question | None]:
    """Return the answer to a person's question, and the question; what is not understood is answered with examples."""
    duties = tuple(await people.list_duties(tx, person))
    if own_provinces(duties) and not any(duty.role in ASKERS for duty in duties):
        return await answer_own(await scene_of(tx, moment, person, None), duties, text)
    question = await understand(tx, text, moment)
    scene = await scene_of(tx, moment, person, axes_of(duties))
    if question is None:
        return QuestionAnswer(t("ask.not_understood")), None
    if not scene.axes:
        return QuestionAnswer(t("ask.nothing_to_see")), None
    if not scene.asked(question):
        return QuestionAnswer(t("ask.not_yours", axes=t("common.comma").join(axis.short for axis in scene.axes))), None
    year = (await scene.week(question)).year
    if await find_programme(tx, year) is None:
        return QuestionAnswer(t("commands.no_programme", year=year)), None
    found = await ANSWERS[question.topic](scene, question)
    notes = notes_on(scene, question, found)
    return replace(found, text="\n".join([*notes, *([""] if notes else []), found.text])), question


def notes_on(scene: Scene, question: Question, found: QuestionAnswer) -> list[str]:
    """Return what of a question is not answered: it stands above the answer."""
    notes = []
    if question.unread:
        words = t("common.comma").join(t("ask.said", words=word) for word in question.unread)
        notes.append(t("ask.unread", words=words))
    if hidden := hidden_axes(scene, question):
        notes.append(t("ask.left_out", axes=t("common.comma").join(hidden)))
    if question.form == "picture" and found.draw is None:
        notes.append(t("ask.no_picture"))
    if question.form == "file" and found.sheet is None:
        notes.append(t("ask.no_file"))
    return notes


def hidden_axes(scene: Scene, question: Question) -> list[str]:
    """Return the axes that were asked for and may not be seen."""
    seen = {axis.code for axis in scene.axes}
    return [axis.short for axis in scene.plan.axes if axis.code in question.axes and axis.code not in seen]
