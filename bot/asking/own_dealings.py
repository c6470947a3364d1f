"""What a province sent to headquarters, and what came of it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import groupby

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.scene import Scene
from bot.briefing.digest_lines import some
from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.obstacles.cards import number_of
from bot.obstacles.figures import list_open_lines
from bot.programme.calendar import DAY, at, day_of
from bot.programme.provinces import by_code
from storage import dealings
from storage.dealings import Dealing

WEEKS = timedelta(weeks=4)
MOST_DAYS, MOST_NAMES, MOST_REPLIES, MOST_WAITING = 8, 4, 6, 4
QUOTED = 100


async def answer_sent(scene: Scene, question: Question) -> QuestionAnswer:
    """Return what was sent in the last weeks, or in the time that is asked, a line a day."""
    begin, end = _span(scene, question)
    (place,) = question.provinces
    found = _own(scene, question, await dealings.list_sent(scene.tx, (place, scene.person), begin, end))
    days = [(day, list(of)) for day, of in groupby(found, key=lambda each: day_of(each.at))]
    lines = [t("ask.own.sent.day", day=dates.date(day), items=_items(scene, of)) for day, of in days[:MOST_DAYS]]
    title = t("ask.own.sent.title", province=by_code(place).name, start=dates.date(day_of(begin)))
    return QuestionAnswer("\n".join([title, *(lines or [t("ask.own.sent.none")])]))


async def answer_replies(scene: Scene, question: Question) -> QuestionAnswer:
    """Return what headquarters said in that time, the newest first, and what still waits for its answer."""
    begin, end = _span(scene, question)
    (place,) = question.provinces
    found = _own(scene, question, await dealings.list_came_back(scene.tx, place, begin, end))
    lines = [_reply(scene, each) for each in found[:MOST_REPLIES]]
    title = t("ask.own.replies.title", province=by_code(place).name)
    waiting = [
        line
        for line in await list_open_lines(scene.tx, scene.moment, scene.codes(question))
        if line.row.province == place and line.row.asked_at and line.row.answered_at is None
    ]
    told = [
        t("ask.own.replies.waiting", number=number_of(line.row), axis=line.axis, age=age_text(line.age))
        for line in waiting[:MOST_WAITING]
    ]
    told += _unread(scene, _own(scene, question, await dealings.list_waiting(scene.tx, place, begin, end)))
    return QuestionAnswer("\n".join([title, *(lines or [t("ask.own.replies.none")]), *told]))


def _unread(scene: Scene, waiting: list[Dealing]) -> list[str]:
    """Return which words and reports nobody at headquarters has dealt with, and since when: a line for either."""
    return [
        t(f"ask.own.replies.{kind}_waits", names=some(_names(scene, of), "axes", MOST_NAMES), since=since)
        for kind in ("talk", "report")
        if (of := [each for each in waiting if each.kind == kind])
        for since in [dates.date(day_of(min(each.at for each in of)))]
    ]


def _span(scene: Scene, question: Question) -> tuple[datetime, datetime]:
    period = question.period
    if period is None or period.away:
        return scene.moment - WEEKS, scene.moment
    return at(period.start, time()), min(at(period.end + DAY, time()), scene.moment)


def _own(scene: Scene, question: Question, found: Iterable[Dealing]) -> list[Dealing]:
    """Return what is of the axes that are asked, and what is of none, where it is the asker's own."""
    codes = scene.codes(question)
    return [each for each in found if each.axis in codes or (not each.axis and not question.axes)]


def _names(scene: Scene, found: Iterable[Dealing]) -> list[str]:
    """Return the axes of some things, in the programme's order."""
    codes = {each.axis for each in found}
    return [axis.short for axis in scene.axes if axis.code in codes]


def _items(scene: Scene, sent: list[Dealing]) -> str:
    """Return what was sent on a day: reports by axis, obstacles by number, the rest by how many."""
    told = []
    for kind in ("report", "corrected"):
        names = _names(scene, (each for each in sent if each.kind == kind))
        if names:
            told.append(t(f"ask.own.sent.{kind}", names=some(names, "axes", MOST_NAMES)))
    told += [
        t("ask.own.sent.obstacle", number=t("obstacle.number", year=each.year, number=each.number))
        for each in sent
        if each.kind == "obstacle"
    ]
    counts = Counter(each.kind for each in sent)
    told += [
        t(f"ask.own.sent.{kind}", count=counts[kind]) for kind in ("evidence", "talk", "viewpoint") if counts[kind]
    ]
    return t("digest.semicolon").join(told)


def _reply(scene: Scene, came: Dealing) -> str:
    axis = next(axis.short for axis in scene.axes if axis.code == came.axis)
    states = {"answered", "moved", "acknowledged"} if came.number else set()
    words = came.words if came.kind not in states or " " in came.words else t(f"obstacle.state.{came.words}")
    cut = words if len(words) <= QUOTED else t("brief.cut", text=words[:QUOTED].rstrip())
    named = {"number": t("obstacle.number", year=came.year, number=came.number)} if came.number else {}
    said = {} if came.kind in {"approved", "acknowledged"} else {"words": cut}
    what = t(f"ask.own.replies.{came.kind}", axis=axis, **named, **said)
    return t("ask.own.replies.line", moment=dates.moment(came.at), what=what)
