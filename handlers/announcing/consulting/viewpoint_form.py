"""The card of a province about a topic: a stance, a reason, proposals, on the whole or by article. Pure."""

import json
import re
from dataclasses import replace
from datetime import datetime

from bot.announcing.consulting.matter import STANCES, fields_of
from bot.conversing.answers import FreeText, OwnWords, within
from bot.conversing.card import Card, CardField, CardPage
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Button, Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.letters import latin_digits
from bot.said import Choice, Said, Text
from handlers.announcing.consulting import viewpoint_screens as screens
from handlers.announcing.consulting.view import (
    GiveViewpoint,
    TakeBackViewpoint,
    ViewpointFact,
    ViewpointState,
    ViewpointView,
)
from storage.consultations import Viewpoint

LONGEST = 1000
LONGEST_NAME = 60
"""Characters of a process or of its step."""
MOST_PROPOSALS = 20
FIGURES = re.compile(r"[0-9]{1,5}")
DIGITS = re.compile(r"\d{4,}")
ViewpointStep = Step[ViewpointState, ViewpointFact]


def _hear(view: ViewpointView, said: Said, _now: datetime) -> ViewpointStep | None:
    """Hear what leads elsewhere, and what a tap says while the consultation is open."""
    if view.found is None or view.matter is None:
        return Step(None, (Screen(t("consult.not_here")),))
    match said:
        case Choice("later"):
            return Step(None, (Screen(screens.thanks(view)),))
        case Choice("ask"):
            return Step(None, onward=Onward("respond", {"at": "ask", "number": view.found.id}))
        case Choice("card"):
            return CARD.go(view, at="card", article=0)
        case Text(forwarded=False) if view.found.state != "open":
            raise UserError("consult.closed_now")
    return _speak(view, said) if view.found.state == "open" else None


def _speak(view: ViewpointView, said: Said) -> ViewpointStep | None:
    found, matter, province = view.about
    article = view.state.article
    match said:
        case Choice("article", (number,)) if int(number) <= len(matter.articles):
            return CARD.go(view, at="card", article=int(number))
        case Choice("proposal", (number,)) if int(number) in {each.article for each in view.own}:
            return CARD.go(view, at="card", article=int(number))
        case Choice("stance", (stance,)) if (
            matter.form in {"opinion", "proposal"} and stance in STANCES and article <= len(matter.articles)
        ):
            return _give(view, "reason" if stance in {"amend", "against"} else "card", stance=stance)
        case Choice("propose") if matter.form != "count":
            return _propose(view)
        case Choice("take_back") if view.viewpoint and article:
            fact = TakeBackViewpoint(found.id, province.code, article)
            return CARD.go(view, fact, note=t("consult.taken_back"), at="card", article=0)
    return None


def _propose(view: ViewpointView) -> ViewpointStep:
    """Begin a proposal: on what is spoken of, or (without articles to speak of) as a further one."""
    if view.about[1].form == "opinion" or view.state.article:
        return CARD.go(view, at="proposal", given="[]")
    taken = [each.article for each in view.own if each.article]
    if len(taken) >= MOST_PROPOSALS:
        raise UserError("consult.too_many_proposals", limit=MOST_PROPOSALS)
    return CARD.go(view, at="proposal", article=max(taken, default=0) + 1, given="[]")


def _take_reason(view: ViewpointView, reason: str) -> ViewpointStep:
    viewpoint = view.viewpoint
    amends = viewpoint is not None and viewpoint.stance == "amend" and not viewpoint.proposes
    return _give(view, "proposal" if amends and view.about[1].form == "opinion" else "card", reason=reason)


def _read_proposal(view: ViewpointView, text: str) -> str:
    """Take a text; of a process or a step, nothing more than its name: a restricted topic takes nothing else."""
    if view.about[1].form != "process":
        return within(text, LONGEST)
    if "\n" in within(text, LONGEST_NAME) or DIGITS.search(text) or "@" in text:
        raise UserError("consult.only_a_name")
    return text


def _take_proposal(view: ViewpointView, text: str) -> ViewpointStep:
    """Take the next text of a proposal; with the last one it is kept."""
    matter = view.about[1]
    texts = [*json.loads(view.state.given), text]
    given = json.dumps(texts, ensure_ascii=False)
    whole = len(texts) >= len(fields_of(matter.form, matter.fields))
    return _give(view, "card", proposal=given) if whole else CARD.go(view, given=given)


def _read_count(_view: ViewpointView, text: str) -> str:
    if not FIGURES.fullmatch(latin_digits(text)):  # nothing else than the number: a restricted topic takes no words
        raise UserError("announce.no_number")
    return latin_digits(text)


def _give(view: ViewpointView, then: str, **changes: str | int) -> ViewpointStep:
    """Keep what was said, and go to what comes next."""
    (found, matter, province), now, article = view.about, view.moment, view.state.article
    late = bool(found.due_at and now > found.due_at)
    before = view.viewpoint or Viewpoint(
        0, province.code, article, view.person_id, "", "", "[]", None, "", "", late=late, given_at=now
    )
    given = replace(before, person_id=view.person_id, late=late, given_at=now, **changes)  # type: ignore[arg-type]
    if then == "card" and matter.form in {"proposal", "process"}:
        article = 0
    fact = GiveViewpoint(found.id, given)
    return CARD.go(view, fact, note=t("consult.kept"), at=then, given="[]", article=article)


def _is_open(view: ViewpointView, *forms: str) -> bool:
    found, matter = view.found, view.matter
    return found is not None and matter is not None and found.state == "open" and matter.form in forms


def _is_here(view: ViewpointView) -> bool:
    return view.found is not None


CARD: Card[ViewpointState, ViewpointView, ViewpointFact] = Card(
    "viewpoint",
    {
        "gone": CardPage(lambda _view: Screen(t("consult.not_here")), lambda view: view.found is None),
        "card": CardPage(screens.card, _is_here),
        "articles": CardPage(screens.articles, _is_here),
        "peers": CardPage(screens.peers, _is_here),
        "reason": CardField(
            screens.ask_reason,
            FreeText(LONGEST, lines=True),
            _take_reason,
            lambda view: _is_open(view, "opinion", "proposal") and view.viewpoint is not None,
        ),
        "proposal": CardField(
            screens.ask_proposal,
            OwnWords(_read_proposal),
            _take_proposal,
            lambda view: _is_open(view, "opinion", "proposal", "process"),
        ),
        "count": CardField(
            lambda _view: t("consult.ask_count"),
            OwnWords(_read_count),
            lambda view, count: _give(view, "card", number=int(count)),
            lambda view: _is_open(view, "count"),
        ),
    },
    _hear,
    lambda _view: (Button(t("common.later"), "card"),),
)
