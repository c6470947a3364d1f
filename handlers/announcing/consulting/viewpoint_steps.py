"""The conversation of a province about a topic: a stance, a reason, proposals, on the whole or by article. Pure."""

import json
import re
from dataclasses import replace
from datetime import datetime

from bot.announcing.consulting.matter import STANCES, Matter, fields_of
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.letters import latin_digits
from bot.programme.provinces import Province
from bot.said import Choice, Edited, File, Location, Said, Text, Unreadable
from handlers.announcing.consulting import viewpoint_screens as screens
from handlers.announcing.consulting.view import (
    GiveViewpoint,
    TakeBackViewpoint,
    ViewpointFact,
    ViewpointState,
    ViewpointView,
)
from storage.consultations import Consultation, Viewpoint

LONGEST = 1000
LONGEST_NAME = 60
"""Characters of a process or of its step."""
MOST_PROPOSALS = 20
FIGURES = re.compile(r"[0-9]{1,5}")
DIGITS = re.compile(r"\d{4,}")
ViewpointStep = Step[ViewpointState, ViewpointFact]


def step(view: ViewpointView, said: Said, now: datetime) -> ViewpointStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said, now)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: ViewpointView, said: Said, now: datetime) -> ViewpointStep:
    found, matter, province = view.found, view.matter, view.province
    if found is None or matter is None or province is None:
        return Step(None, (Screen(t("consult.not_here")),))
    match said:
        case Choice("later"):
            return Step(None, (Screen(screens.thanks(view)),))
        case Choice("ask"):
            return Step(None, onward=Onward("respond", {"at": "ask", "number": found.id}))
        case Choice("card"):
            return _to(view, "card", article=0)
        case Choice("articles" | "peers" as place):
            return _to(view, place, page=0)
        case Choice("page", (page,)):
            return _to(view, view.state.at, page=int(page))
        case Choice() if found.state != "open":
            return _stay(view)
        case Text(forwarded=True) | File() | Location() | Edited() | Unreadable() | Text(text=""):
            return _stay(view, t("announce.want_text"))
        case Text() if found.state != "open":
            return _stay(view, t("consult.closed_now"))
        case _:
            return _speak(view, (found, matter, province), said, now)


def _speak(
    view: ViewpointView, about: tuple[Consultation, Matter, Province], said: Said, now: datetime
) -> ViewpointStep:
    """Say something while the consultation is open."""
    _found, matter, _province = about
    opinion = matter.form in {"opinion", "proposal"}
    match view.state.at, said:
        case _, Choice("article", (article,)) if int(article) <= len(matter.articles):
            return _to(view, "card", article=int(article))
        case _, Choice("proposal", (article,)) if view.matter and int(article) in {each.article for each in view.own}:
            return _to(view, "card", article=int(article))
        case _, Choice("stance", (stance,)) if opinion and stance in STANCES and _takes_stance(view, matter):
            return _take_stance(view, about, stance, now)
        case _, Choice("reason") if opinion and view.viewpoint:
            return _to(view, "reason")
        case _, Choice("propose"):
            return _propose(view, matter)
        case _, Choice("take_back") if view.viewpoint and view.state.article:
            return _take_back(view, about)
        case _, Choice("count") if matter.form == "count":
            return _to(view, "count")
        case "reason", Text(text=text):
            return _take_reason(view, about, text, now)
        case "proposal", Text(text=text):
            return _take_proposal(view, about, text, now)
        case "count", Text(text=text):
            return _take_count(view, about, text, now)
        case _, Text():
            return _stay(view, t("announce.choose_below"))
        case _:
            return _stay(view)


def _takes_stance(view: ViewpointView, matter: Matter) -> bool:
    """Say whether a stance may be taken on what is spoken of: on the whole, or on an article."""
    return not view.state.article or view.state.article <= len(matter.articles)


def _take_stance(
    view: ViewpointView, about: tuple[Consultation, Matter, Province], stance: str, now: datetime
) -> ViewpointStep:
    """Keep a stance, and ask for what belongs to it."""
    wanted = {"amend": "reason", "against": "reason"}.get(stance, "card")
    return _give(view, about, now, wanted, stance=stance)


def _take_reason(
    view: ViewpointView, about: tuple[Consultation, Matter, Province], text: str, now: datetime
) -> ViewpointStep:
    _check_length(text, LONGEST)
    viewpoint = view.viewpoint
    amends = viewpoint is not None and viewpoint.stance == "amend" and not viewpoint.proposes
    return _give(view, about, now, "proposal" if amends and about[1].form == "opinion" else "card", reason=text)


def _propose(view: ViewpointView, matter: Matter) -> ViewpointStep:
    """Begin a proposal: on what is spoken of, or (without articles to speak of) as a further one."""
    if matter.form == "count":
        return _stay(view)
    if matter.form == "opinion":
        return _to(view, "proposal", given="[]")
    if view.state.article:
        return _to(view, "proposal", given="[]")
    taken = [each.article for each in view.own if each.article]
    if len(taken) >= MOST_PROPOSALS:
        raise UserError("consult.too_many_proposals", limit=MOST_PROPOSALS)
    return _to(view, "proposal", article=max(taken, default=0) + 1, given="[]")


def _take_proposal(
    view: ViewpointView, about: tuple[Consultation, Matter, Province], text: str, now: datetime
) -> ViewpointStep:
    """Take the next text of a proposal; with the last one it is kept."""
    matter = about[1]
    if matter.form == "process":
        _check_process(text)
    _check_length(text, LONGEST)
    given = [*json.loads(view.state.given), text]
    if len(given) < len(fields_of(matter.form, matter.fields)):
        return _to(view, "proposal", given=json.dumps(given, ensure_ascii=False))
    return _give(view, about, now, "card", proposal=json.dumps(given, ensure_ascii=False))


def _check_process(text: str) -> None:
    """Refuse what is more than the name of a process or of a step: a restricted topic takes nothing else."""
    _check_length(text, LONGEST_NAME)
    if "\n" in text or DIGITS.search(text) or "@" in text:
        raise UserError("consult.only_a_name")


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise UserError("report.too_long", limit=limit, length=len(text))


def _take_count(
    view: ViewpointView, about: tuple[Consultation, Matter, Province], text: str, now: datetime
) -> ViewpointStep:
    figures = latin_digits(text)
    if not FIGURES.fullmatch(figures):  # nothing else than the number: a restricted topic takes no words
        raise UserError("announce.no_number")
    return _give(view, about, now, "card", number=int(figures))


def _take_back(view: ViewpointView, about: tuple[Consultation, Matter, Province]) -> ViewpointStep:
    fact = TakeBackViewpoint(about[0].id, about[2].code, view.state.article)
    left = tuple(each for each in view.own if each.article != view.state.article)
    there = replace(view, own=left).at("card", article=0)
    return Step(there.state, (screens.show(there, t("consult.taken_back")),), (fact,))


def _give(
    view: ViewpointView,
    about: tuple[Consultation, Matter, Province],
    now: datetime,
    then: str,
    **changes: str | int,
) -> ViewpointStep:
    """Keep what was said, and show what comes next."""
    found, _matter, province = about
    late = bool(found.due_at and now > found.due_at)
    article = view.state.article
    before = view.viewpoint or Viewpoint(
        0, province.code, article, view.person_id, "", "", "[]", None, "", "", late=late, given_at=now
    )
    given = replace(before, person_id=view.person_id, late=late, given_at=now, **changes)  # type: ignore[arg-type]
    own = tuple(sorted((*(each for each in view.own if each.article != article), given), key=lambda one: one.article))
    there = replace(view, own=own).at(then, given="[]")
    if then == "card" and about[1].form in {"proposal", "process"}:
        there = there.at("card", article=0)
    return Step(there.state, (screens.show(there, t("consult.kept")),), (GiveViewpoint(found.id, given),))


def _to(view: ViewpointView, place: str, **changes: str | int) -> ViewpointStep:
    there = view.at(place, **changes)
    return Step(there.state, (screens.show(there),))


def _stay(view: ViewpointView, note: str = "") -> ViewpointStep:
    """Show where things stand now, after a note."""
    return Step(view.state, (screens.show(view, note),))
