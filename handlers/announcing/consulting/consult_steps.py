"""The conversation about consultations: the board, for headquarters also opening, weighing and deciding them. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.announcing.consulting.matter import EXPECTATIONS
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.said import Choice, Edited, File, Location, Said, Text, Unreadable
from handlers.announcing.consulting import consult_screens as screens
from handlers.announcing.consulting.view import (
    AddTopic,
    Begin,
    ConsultFact,
    ConsultState,
    ConsultView,
    Decide,
    Execute,
    GroupProposals,
    NudgeSilent,
    Switch,
    Verdict,
)
from storage.consultations import Consultation

LONGEST = 1500
LONGEST_TITLE = 150
VERDICTS = ("accepted", "partly", "refused")
ConsultStep = Step[ConsultState, ConsultFact]


def step(view: ConsultView, said: Said, _now: datetime) -> ConsultStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return _stay(view, mistake.text)


def _step(view: ConsultView, said: Said) -> ConsultStep:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("announce.board.closed")),))
        case Choice("board"):
            return Step(None, onward=Onward("consult"))
        case Choice("open", (number,)) if not view.opener:
            return Step(None, onward=Onward("viewpoint", {"number": int(number)}))
        case Choice("open", (number,)):
            return Step(None, onward=Onward("consult", {"at": "item", "number": int(number)}))
        case Text(forwarded=True) | File() | Location() | Edited() | Unreadable() | Text(text=""):
            return _stay(view, t("announce.want_text"))
        case _ if not view.opener:
            return _stay(view)
        case _ if view.state.at in {"board", "topics", "topic", "new_topic"}:
            return _step_before(view, said)
        case _ if view.found is None:
            return Step(None, (Screen(t("consult.not_here")),))
        case _:
            return _step_in(view, view.found, said)


def _step_before(view: ConsultView, said: Said) -> ConsultStep:
    """Choose a topic, add one, or switch a restricted one on."""
    topic = view.topic
    match view.state.at, said:
        case _, Choice("topics" | "new_topic" as place):
            return _to(view, place, page=0)
        case _, Choice("page", (page,)):
            return _to(view, view.state.at, page=int(page))
        case "topics", Choice("topic", (code,)):
            return Step(None, onward=Onward("consult", {"at": "topic", "code": code}))
        case "topic", Choice("switch", (what,)) if (
            topic and topic.restricted and view.switcher and what in screens.SWITCHES
        ):
            on = view.switched_on if not what else view.over_telegram
            changed = {"switched_on": not on} if not what else {"over_telegram": not on}
            there = replace(view, **changed)  # type: ignore[arg-type]
            return Step(view.state, (screens.show(there),), (Switch(topic.code, what, not on),))
        case "topic", Choice("begin") if topic and view.switched_on:
            if topic.mode == EXPECTATIONS and not view.author:
                raise UserError("consult.expect_by_authors")
            if view.busy:
                raise UserError("consult.draft_first")
            return Step(None, (), (Begin(topic),), onward=Onward("announce"))
        case "new_topic", Text(text=text) if not text.startswith("/"):
            title = " ".join(text.split())
            _check_length(title, LONGEST_TITLE)
            return Step(None, (), (AddTopic(title),), onward=Onward("consult", {"at": "topics"}))
        case _, Text():
            return _stay(view, t("announce.choose_below"))
        case _:
            return _stay(view)


def _step_in(view: ConsultView, found: Consultation, said: Said) -> ConsultStep:
    """Take a step about the consultation that is open."""
    state = view.state
    match state.at, said:
        case _, Choice("item" | "viewpoints" | "proposals" | "undelivered" as place):
            return _to(view, place, page=0, chosen="")
        case _, Choice("page", (page,)):
            return _to(view, state.at, page=int(page))
        case _, Choice("province", (code,)):
            return _to(view, "province", code=code, page=0)
        case "province", Choice("ask_back", (person,)):
            return Step(None, onward=Onward("respond", {"at": "ask", "number": found.id, "recipient": int(person)}))
        case _, Choice("nudge") if found.state == "open":
            return _nudge(view, found)
        case "proposals" | "group", _ if found.state == "open":
            return _weigh(view, found, said)
        case _, Choice("decide") if found.state == "open":
            _check_verdicts(view)
            return _to(view, "outcome", outcome="", reason="")
        case "outcome", Text(text=text) if not text.startswith("/"):
            _check_length(text, LONGEST)
            return _to(view, "reason", outcome=text)
        case "reason", Text(text=text) if not text.startswith("/"):
            _check_length(text, LONGEST)
            return _to(view, "decide", reason=text)
        case "decide", Choice("really_decide") if found.state == "open" and state.outcome and state.reason:
            _check_verdicts(view)
            fact = Decide(found.id, state.outcome, state.reason)
            return Step(None, (Screen(t("consult.decided", number=found.id)),), (fact,))
        case _, Choice("execute") if found.state == "decided":
            return _to(view, "done")
        case "done", Text(text=text) if found.state == "decided" and not text.startswith("/"):
            _check_length(text, LONGEST)
            return Step(None, (Screen(t("consult.executed", number=found.id)),), (Execute(found.id, text),))
        case _, Text():
            return _stay(view, t("announce.choose_below"))
        case _:
            return _stay(view)


def _weigh(view: ConsultView, found: Consultation, said: Said) -> ConsultStep:
    """Mark proposals, call them alike, and say what becomes of them."""
    ids = tuple(each.id for each in view.chosen)
    match view.state.at, said:
        case _, Choice("mark", (number,)):
            marked = [each for each in view.state.chosen.split(";") if each and each != number]
            there = number in view.state.chosen.split(";")
            return _to(view, "proposals", chosen=";".join(marked if there else [*marked, number]))
        case _, Choice("mark_rest"):
            rest = [str(each.id) for each in view.proposals if not each.verdict]
            return _to(view, "proposals", chosen=";".join(rest))
        case "proposals", Choice("group") if ids:
            return _to(view, "group")
        case "proposals", Choice("part") if ids:
            return _after(view, GroupProposals(found.id, ids, ""), grouped="")
        case "proposals", Choice("verdict", (verdict,)) if ids and verdict in VERDICTS:
            return _after(view, Verdict(found.id, ids, verdict), verdict=verdict)
        case "group", Text(text=text) if ids and not text.startswith("/"):
            name = " ".join(text.split())
            _check_length(name, LONGEST_TITLE)
            return _after(view, GroupProposals(found.id, ids, name), grouped=name)
        case _, Text():
            return _stay(view, t("announce.choose_below"))
        case _:
            return _stay(view)


def _after(view: ConsultView, fact: GroupProposals | Verdict, **changes: str) -> ConsultStep:
    """Show the proposals as they stand once a fact is kept."""
    viewpoints = tuple(
        replace(each, **changes) if each.id in fact.ids else each  # type: ignore[arg-type]
        for each in view.viewpoints
    )
    there = replace(view, viewpoints=viewpoints).at("proposals", chosen="")
    return Step(there.state, (screens.show(there),), (fact,))


def _check_verdicts(view: ConsultView) -> None:
    """Refuse to close what would leave somebody without a word on their proposal."""
    open_ones = sum(not each.verdict for each in view.proposals)
    if open_ones:
        raise UserError("consult.no_verdict", count=open_ones)


def _nudge(view: ConsultView, found: Consultation) -> ConsultStep:
    silent = screens.silent(view)
    if not silent:
        raise UserError("announce.nobody_missing")
    if view.nudged:
        raise UserError("announce.nudged_today")
    there = replace(view, nudged=True)
    return Step(view.state, (screens.show(there, t("announce.nudged", count=len(silent))),), (NudgeSilent(found.id),))


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise UserError("report.too_long", limit=limit, length=len(text))


def _to(view: ConsultView, place: str, **changes: str | int) -> ConsultStep:
    there = view.at(place, **changes)
    return Step(there.state, (screens.show(there),))


def _stay(view: ConsultView, note: str = "") -> ConsultStep:
    """Show where things stand now, after a note."""
    return Step(view.state, (screens.show(view, note),))
