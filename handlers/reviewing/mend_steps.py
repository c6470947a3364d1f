"""The conversation in which a reporter answers what was handed back: with another value, or with words. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import mistaken, no_answer
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.evidence import rules
from bot.evidence.facts import TakeEvidence
from bot.language import writing
from bot.language.catalogue import t
from bot.programme.called import AxisTitle
from bot.reporting import ceilings
from bot.reporting.answers import AnswerDoubt, Figure, Words, is_figure, read_answer
from bot.reporting.cards import IndicatorView
from bot.reporting.rules import check_figure
from bot.reporting.wording import with_rounding
from bot.reporting.words import Order, read_order
from bot.reviewing.facts import Explain, Mend, MendFact
from bot.said import Choice, File, Location, Said, Stale, Text
from handlers.reviewing import mend_screens as screens
from handlers.reviewing.mend_screens import LONGEST
from handlers.reviewing.mend_view import HandedBack, MendState, MendView

MendStep = Step[MendState, MendFact]


def step(view: MendView, said: Said, _now: datetime) -> MendStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistaken(said, mistake))


def _step(view: MendView, said: Said) -> MendStep:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("mend.later")),))
        case Choice("back"):
            return _stay(replace(view, state=MendState(), one=None))
        case Choice("page", (page,)):
            return _stay(replace(view, state=MendState(page=int(page)), one=None))
        case Text(forwarded=True):
            raise UserError("common.forwarded")
        case Text(text=text) if (order := read_order(text)) in {Order.BACK, Order.LATER}:
            return _step(view, Choice(str(order)))
        case Choice("mend" | "explain" as name, (number,)):
            at = "value" if name == "mend" else "words"
            return _stay(replace(view, state=MendState(at, int(number))))
        case Choice("sign") if view.one:
            row = view.one.row
            return Step(None, onward=Onward("report", {"week": row.week.isoformat(), "province": row.province}))
        case Choice("enter") | Stale():  # a doubled tap does not wipe the receipt away
            return _stay(view, view.state.note, lasting=True)
        case _ if view.one and view.one.open and view.one.signing == "mine":
            return unheard(_stay(view, no_answer(said)))
        case _ if view.one is None or not view.one.open or view.state.at == "list" or said == Text(""):
            return unheard(_stay(view, no_answer(said)))
        case File() | Location():
            return _take_evidence(view, view.one, said)
        case _:
            return _answer(view, view.one, said)


def _answer(view: MendView, one: HandedBack, said: Said) -> MendStep:
    match view.state.at, said:
        case "value" | "sure" | "why", Choice("value", (value,)):
            return _take(view, one, int(value))
        case "value", Choice("words", (words,)) if words in one.indicator.options:
            return _take(view, one, None, words)
        case "sure", Text(text=text) if read_order(text) == Order.SUBMIT:
            return _answer(view, one, Choice("sure"))
        case "value", Text(text=text):
            return _read(view, one, text)
        case "sure", Choice("sure"):
            return _mend(view, one)
        case "why", Choice("over", (reason,)) if reason in ceilings.REASONS:
            return _mend(view, one, t(f"report.over.{reason}"))
        case "why", Text(text=text) if is_figure(text, one.indicator):
            return _read(view, one, text)
        case "why", Text(text=text) if read_order(text) is None:
            return _mend(view, one, text)
        case "words", Text(text=text):
            if len(text) > LONGEST:
                raise UserError("report.too_long", limit=LONGEST, length=len(text))
            return _done(
                Explain(one.row.id, " ".join(text.split())), t("mend.explained_done", title=one.indicator.title)
            )
    return unheard(_stay(view, no_answer(said)))


def _mend(view: MendView, one: HandedBack, why: str = "") -> MendStep:
    """Answer with what is held, and why it is over its ceiling where it is; raises UserError."""
    value = view.state.value
    _check(one, value)  # a colleague may have answered, or the programme may have changed, meanwhile
    if not why and value is not None and ceilings.exceeds(one.indicator, value):
        return _take(view, one, value, view.state.words)
    fact = Mend(one.row.id, value, view.state.words, ceilings.as_reason(why) if why else "")
    key = "mend.mended_ready" if one.needs else "mend.mended"
    return _done(fact, t(key, title=one.indicator.title, said=screens.said(one.indicator, view.state)))


def _read(view: MendView, one: HandedBack, text: str) -> MendStep:
    match read_answer(text, one.indicator, AxisTitle(one.row.axis, one.axis, one.axis)):
        case Figure(value, parts, rounded):
            taken = _take(view, one, value, parts)
            (screen,) = taken.screens
            return replace(taken, screens=(replace(screen, text=with_rounding(screen.text, rounded=rounded)),))
        case Words(words):
            return _take(view, one, None, words)
        case AnswerDoubt(reason, readings):
            return Step(view.state, (screens.doubt(one, reason, readings, text),))


def _take(view: MendView, one: HandedBack, value: int | None, words: str = "") -> MendStep:
    """Hold what was understood, and ask whether it is so, or why it is over its ceiling; raises UserError."""
    if (value, words) == one.current:
        raise UserError("mend.same")
    _check(one, value)
    at = "why" if value is not None and ceilings.exceeds(one.indicator, value) else "sure"
    return _stay(replace(view, state=replace(view.state, at=at, value=value, words=words)))


def _check(one: HandedBack, value: int | None) -> None:
    """Refuse a figure that cannot be, or does not go with the report's others."""
    if value is not None:
        check_figure(one.indicator, value)
        _check_parts(one.indicator, (one.indicator.title, value), one.whole)
        _check_parts(one.indicator, one.part, (one.indicator.title, value))


def _check_parts(indicator: IndicatorView, part: tuple[str, int] | None, whole: tuple[str, int] | None) -> None:
    """Refuse a part (title and value) that exceeds its whole."""
    if part and whole and part[1] > whole[1]:
        raise UserError(
            "report.part_over_whole",
            part=part[0],
            value=writing.quantity(part[1], indicator.unit),
            whole=whole[0],
            limit=writing.quantity(whole[1], indicator.unit),
        )


def _take_evidence(view: MendView, one: HandedBack, said: File | Location) -> MendStep:
    """Keep what was sent with the report; the question stays open."""
    rules.check(said, one.evidence)
    fact = TakeEvidence(one.week, one.row.province, one.row.axis, said)
    note = rules.taken(said)
    return Step(view.state, (screens.show(view, note),), (fact,))


def _done(fact: Mend | Explain, note: str) -> MendStep:
    return Step(None, (), (fact,), onward=Onward("mend", {"note": note}))


def _stay(view: MendView, note: str = "", *, lasting: bool = False) -> MendStep:
    """Show where things stand now; without anything that waits, the conversation is over."""
    over = not view.waiting and (view.one is None or not view.one.open)
    state = None if over else replace(view.state, note=note if lasting else "")
    return Step(state, (screens.show(view, note),))
