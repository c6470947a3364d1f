"""The card of consultations: the board, for headquarters also opening, weighing and deciding them. Pure."""

from datetime import datetime

from bot.announcing.consulting.matter import EXPECTATIONS
from bot.conversing.answers import FreeText, toggled
from bot.conversing.card import Card, CardField, CardPage
from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.conversing.widgets import back
from bot.errors import UserError
from bot.language.catalogue import t
from bot.said import Choice, Said
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
    NameReader,
    NudgeSilent,
    Switch,
    Verdict,
)
from storage.consultations import Consultation

LONGEST = 1500
LONGEST_TITLE = 150
BEFORE = frozenset({"board", "topics", "topic", "readers", "new_topic"})
"""The places where no consultation is open."""
ConsultStep = Step[ConsultState, ConsultFact]


def _hear(view: ConsultView, said: Said, _now: datetime) -> ConsultStep | None:
    """Hear what leads elsewhere, and what headquarters does beside answering."""
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("announce.board.closed")),))
        case Choice("board"):
            return Step(None, onward=Onward("consult"))
        case Choice("open", (number,)) if not view.opener:
            return Step(None, onward=Onward("viewpoint", {"number": int(number)}))
        case Choice("open", (number,)):
            return Step(None, onward=Onward("consult", {"at": "item", "number": int(number)}))
    if not view.opener:
        return None
    if view.state.at in BEFORE:
        return _hear_before(view, said)
    return _hear_in(view, view.found, said) if view.found else Step(None, (Screen(t("consult.not_here")),))


def _hear_before(view: ConsultView, said: Said) -> ConsultStep | None:
    """Choose a topic, begin with it, switch a restricted one on, or name somebody for it."""
    topic = view.topic
    match view.state.at, said:
        case "topics", Choice("topic", (code,)):
            return CARD.go(view, at="topic", code=code)
        case "topic", Choice("switch", (what,)) if (
            topic and topic.restricted and view.switcher and what in screens.SWITCHES
        ):
            return CARD.go(view, Switch(topic.code, what, not (view.over_telegram if what else view.switched_on)))
        case "readers", Choice("reader", (person,)) if (
            topic and view.names and int(person) in {each.id for each in view.staff}
        ):
            fact = NameReader(topic, int(person), int(person) not in view.named)
            return CARD.go(view, fact, at="readers")
        case "topic", Choice("begin") if topic and view.switched_on and view.knows:
            if topic.mode == EXPECTATIONS and not view.author:
                raise UserError("consult.expect_by_authors")
            if view.busy:
                raise UserError("consult.draft_first")
            return Step(None, (), (Begin(topic),), onward=Onward("announce"))
    return None


def _hear_in(view: ConsultView, found: Consultation, said: Said) -> ConsultStep | None:
    """Hear what is done to the consultation that is open."""
    match view.state.at, said:
        case _, Choice("province", (code,)):
            return CARD.go(view, at="province", code=code, page=0)
        case "province", Choice("ask_back", (person,)):
            return Step(None, onward=Onward("respond", {"at": "ask", "number": found.id, "recipient": int(person)}))
        case _, Choice("nudge") if found.state == "open":
            return _nudge(view)
        case "proposals" | "group", Choice() if found.state == "open":
            return _weigh(view, said)
        case _, Choice("decide") if found.state == "open":
            _check_verdicts(view)
            return CARD.go(view, at="outcome", outcome="", reason="")
        case "decide", Choice("really_decide") if _may_decide(view):
            _check_verdicts(view)
            fact = Decide(found.id, view.state.outcome, view.state.reason)
            return Step(None, (Screen(t("consult.decided", number=found.id)),), (fact,))
        case _, Choice("execute") if found.state == "decided":
            return CARD.go(view, at="done")
    return None


def _weigh(view: ConsultView, said: Said) -> ConsultStep | None:
    """Mark proposals, call them alike, and say what becomes of them."""
    ids = tuple(each.id for each in view.chosen)
    match said:
        case Choice("mark", (number,)):
            chosen = toggled(tuple(filter(None, view.state.chosen.split(";"))), number)
            return CARD.go(view, at="proposals", chosen=";".join(chosen))
        case Choice("mark_rest"):
            rest = [str(each.id) for each in view.proposals if not each.verdict]
            return CARD.go(view, at="proposals", chosen=";".join(rest))
        case Choice("group") if ids:
            return CARD.go(view, at="group")
        case Choice("part") if ids:
            return _group(view, "")
        case Choice("verdict", (verdict,)) if ids and verdict in screens.VERDICTS:
            return CARD.go(view, Verdict(view.open.id, ids, verdict), at="proposals", chosen="")
    return None


def _group(view: ConsultView, name: str) -> ConsultStep:
    fact = GroupProposals(view.open.id, tuple(each.id for each in view.chosen), name)
    return CARD.go(view, fact, at="proposals", chosen="")


def _check_verdicts(view: ConsultView) -> None:
    """Refuse to close what would leave somebody without a word on their proposal."""
    open_ones = sum(not each.verdict for each in view.proposals)
    if open_ones:
        raise UserError("consult.no_verdict", count=open_ones)


def _nudge(view: ConsultView) -> ConsultStep:
    silent = screens.silent(view)
    if not silent:
        raise UserError("announce.nobody_missing")
    if view.nudged:
        raise UserError("announce.nudged_today")
    return CARD.go(view, NudgeSilent(view.open.id), note=t("announce.nudged", count=len(silent)))


def _execute(view: ConsultView, done: str) -> ConsultStep:
    return Step(None, (Screen(t("consult.executed", number=view.open.id)),), (Execute(view.open.id, done),))


def _is_before(view: ConsultView) -> bool:
    return view.opener and view.found is None


def _is_in(view: ConsultView) -> bool:
    return view.found is not None


def _is_undecided(view: ConsultView) -> bool:
    return view.found is not None and view.found.state == "open"


def _may_decide(view: ConsultView) -> bool:
    return _is_undecided(view) and bool(view.state.outcome and view.state.reason)


CARD: Card[ConsultState, ConsultView, ConsultFact] = Card(
    "consult",
    {
        "item": CardPage(screens.item, _is_in),
        "board": CardPage(screens.board),
        "topics": CardPage(screens.topics, _is_before),
        "topic": CardPage(screens.topic_of, lambda view: view.topic is not None),
        "readers": CardPage(screens.readers, lambda view: view.names),
        "new_topic": CardField(
            lambda _view: t("consult.ask_topic"),
            FreeText(LONGEST_TITLE),
            lambda view, title: CARD.go(view, AddTopic(title), at="topics"),
            _is_before,
            lambda _view: (back("topics"),),
        ),
        "viewpoints": CardPage(screens.viewpoints, _is_in),
        "province": CardPage(screens.province, lambda view: bool(view.of_province)),
        "proposals": CardPage(screens.proposals, _is_in),
        "group": CardField(
            lambda view: t("consult.ask_group", count=len(view.chosen)),
            FreeText(LONGEST_TITLE),
            _group,
            lambda view: _is_undecided(view) and bool(view.chosen),
            lambda _view: (back("proposals"),),
        ),
        "undelivered": CardPage(screens.undelivered, _is_in),
        "outcome": CardField(
            lambda view: t("consult.ask_outcome", number=view.open.id),
            FreeText(LONGEST, lines=True),
            lambda view, outcome: CARD.go(view, at="reason", outcome=outcome),
            _is_undecided,
        ),
        "reason": CardField(
            lambda _view: t("consult.ask_why"),
            FreeText(LONGEST, lines=True),
            lambda view, reason: CARD.go(view, at="decide", reason=reason),
            _is_undecided,
        ),
        "decide": CardPage(screens.decide, _may_decide),
        "done": CardField(
            lambda _view: t("consult.ask_done"),
            FreeText(LONGEST, lines=True),
            _execute,
            lambda view: view.found is not None and view.found.state == "decided",
        ),
    },
    _hear,
    lambda _view: (back("item"),),
)
