"""The conversation about announcements that were confirmed: how they stand, and what is done to them. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.announcing.body import LIVE, STOPPABLE, body_of, named, show_body
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.conversing.splitting import split
from bot.errors import UserError
from bot.language.catalogue import t
from bot.said import Choice, Edited, File, Location, Said, Text, Unreadable
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
from storage.announcements import Announcement

ManageStep = Step[ManageState, ManageFact]


def step(view: ManageView, said: Said, _now: datetime) -> ManageStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: ManageView, said: Said) -> ManageStep:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("announce.board.closed")),))
        case Choice("new"):
            return Step(None, onward=Onward("announce", vars(screens.compose_state())))
        case Choice("list"):
            return Step(None, onward=Onward("manage"))
        case Choice("open", (number,)):
            return Step(None, onward=Onward("manage", {"at": "item", "number": int(number)}))
        case Text(forwarded=True) | File() | Location() | Edited() | Unreadable() | Text(text=""):
            return _stay(view, t("announce.want_text"))
        case _ if view.found is None:
            return _stay(view)
        case _:
            return _step_in(view, view.found, said)


def _step_in(view: ManageView, found: Announcement, said: Said) -> ManageStep:
    """Take a step about the announcement that is open."""
    match view.state.at, said:
        case _, Choice("item" | "matrix" | "undelivered" | "threads" as place):
            return _to(view, place, page=0)
        case _, Choice("page", (page,)):
            return _to(view, view.state.at, page=int(page))
        case _, Choice("thread", (recipient,)):
            return Step(
                None, onward=Onward("respond", {"at": "history", "number": found.id, "recipient": int(recipient)})
            )
        case _, Choice("stop") if found.state in STOPPABLE:
            return Step(None, (Screen(screens.stopped(found)),), (Stop(found),))
        case "matrix", Choice("export", (kind,)) if kind in {"xlsx", "png"}:
            note = t("announce.export.ordered")
            return Step(view.state, (screens.show(view, note),), (Export(found.id, kind),))
        case _, Choice("nudge") if found.state in LIVE:
            return _nudge(view, found)
        case "undelivered", Choice("resend") if found.state in LIVE and view.lost:
            return _to(view, "resend")
        case "resend", Choice("really_resend") if found.state in LIVE and view.lost:
            return Step(None, (Screen(t("announce.resent", count=len(view.lost))),), (Resend(found),))
        case _, Choice("edit") if found.state in LIVE:
            return _to(view, "edit")
        case "edit" | "edited", Text(text=text) if found.state in LIVE and not text.startswith("/"):
            return _take_text(view, found, text)
        case "edited", Choice("send_version", (version,)) if found.state in LIVE and int(version) == found.version + 1:
            screen = Screen(t("announce.version_sent", named=named(found), version=found.version + 1))
            return Step(None, (screen,), (EditAnnouncement(found, view.state.text),))
        case _, Choice("delete") if found.state in {*LIVE, "cancelled"}:
            return _to(view, "delete")
        case "delete", Choice("really_delete") if found.state in {*LIVE, "cancelled"}:
            return Step(None, (), (Delete(found),))
        case _, Text():
            return _stay(view, t("announce.choose_below"))
        case _:
            return _stay(view)


def _nudge(view: ManageView, found: Announcement) -> ManageStep:
    missing = screens.missing(view, found)
    if not missing:
        raise UserError("announce.nobody_missing")
    if view.nudged:
        raise UserError("announce.nudged_today")
    after = replace(view, nudged=True)
    note = t("announce.nudged", count=len(missing))
    return Step(view.state, (screens.show(after, note),), (Nudge(found),))


def _take_text(view: ManageView, found: Announcement, text: str) -> ManageStep:
    """Show the next version as recipients will see it, and ask for the last word."""
    if len(text) > LONGEST:
        raise UserError("report.too_long", limit=LONGEST, length=len(text))
    shown = show_body(replace(body_of(found), text=text), found.id, found.version + 1)
    if len(split(shown.text)) > 1:
        raise UserError("announce.too_big")
    there = view.at("edited", text=text)
    return Step(there.state, (shown, screens.show(there)))


def _to(view: ManageView, place: str, **changes: str | int) -> ManageStep:
    there = view.at(place, **changes)
    return Step(there.state, (screens.show(there),))


def _stay(view: ManageView, note: str = "") -> ManageStep:
    """Show where things stand now, after a note."""
    return Step(view.state, (screens.show(view, note),))
