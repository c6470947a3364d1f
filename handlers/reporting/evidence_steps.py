"""The part of a report's conversation that is about evidence: sent at any time, listed, taken back. Pure."""

from dataclasses import replace

from bot.conversing.flow import Step
from bot.evidence import rules
from bot.evidence.facts import DropEvidence, SeeEvidence, TakeEvidence
from bot.evidence.rules import EvidenceView
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, ReportView
from bot.said import Choice, File, Location
from handlers.reporting import screens
from handlers.reporting.onward import ReportStep, stay, with_card


def step_with_evidence(view: ReportView, card: AxisCard, said: File | Location | Choice) -> ReportStep:
    """Take what was sent for the open axis, take a piece back, bring what there is, or list it; raises UserError."""
    match said:
        case File() | Location():
            return _take(view, card, said)
        case Choice("drop_evidence", (number,)):
            return _drop(view, card, int(number))
        case Choice("see_evidence"):
            fact = SeeEvidence(view.week, view.province.code, card.code)
            return replace(stay(view, t("evidence.on_their_way")), facts=(fact,))
        case _:
            state = replace(view.state, at="evidence")
            return Step(state, (screens.show(replace(view, state=state)),))


def once_an_album(view: ReportView, file: File, taken: ReportStep) -> ReportStep:
    """Let the answer to a further file of an album, which comes as a message of its own, replace the one before."""
    if not file.album or taken.state is None:
        return taken
    state = replace(taken.state, album=file.album)
    return replace(taken, state=state, in_place=file.album == view.state.album)


def _take(view: ReportView, card: AxisCard, said: File | Location) -> ReportStep:
    """Take a new piece; a question that was open besides the card stays open."""
    rules.check(said, len(card.evidence))
    kind, note = (said.kind, said.caption) if isinstance(said, File) else ("location", "")
    piece = EvidenceView(0, kind, note, pending=isinstance(said, File), own=True)
    at = view.state.at if view.state.at in {"status", "action"} else "card"
    state = replace(view.state, at=at)
    after = replace(with_card(view, replace(card, evidence=(*card.evidence, piece))), state=state)
    standing = "" if card.done else rules.summary((*card.evidence, piece))  # which the whole card says itself
    screen = screens.show(after, "\n".join(filter(None, [rules.taken(said), standing])))
    return Step(state, (screen,), (TakeEvidence(view.week, view.province.code, card.code, said),))


def _drop(view: ReportView, card: AxisCard, number: int) -> ReportStep:
    left = tuple(piece for piece in card.evidence if piece.id != number or not piece.own)
    after = with_card(view, replace(card, evidence=left))
    return Step(view.state, (screens.show(after, t("evidence.dropped")),), (DropEvidence(number),))
