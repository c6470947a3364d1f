"""The conversation of a recipient: the board, an announcement, a promise, a question and its thread. Pure."""

from datetime import date, datetime

from bot.announcing.answers import Done, Pledge, RecipientFact, Say, Seen
from bot.announcing.body import ANSWERS, named
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Understood
from bot.language.units import UNITS
from bot.said import Choice, Edited, File, Location, Said, Text, Unreadable
from handlers.announcing import picking, respond_screens
from handlers.announcing.respond_view import RespondState, RespondView
from storage.announcements import Announcement

LONGEST = 1000
HIGHEST = 10**9
RespondStep = Step[RespondState, RecipientFact]


def step(view: RespondView, said: Said, now: datetime) -> RespondStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said, now)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: RespondView, said: Said, now: datetime) -> RespondStep:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("announce.board.closed")),))
        case Choice("board"):
            return Step(None, onward=Onward("respond"))
        case Choice("authored") if view.author:
            return Step(None, onward=Onward("manage"))
        case Choice("consultations"):
            return Step(None, onward=Onward("consult"))
        case Choice("open", (number,)):
            return Step(None, onward=Onward("respond", {"at": "item", "number": int(number)}))
        case Text(forwarded=True) | File() | Location() | Edited() | Unreadable() | Text(text=""):
            return _stay(view, t("announce.want_text"))
        case _ if view.state.at == "board":
            return _stay(view)
        case _ if view.found is None:
            return Step(None, (Screen(t("announce.gone")),))
        case _:
            return _step_in(view, view.found, said, now)


def _step_in(view: RespondView, found: Announcement, said: Said, now: datetime) -> RespondStep:
    """Take a step about the announcement that is open."""
    may_pledge = view.recipient is not None and found.level == "commit" and found.state in {"sending", "sent"}
    match view.state.at, said:
        case _, Choice("history"):
            return _to(view, "history")
        case _, Choice("back"):
            return _to(view, "item")
        case _, Choice("ask" | "say"):
            return _to(view, "ask")
        case "ask", Text(text=text) if not text.startswith("/"):
            return _say(view, found, text)
        case _, Choice("pledge") if may_pledge:
            return _to(view, "number" if found.question else "day")
        case "number", Text(text=text) if may_pledge:
            return _to(view, "day", amount=_amount(text))
        case "day", Choice("month", (month,)) if may_pledge:
            return _to(view, "day", month=month)
        case "day", Choice("day", (day,)) if may_pledge:
            return _pledge(view, found, date.fromisoformat(day), now)
        case "day", Text(text=text) if may_pledge:
            days = picking.days_meant(text, view.this_day)
            if len(days) > 1:
                return Step(view.state, (respond_screens.which_day(days),))
            return _pledge(view, found, days[0], now)
        case "item", Choice("seen" | "done" as answer) if view.recipient and answer in _given(found):
            fact = Seen(found.id, now) if answer == "seen" else Done(found.id, now)
            return Step(None, (Screen(respond_screens.receipt(found, answer, now)),), (fact,))
        case _:
            return _stay(view)


def _given(found: Announcement) -> tuple[str, ...]:
    """Return the answers that are one tap."""
    return (*ANSWERS[found.level], "done") if found.level == "commit" else ANSWERS[found.level]


def _amount(text: str) -> int:
    read = read_number(text, UNITS["item"], HIGHEST, 0)
    if not isinstance(read, Understood):
        raise UserError("announce.no_number")
    return read.value


def _pledge(view: RespondView, found: Announcement, day: date, now: datetime) -> RespondStep:
    if day < view.this_day:
        raise UserError("announce.past")
    amount = view.state.amount if found.question and view.state.amount >= 0 else None
    if found.question and amount is None:
        return _to(view, "number")
    screen = Screen(respond_screens.pledge_receipt(found, day, amount, now))
    return Step(None, (screen,), (Pledge(found.id, now, day, amount),))


def _say(view: RespondView, found: Announcement, text: str) -> RespondStep:
    if len(text) > LONGEST:
        raise UserError("report.too_long", limit=LONGEST, length=len(text))
    key = "announce.thread.answered" if view.may_answer else "announce.thread.asked"
    whose = view.state.recipient if view.may_answer else view.person_id
    return Step(None, (Screen(t(key, named=named(found))),), (Say(found.id, whose, text),))


def _to(view: RespondView, place: str, **changes: str | int) -> RespondStep:
    there = view.at(place, **changes)
    return Step(there.state, (respond_screens.show(there),))


def _stay(view: RespondView, note: str = "") -> RespondStep:
    """Show where things stand now, after a note."""
    return Step(view.state, (respond_screens.show(view, note),))
