"""The conversation in which a province and headquarters talk about an axis of a week. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import mistaken, no_answer, quoted, with_caption
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, in_rows, later, noted
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.reporting.words import Order, read_order
from bot.reviewing.facts import AddComment
from bot.said import Choice, Said, Stale, Text
from handlers.reviewing.talk_view import TalkState, TalkView

LONGEST, SHOWN = 1000, 8
"""Characters of one thing said, and how many of the last are shown."""
DOUBLED = timedelta(minutes=10)
"""Within which the same, said again, is the same message."""
TalkStep = Step[TalkState, AddComment]


def step(view: TalkView, said: Said, now: datetime) -> TalkStep:
    """Keep what is said, and show what was."""
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("talk.later")),))
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return step(view, Choice(str(order)), now)
        case Choice("enter") | Stale():
            return _stay(view, view.state.note, lasting=True)
        case _ if view.axis:
            return _step_in_thread(view, said, now)
        case Choice("axis", (code,)) if any(code == axis for axis, _short, _count in view.axes):
            return Step(None, onward=Onward("talk", vars(replace(view.state, axis=code, older=0))))
        case Choice("axis"):
            return _stay(view, t("common.gone"))
        case Choice():  # another week or province, that is loaded already
            return _stay(view)
        case _:
            return unheard(_stay(view, no_answer(said, in_words=False)))


def _step_in_thread(view: TalkView, said: Said, now: datetime) -> TalkStep:
    match said:
        case Choice("back") if view.from_headquarters:
            return Step(None, onward=Onward("review", {"at": "axis", "week": view.week.key, "axis": view.state.axis}))
        case Choice("back"):
            return _stay(replace(view, state=TalkState(view.state.week, view.state.province), axis=""))
        case Choice("older" | "newer" as way):
            older = max(0, min(view.state.older + (1 if way == "older" else -1), _pages(view) - 1))
            return _stay(replace(view, state=replace(view.state, older=older)))
        case Text(forwarded=True):
            return _stay(view, no_answer(said))
        case Text(text=text) if len(text) > LONGEST:
            return _stay(view, mistaken(said, UserError("report.too_long", limit=LONGEST, length=len(text))))
        case Text(text=text) if text:
            words = " ".join(text.split())  # a second line could be taken for what somebody else says
            if _is_doubled(view, words, now):
                return _stay(view, f"{quoted(text)}\n{t('talk.said_already')}")
            fact = AddComment(view.week.key, view.state.province, view.state.axis, words)
            to = "province" if view.from_headquarters else "headquarters"
            sent = replace(view.state, older=0, note=t(f"talk.sent.{to}"))
            return Step(None, (), (fact,), onward=Onward("talk", vars(sent)))
        case _:
            return _stay(view, with_caption(said, t("talk.want")))


def _is_doubled(view: TalkView, words: str, now: datetime) -> bool:
    """Return whether the own side said the same last, just now: with a weak signal a message is sent twice."""
    side = "headquarters" if view.from_headquarters else "province"
    last = view.comments[-1] if view.comments else None
    return last is not None and (last.side, last.words) == (side, words) and now - last.at < DOUBLED


def _stay(view: TalkView, note: str = "", *, lasting: bool = False) -> TalkStep:
    state = replace(view.state, week=view.week.key, note=note if lasting else "")
    screen = _thread(view) if view.axis else _list(view)
    return Step(state, (Screen(noted(note, screen.text), screen.rows),))


def _list(view: TalkView) -> Screen:
    lines = [t("talk.list", province=view.province), dates.week_label(view.week)]
    labels = [
        Button(t("talk.button.axis_of", axis=short, count=count) if count else short, "axis", (code,))
        for code, short, count in view.axes
    ]
    weeks = [Button(t("review.button.older"), "week", (view.older.key,))] if view.older else []
    weeks += [Button(t("review.button.newer"), "week", (view.newer.key,))] if view.newer else []
    others = [Button(t("report.button.province", province=name), "province", (code,)) for code, name in view.others]
    return Screen("\n".join(lines), (*in_rows(labels), *in_rows(weeks), *in_rows(others), (later(),)))


def _thread(view: TalkView) -> Screen:
    lines = [t("talk.title", axis=view.axis, province=view.province), dates.week_label(view.week), ""]
    end = len(view.comments) - view.state.older * SHOWN
    lines += [
        t(f"talk.said.{each.side}", name=each.person, moment=dates.moment(each.at), words=each.words)
        for each in view.comments[max(0, end - SHOWN) : max(0, end)]
    ]
    if not view.comments:
        lines.append(t("talk.nothing"))
    lines += ["", t("talk.ask", limit=LONGEST)]
    turns = ["older"] if end > SHOWN else []
    turns += ["newer"] if view.state.older else []
    rows = ((tuple(Button(t(f"talk.button.{way}"), way) for way in turns),) if turns else ()) + ((back(), later()),)
    return Screen("\n".join(lines), rows)


def _pages(view: TalkView) -> int:
    return max(1, -(-len(view.comments) // SHOWN))
