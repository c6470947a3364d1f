"""The card of a recipient: the board, an announcement, a promise with its number and day, a question. Pure."""

from datetime import date, datetime

from bot.announcing.answers import Done, Pledge, RecipientFact, Say, Seen
from bot.announcing.body import ANSWERS, named
from bot.conversing.answers import FreeText, OwnWords
from bot.conversing.card import Card, CardField, CardPage
from bot.conversing.day_answers import DayAhead
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.conversing.widgets import back
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Understood
from bot.language.units import UNITS
from bot.said import Choice, Said
from handlers.announcing import respond_screens as screens
from handlers.announcing.respond_view import RespondState, RespondView
from storage.announcements import Announcement

LONGEST = 1000
HIGHEST = 10**9
RespondStep = Step[RespondState, RecipientFact]


def _hear(view: RespondView, said: Said, now: datetime) -> RespondStep | None:
    """Hear what leads elsewhere, and the answers that are one tap."""
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
    if view.found is None:
        return None if view.state.at == "board" else Step(None, (Screen(t("announce.gone")),))
    match said:
        case Choice("back"):
            return CARD.go(view, at="item")
        case Choice("ask"):
            return CARD.go(view, at="ask")
        case Choice("pledge"):
            return CARD.go(view, at="number" if view.found.question else "day")
        case Choice("seen" | "done" as answer) if view.recipient and answer in _given(view.found):
            fact = Seen(view.found.id, now) if answer == "seen" else Done(view.found.id, now)
            return Step(None, (Screen(screens.receipt(view.found, answer, now)),), (fact,))
    return None


def _given(found: Announcement) -> tuple[str, ...]:
    """Return the answers that are one tap."""
    return (*ANSWERS[found.level], "done") if found.level == "commit" else ANSWERS[found.level]


def _is_open(view: RespondView) -> bool:
    return view.found is not None


def _may_pledge(view: RespondView) -> bool:
    return view.recipient is not None and view.open.level == "commit" and view.open.state in {"sending", "sent"}


def _read_amount(_view: RespondView, text: str) -> str:
    read = read_number(text, UNITS["item"], HIGHEST, 0)
    if not isinstance(read, Understood):
        raise UserError("announce.no_number")
    return str(read.value)


def _pledge(view: RespondView, day: str) -> RespondStep:
    found, promised = view.open, date.fromisoformat(day)
    amount = view.state.amount if found.question and view.state.amount >= 0 else None
    if found.question and amount is None:
        return CARD.go(view, at="number")
    screen = Screen(screens.pledge_receipt(found, promised, amount, view.moment))
    return Step(None, (screen,), (Pledge(found.id, view.moment, promised, amount),))


def _say(view: RespondView, text: str) -> RespondStep:
    key = "announce.thread.answered" if view.may_answer else "announce.thread.asked"
    whose = view.state.recipient if view.may_answer else view.person_id
    return Step(None, (Screen(t(key, named=named(view.open))),), (Say(view.open.id, whose, text),))


CARD: Card[RespondState, RespondView, RecipientFact] = Card(
    "respond",
    {
        "board": CardPage(screens.board, lambda view: view.found is None),
        "item": CardPage(screens.item, _is_open),
        "number": CardField(
            lambda view: t("announce.pledge.number", question=view.open.question),
            OwnWords(_read_amount),
            lambda view, amount: CARD.go(view, at="day", amount=int(amount)),
            _may_pledge,
        ),
        "day": CardField(
            lambda view: t("announce.pledge.day", named=named(view.open)),
            DayAhead(lambda view: view.this_day, "announce.past"),
            _pledge,
            _may_pledge,
        ),
        "ask": CardField(screens.ask_words, FreeText(LONGEST, lines=True), _say, _is_open),
        "history": CardPage(screens.history, _is_open),
    },
    _hear,
    lambda _view: (back(),),
)
