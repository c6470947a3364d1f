"""The card «اطلاعیهٔ جدید»: all that is asked of who writes an announcement, and how each answer is kept. Pure."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.announcing.body import ANSWERS, LEVELS, show_body
from bot.announcing.consulting.matter import Matter
from bot.announcing.draft import ComposeFact, Confirm, DraftFile, DropAnnouncement, TakeFile
from bot.announcing.policy import policy
from bot.conversing.answers import FreeText, OneOf, Option, OwnWords, within
from bot.conversing.card import Card, CardField, CardPage
from bot.conversing.day_answers import DayAhead, parted
from bot.conversing.flow import Step
from bot.conversing.replies import unread
from bot.conversing.screen import Button, Screen
from bot.conversing.splitting import split
from bot.conversing.widgets import back, cancel
from bot.errors import UserError
from bot.evidence.rules import LARGEST, MEGABYTE
from bot.language import dates
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Understood
from bot.language.units import UNITS
from bot.programme.calendar import at
from bot.said import Choice, File, Said
from handlers.announcing import audience_screens, screens
from handlers.announcing.audience_steps import hear_audience
from handlers.announcing.hours import HOURS, hour_meant
from handlers.announcing.rules import check_confirmation, needs_second
from handlers.announcing.view import AnnounceState, AnnounceStep, AnnounceView

LONGEST_QUESTION = 100
MOST_ARTICLES = 200


def _hear(view: AnnounceView, said: Said, _now: datetime) -> AnnounceStep | None:
    """Hear what is no answer to a question: files, and the buttons of the card and of the confirmation."""
    draft, matter = view.draft, view.draft.matter
    match said:
        case _ if not view.author and matter is None:
            return Step(None, (Screen(t("menu.not_yours")),))
        case _ if not view.may_consult:
            return Step(None, (Screen(t("consult.not_here")),))
        case _ if view.only_on and view.platform != view.only_on:
            return Step(None, (Screen(t("consult.only_on_bale")),))
        case Choice("cancel"):
            return Step(None, (Screen(t("announce.cancelled")),), (DropAnnouncement(),))
        case Choice("later"):
            return Step(None, (Screen(t("announce.kept")),))
        case File():
            return _take_file(view, said)
        case Choice("drop_file", (place,)):
            files = tuple(file for number, file in enumerate(draft.files) if number != int(place))
            return CARD.go(view, view.saved(files=files))
        case Choice("named") if matter and not matter.restricted:
            return CARD.go(view, view.saved(matter=replace(matter, named=not matter.named)))
        case Choice("urgent") if matter is None:
            return _toggle_urgent(view)
        case Choice("back"):
            return CARD.go(view, at="due" if view.state.moment == "due" else "when")
        case Choice("preview"):
            check_confirmation(view)
            return _preview(view)
        case Choice("send", (seal,)) if view.state.at == "confirm":
            return _confirm(view, seal)
    return hear_audience(CARD, view, said)


def _take_file(view: AnnounceView, file: File) -> AnnounceStep:
    """Take a photo or a document to go with the text; its caption is the text where there is none yet."""
    if file.kind not in LARGEST or file.kind == "voice":
        raise UserError("announce.other_file")
    if file.size > LARGEST[file.kind]:
        raise UserError("announce.large_file", limit=LARGEST[file.kind] // MEGABYTE)
    if len(view.draft.files) >= screens.MOST_FILES:
        raise UserError("announce.too_many_files", limit=screens.MOST_FILES)
    files = (*view.draft.files, DraftFile(file.file_id, file.kind))
    draft = replace(view.draft, files=files, text=view.draft.text or file.caption)
    state = replace(view.state, at="card", album=file.album)
    taken = t("announce.file_taken")
    if file.caption and view.draft.text:  # the announcement has its text already
        taken = unread(file.caption, taken)
    screen = CARD.show(replace(view, draft=draft, state=state), taken)
    same_album = bool(file.album) and file.album == view.state.album
    return Step(state, (screen,), (TakeFile(draft, file),), in_place=same_album)


def _toggle_urgent(view: AnnounceView) -> AnnounceStep:
    if not view.draft.urgent and view.urgent_left <= 0:
        raise UserError("announce.no_more_urgent", limit=policy().urgent_a_month)
    if not view.draft.urgent and view.draft.repeats:
        raise UserError("announce.urgent_once")
    return CARD.go(view, view.saved(urgent=not view.draft.urgent))


def _preview(view: AnnounceView, note: str = "") -> AnnounceStep:
    """Show the announcement as recipients will see it on each messenger, and ask for the last word."""
    state = replace(view.state, at="confirm")
    return Step(state, (*screens.previews(view), CARD.show(replace(view, state=state), note)))


def _confirm(view: AnnounceView, seal: str) -> AnnounceStep:
    """Confirm what was shown: anything that has changed since is shown again first."""
    check_confirmation(view)
    if seal != view.seal:
        return _preview(view, t("announce.changed_since"))
    fact = Confirm(view.draft, view.members, view.leaves_at, needs_second(view), view.only_on)
    return Step(None, (), (fact, DropAnnouncement()))


def _ask_text(view: AnnounceView) -> str:
    matter, limit = view.draft.matter, screens.LONGEST
    return t("consult.write", title=matter.title, limit=limit) if matter else t("announce.write", limit=limit)


def _read_text(view: AnnounceView, text: str) -> str:
    within(text, screens.LONGEST)
    if len(split(show_body(replace(view.draft, text=text).body, 10**6, version=100).text)) > 1:
        raise UserError("announce.too_big")
    return text


def _titles(matter: Matter, text: str) -> Matter:
    """Return a matter with so many articles, or with their titles, one a line."""
    titles = tuple(" ".join(line.split())[:LONGEST_QUESTION] for line in text.split("\n") if line.strip())
    if len(titles) == 1 and isinstance(read := read_number(text, UNITS["item"], MOST_ARTICLES, 0), Understood):
        titles = tuple(t("consult.article", number=number) for number in range(1, read.value + 1))
    if len(titles) > MOST_ARTICLES:
        raise UserError("consult.too_many_articles", limit=MOST_ARTICLES)
    return replace(matter, articles=titles)


def _take_articles(view: AnnounceView, text: str) -> AnnounceStep:
    matter = view.draft.matter
    return CARD.go(view, view.saved(matter=_titles(matter, text) if matter else None), at="card")


def _take_level(view: AnnounceView, level: str) -> AnnounceStep:
    fact = view.saved(level=level, due_at=view.draft.due_at if ANSWERS[level] else None, question="")
    return CARD.go(view, fact, at="asks" if level == "commit" else "card")


def _take_when(view: AnnounceView, when: str) -> AnnounceStep:
    repeats = when if when in {"weekly", "monthly"} else ""
    if repeats and view.draft.matter:
        raise UserError("consult.once")
    if repeats and view.draft.urgent:
        raise UserError("announce.urgent_once")
    if when == "now":
        return CARD.go(view, view.saved(send_at=None, repeats=""), at="card")
    return CARD.go(view, view.saved(repeats=repeats), at="day", moment="send")


def _take_due(view: AnnounceView, due: str) -> AnnounceStep:
    if due == "none":
        return CARD.go(view, view.saved(due_at=None), at="card")
    return CARD.go(view, at="day", moment="due")


def _take_day(view: AnnounceView, answer: str) -> AnnounceStep:
    """Go on to the hour, unless it was said with the day."""
    day, hour = parted(answer)
    if hour:
        return _take_hour(replace(view, state=replace(view.state, day=day.isoformat())), hour.removeprefix("T"))
    return CARD.go(view, at="hour", day=day.isoformat())


def _take_hour(view: AnnounceView, hour: str) -> AnnounceStep:
    moment = at(date.fromisoformat(view.state.day), time.fromisoformat(hour))
    if moment <= view.moment:
        raise UserError("announce.past")
    return CARD.go(view, view.saved(**{f"{view.state.moment}_at": moment}), at="card")


def _times(_view: AnnounceView) -> list[Option]:
    return [
        (t("announce.button.now"), "now"),
        (t("announce.button.at"), "at"),
        (t("announce.button.weekly"), "weekly"),
        (t("announce.button.monthly"), "monthly"),
    ]


def _back_alone(_view: AnnounceView) -> tuple[Button, ...]:
    return (back(),)


CARD: Card[AnnounceState, AnnounceView, ComposeFact] = Card(
    "announce",
    {
        "card": CardPage(screens.card, lambda view: bool(view.draft.text)),
        "write": CardField(
            _ask_text,
            OwnWords(_read_text),
            lambda view, text: CARD.go(view, view.saved(text=text), at="card"),
            ends=lambda view: (back("card"), cancel()) if view.draft.text else (cancel(),),
        ),
        "articles": CardField(
            lambda _view: t("consult.ask_articles"),
            OwnWords(lambda _view, text: text),
            _take_articles,
            lambda view: view.draft.matter is not None and view.draft.matter.form == "opinion",
        ),
        "level": CardField(
            lambda _view: t("announce.ask_level"),
            OneOf(lambda _view: [(t(f"announce.level.{level}"), level) for level in LEVELS]),
            _take_level,
            lambda view: view.draft.matter is None,
        ),
        "asks": CardField(
            lambda _view: t("announce.ask_pledge"),
            OneOf(lambda _view: [(t("announce.button.only_day"), "card"), (t("announce.button.number"), "question")]),
            lambda view, place: CARD.go(view, at=place),
        ),
        "question": CardField(
            lambda _view: t("announce.ask_question"),
            FreeText(LONGEST_QUESTION),
            lambda view, question: CARD.go(view, view.saved(question=question), at="card"),
        ),
        "when": CardField(
            lambda _view: t("announce.ask_when"),
            OneOf(_times, 2),
            _take_when,
        ),
        "due": CardField(
            lambda _view: t("announce.ask_due"),
            OneOf(lambda _view: [(t("announce.button.at"), "at"), (t("announce.button.no_due"), "none")], 2),
            _take_due,
            lambda view: bool(ANSWERS[view.draft.level]),
        ),
        "day": CardField(
            lambda _view: t("announce.ask_day"),
            DayAhead(lambda view: view.this_day, "announce.past", hours=True),
            _take_day,
            ends=_back_alone,
        ),
        "hour": CardField(
            lambda view: t("announce.ask_hour", day=dates.date(date.fromisoformat(view.state.day))),
            OneOf(
                lambda _view: [(t("announce.hour", hour=hour), f"{hour:02}:00") for hour in HOURS],
                3,
                lambda _view, text: hour_meant(text),
            ),
            _take_hour,
            lambda view: len(view.state.day) == len("2026-11-25"),
            _back_alone,
        ),
        "files": CardPage(screens.files),
        "confirm": CardPage(screens.confirmation),
        "audience": CardPage(audience_screens.groups),
        "part": CardPage(audience_screens.group, AnnounceView.has_part),
        **dict.fromkeys(audience_screens.FACETS, CardPage(audience_screens.facet, AnnounceView.has_part)),
        "list": CardPage(audience_screens.everybody),
    },
    _hear,
    lambda _view: (back("card"), cancel()),
)
