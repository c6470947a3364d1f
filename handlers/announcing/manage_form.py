"""The card of what was announced: how it stands, and what its author still does to it. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.announcing.body import LIVE, STOPPABLE, body_of, named, show_body
from bot.conversing.answers import FreeText
from bot.conversing.card import Card, CardField, CardPage
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.conversing.splitting import split
from bot.conversing.widgets import back
from bot.errors import UserError
from bot.language.catalogue import t
from bot.said import Choice, Said
from handlers.announcing import managing_screens as screens
from handlers.announcing.managing_view import (
    Delete,
    EditAnnouncement,
    Export,
    ManageFact,
    ManageState,
    ManageView,
    Nudge,
    Resend,
    Stop,
)
from handlers.announcing.screens import LONGEST

ManageStep = Step[ManageState, ManageFact]


def _hear(view: ManageView, said: Said, _now: datetime) -> ManageStep | None:
    """Hear what leads elsewhere, and what is done to the announcement that is open."""
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("announce.board.closed")),))
        case Choice("new"):
            return Step(None, onward=Onward("announce"))
        case Choice("list"):
            return Step(None, onward=Onward("manage"))
        case Choice("open", (number,)):
            return Step(None, onward=Onward("manage", {"at": "item", "number": int(number)}))
    if (found := view.found) is None:
        return None
    match view.state.at, said:
        case _, Choice("thread", (recipient,)):
            return Step(
                None, onward=Onward("respond", {"at": "history", "number": found.id, "recipient": int(recipient)})
            )
        case _, Choice("stop") if found.state in STOPPABLE:
            return Step(None, (Screen(screens.stopped(found)),), (Stop(found),))
        case "matrix", Choice("export", (kind,)) if kind in {"xlsx", "png"}:
            return CARD.go(view, Export(found.id, kind), note=t("announce.export.ordered"))
        case _, Choice("nudge") if found.state in LIVE:
            return _nudge(view)
        case "resend", Choice("really_resend") if _may_resend(view):
            return Step(None, (Screen(t("announce.resent", count=len(view.lost))),), (Resend(found),))
        case "edited", Choice("send_version", (version,)) if _is_live(view) and int(version) == found.version + 1:
            screen = Screen(t("announce.version_sent", named=named(found), version=found.version + 1))
            return Step(None, (screen,), (EditAnnouncement(found, view.state.text),))
        case "delete", Choice("really_delete") if _may_delete(view):
            return Step(None, (), (Delete(found),))
    return None


def _is_live(view: ManageView) -> bool:
    return view.open.state in LIVE


def _may_resend(view: ManageView) -> bool:
    return view.open.state in LIVE and bool(view.lost)


def _may_delete(view: ManageView) -> bool:
    return view.open.state in {*LIVE, "cancelled"}


def _nudge(view: ManageView) -> ManageStep:
    missing = screens.missing(view)
    if not missing:
        raise UserError("announce.nobody_missing")
    if view.nudged:
        raise UserError("announce.nudged_today")
    return CARD.go(view, Nudge(view.open), note=t("announce.nudged", count=len(missing)))


def _take_text(view: ManageView, text: str) -> ManageStep:
    """Show the next version as recipients will see it, and ask for the last word."""
    shown = show_body(replace(body_of(view.open), text=text), view.open.id, view.open.version + 1)
    if len(split(shown.text)) > 1:
        raise UserError("announce.too_big")
    there = replace(view, state=replace(view.state, at="edited", text=text))
    return Step(there.state, (shown, CARD.show(there)))


_TEXT: FreeText[ManageView] = FreeText(LONGEST, lines=True)
CARD: Card[ManageState, ManageView, ManageFact] = Card(
    "manage",
    {
        "list": CardPage(screens.newest, lambda view: view.found is None),
        "item": CardPage(screens.item),
        "matrix": CardPage(screens.answered),
        "undelivered": CardPage(screens.undelivered),
        "resend": CardPage(screens.resend, _may_resend),
        "threads": CardPage(screens.threads),
        "edit": CardField(
            lambda view: t("announce.ask_version", named=named(view.open), text=view.open.text),
            _TEXT,
            _take_text,
            _is_live,
        ),
        "edited": CardField(screens.confirm_version, _TEXT, _take_text, _is_live, beside=screens.send_version),
        "delete": CardPage(screens.delete, _may_delete),
    },
    _hear,
    lambda _view: (back("item"),),
)
