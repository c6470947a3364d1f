"""The conversation in which a reporter answers what was handed back: with another value, or with words. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language import writing
from bot.language.catalogue import t
from bot.reporting.answers import Doubt, Figure, Words, read_answer
from bot.reporting.rules import check_figure
from bot.reporting.words import Order, read_order
from bot.reviewing import mend_screens as screens
from bot.reviewing.facts import Explain, Mend
from bot.reviewing.mend_screens import LONGEST
from bot.reviewing.mend_view import Handed, MendState, MendView
from bot.said import Choice, Said, Stale, Text

MendStep = Step[MendState]


def step(view: MendView, said: Said, _now: datetime) -> MendStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: MendView, said: Said) -> MendStep:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("mend.later")),))
        case Text(forwarded=True):
            raise UserError("report.forwarded")
        case Text(text=text) if read_order(text) == Order.LATER:
            return _step(view, Choice("later"))
        case Choice("mend" | "explain" as name, (number,)):
            at = "value" if name == "mend" else "words"
            return _stay(replace(view, state=MendState(at, int(number))))
        case _ if view.one is None or not view.one.open:
            return _stay(view)
        case Choice("enter") | Stale():
            return _stay(view)
        case _:
            return _answer(view, view.one, said)


def _answer(view: MendView, one: Handed, said: Said) -> MendStep:
    match view.state.at, said:
        case "value" | "sure", Choice("value", (value,)):
            return _take(view, one, int(value))
        case "value", Choice("words", (words,)) if words in one.indicator.options:
            return _take(view, one, None, words)
        case "value", Text(text=text):
            return _read(view, one, text)
        case "sure", Choice("sure"):
            fact = Mend(one.row.id, view.state.value, view.state.words)
            note = t("mend.mended", title=one.indicator.title, said=screens.said(one.indicator, view.state))
            return _done(fact, note)
        case "words", Text(text=text):
            if len(text) > LONGEST:
                raise UserError("report.too_long", limit=LONGEST, length=len(text))
            return _done(Explain(one.row.id, text), t("mend.explained_done", title=one.indicator.title))
    return _stay(view, t("mend.want"))


def _read(view: MendView, one: Handed, text: str) -> MendStep:
    match read_answer(text, one.indicator):
        case Figure(value, parts):
            return _take(view, one, value, parts)
        case Words(words):
            return _take(view, one, None, words)
        case Doubt(reason, readings):
            return Step(view.state, (screens.doubt(one, reason, readings),))


def _take(view: MendView, one: Handed, value: int | None, words: str = "") -> MendStep:
    """Hold what was understood, and ask whether it is so; raises UserError for what cannot be."""
    if (value, words) == one.current:
        raise UserError("mend.same")
    if value is not None:
        check_figure(one.indicator, value)
        if one.whole and value > one.whole[1]:
            title, limit = one.whole
            raise UserError(
                "report.part_over_whole",
                part=one.indicator.title,
                value=writing.quantity(value, one.indicator.unit),
                whole=title,
                limit=writing.quantity(limit, one.indicator.unit),
            )
    return _stay(replace(view, state=replace(view.state, at="sure", value=value, words=words)))


def _done(fact: Mend | Explain, note: str) -> MendStep:
    return Step(None, (), (fact,), onward=Onward("mend", MendState(note=note)))


def _stay(view: MendView, note: str = "") -> MendStep:
    """Show where things stand now; without anything that waits, the conversation is over."""
    over = not view.waiting and (view.one is None or not view.one.open)
    state = None if over else replace(view.state, note="")
    return Step(state, (screens.show(view, note or view.state.note),))
