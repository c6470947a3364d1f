"""The conversation of an announcement: write, choose whom and when, preview, confirm. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.announcing.body import ANSWERS, LEVELS, show_body
from bot.announcing.draft import (
    AnnouncementDraft,
    ComposeFact,
    Confirm,
    DraftFile,
    DropAnnouncement,
    SaveAnnouncement,
    TakeFile,
)
from bot.announcing.policy import policy
from bot.conversing.flow import Step
from bot.conversing.screen import Screen
from bot.conversing.splitting import split
from bot.errors import UserError
from bot.evidence.rules import LARGEST, MEGABYTE
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Understood
from bot.language.units import UNITS
from bot.said import Choice, Edited, File, Location, Said, Stale, Text, Unreadable
from handlers.announcing import screens
from handlers.announcing.audience_steps import PLACES as AUDIENCE
from handlers.announcing.audience_steps import step_in_audience
from handlers.announcing.rules import check_confirmation, needs_second
from handlers.announcing.schedule_steps import PLACES as SCHEDULE
from handlers.announcing.schedule_steps import step_in_schedule
from handlers.announcing.view import AnnounceState, AnnounceView

LONGEST_QUESTION = 100
MOST_ARTICLES = 200
AnnounceStep = Step[AnnounceState, ComposeFact]


def step(view: AnnounceView, said: Said, now: datetime) -> AnnounceStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said, now)
    except UserError as mistake:
        return _stay(view, now, mistake.text)


def _step(view: AnnounceView, said: Said, now: datetime) -> AnnounceStep:
    match said:
        case _ if not view.author and view.draft.matter is None:
            return Step(None, (Screen(t("menu.not_yours")),))
        case _ if view.only_on and view.platform != view.only_on:
            return Step(None, (Screen(t("consult.only_on_bale")),))
        case Choice("enter"):
            return _to(view, "card" if view.draft.text else "write", now)
        case Choice("cancel"):
            return Step(None, (Screen(t("announce.cancelled")),), (DropAnnouncement(),))
        case Choice("later"):
            return Step(None, (Screen(t("announce.kept")),))
        case Choice("card"):
            return _to(view, "card" if view.draft.text else "write", now)
        case File():
            return _take_file(view, said, now)
        case Text(forwarded=True) | Location() | Edited() | Unreadable() | Text(text=""):
            return _stay(view, now, t("announce.want_text"))
        case Stale():
            return _stay(view, now)
        case _ if view.state.at in AUDIENCE:
            return step_in_audience(view, said, now)
        case _ if view.state.at in SCHEDULE:
            return step_in_schedule(view, said, now)
        case Text(text=text) if text.startswith("/"):
            return _stay(view, now, t("announce.want_text"))
        case Text(text=text) if view.state.at == "question":
            return _take_question(view, text, now)
        case Text(text=text) if view.state.at == "articles":
            return _take_articles(view, text, now)
        case Text(text=text):
            return _take_text(view, text, now)
        case Choice():
            return _choose(view, said, now)
        case _:
            return _stay(view, now)


def _choose(view: AnnounceView, choice: Choice, now: datetime) -> AnnounceStep:
    """Take a button of the card, of the kinds, or of the confirmation."""
    match choice:
        case Choice("drop_file", (place,)):
            files = tuple(file for number, file in enumerate(view.draft.files) if number != int(place))
            return _keep(view, replace(view.draft, files=files), now, at="files")
        case Choice("due") if ANSWERS[view.draft.level]:
            return _to(view, "due", now)
        case Choice("articles") if view.draft.matter and view.draft.matter.form == "opinion":
            return _to(view, "articles", now)
        case Choice("named") if (matter := view.draft.matter) and not matter.restricted:
            return _keep(view, replace(view.draft, matter=replace(matter, named=not matter.named)), now)
        case Choice("level" | "urgent" | "set_level") if view.draft.matter:
            return _stay(view, now)
        case Choice("set_level", (level,)) if level in LEVELS:
            due = view.draft.due_at if ANSWERS[level] else None
            changed = replace(view.draft, level=level, due_at=due, question="")
            return _keep(view, changed, now, at="asks" if level == "commit" else "card")
        case Choice("write" | "level" | "when" | "audience" | "question" | "files" as place):
            return _to(view, place, now)
        case Choice("urgent"):
            return _toggle_urgent(view, now)
        case Choice("preview"):
            check_confirmation(view, now)
            return _preview(view, now)
        case Choice("send", (seal,)) if view.state.at == "confirm":
            return _confirm(view, seal, now)
        case _:
            return _stay(view, now)


def _take_text(view: AnnounceView, text: str, now: datetime) -> AnnounceStep:
    if len(text) > screens.LONGEST:
        raise UserError("report.too_long", limit=screens.LONGEST, length=len(text))
    draft = replace(view.draft, text=text)
    if len(split(show_body(draft.body, 10**6, version=100).text)) > 1:
        raise UserError("announce.too_big")
    return _keep(view, draft, now)


def _take_file(view: AnnounceView, file: File, now: datetime) -> AnnounceStep:
    """Take a photo or a document to go with the text; its caption is the text where there is none yet."""
    if file.kind not in LARGEST or file.kind == "voice":
        raise UserError("announce.other_file")
    if file.size > LARGEST[file.kind]:
        raise UserError("announce.large_file", limit=LARGEST[file.kind] // MEGABYTE)
    if len(view.draft.files) >= screens.MOST_FILES:
        raise UserError("announce.too_many_files", limit=screens.MOST_FILES)
    files = (*view.draft.files, DraftFile(file.file_id, file.kind))
    draft = replace(view.draft, files=files, text=view.draft.text or file.caption)
    changed = view.with_draft(draft).at("card" if draft.text else "write", album=file.album)
    same_album = bool(file.album) and file.album == view.state.album
    screen = screens.show(changed, now, t("announce.file_taken"))
    return Step(changed.state, (screen,), (TakeFile(draft, file),), in_place=same_album)


def _take_question(view: AnnounceView, text: str, now: datetime) -> AnnounceStep:
    question = " ".join(text.split())
    if len(question) > LONGEST_QUESTION:
        raise UserError("report.too_long", limit=LONGEST_QUESTION, length=len(question))
    return _keep(view, replace(view.draft, question=question), now)


def _take_articles(view: AnnounceView, text: str, now: datetime) -> AnnounceStep:
    """Take how many articles there are, or their titles, one a line."""
    matter = view.draft.matter
    titles = tuple(" ".join(line.split())[:LONGEST_QUESTION] for line in text.split("\n") if line.strip())
    if len(titles) == 1 and isinstance(read := read_number(text, UNITS["item"], MOST_ARTICLES, 0), Understood):
        titles = tuple(t("consult.article", number=number) for number in range(1, read.value + 1))
    if matter is None or len(titles) > MOST_ARTICLES:
        raise UserError("consult.too_many_articles", limit=MOST_ARTICLES)
    return _keep(view, replace(view.draft, matter=replace(matter, articles=titles)), now)


def _toggle_urgent(view: AnnounceView, now: datetime) -> AnnounceStep:
    if not view.draft.urgent and view.urgent_left <= 0:
        raise UserError("announce.no_more_urgent", limit=policy().urgent_a_month)
    if not view.draft.urgent and view.draft.repeats:
        raise UserError("announce.urgent_once")
    return _keep(view, replace(view.draft, urgent=not view.draft.urgent), now)


def _preview(view: AnnounceView, now: datetime, note: str = "") -> AnnounceStep:
    """Show the announcement as recipients will see it on each messenger, and ask for the last word."""
    confirming = view.at("confirm")
    return Step(confirming.state, (*screens.previews(view), screens.confirmation(confirming, now, note)))


def _confirm(view: AnnounceView, seal: str, now: datetime) -> AnnounceStep:
    """Confirm what was shown: anything that has changed since is shown again first."""
    check_confirmation(view, now)
    if seal != view.seal:
        return _preview(view, now, t("announce.changed_since"))
    fact = Confirm(view.draft, view.members, view.leaves_at(now), needs_second(view), view.only_on)
    return Step(None, (), (fact, DropAnnouncement()))


def _keep(
    view: AnnounceView, draft: AnnouncementDraft, now: datetime, at: str = "card", note: str = ""
) -> AnnounceStep:
    changed = view.with_draft(draft).at(at)
    return Step(changed.state, (screens.show(changed, now, note),), (SaveAnnouncement(draft),))


def _to(view: AnnounceView, place: str, now: datetime, note: str = "") -> AnnounceStep:
    there = view.at(place)
    return Step(there.state, (screens.show(there, now, note),))


def _stay(view: AnnounceView, now: datetime, note: str = "") -> AnnounceStep:
    """Show where things stand now, after a note."""
    return Step(view.state, (screens.show(view, now, note),))
