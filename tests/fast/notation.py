"""Rows as the table of messages writes them.

    elec_absorbed=12            an answer, in the indicator's unit      AX02=same        of a whole axis
    elec_absorbed=12?12/13      an answer and a question with what it may mean; alone after «?»: only a question
    land_plan=«مصوب»            words                                   AX09=?none       there is no report

The question's name stands in brackets; the rest of a message that is unchanged is «rest».
"""

import json

from bot.free_messages.proposal import Answer, Candidate, NoReport, Proposal, Proposals
from bot.reporting.answers import Figure, Words
from bot.reporting.cards import IndicatorView
from tests.fast.cards import cards

INDICATORS = {indicator.code: indicator for card in cards() for indicator in card.indicators}


def written(proposals: Proposals) -> str:
    """Return the rows of a message."""
    return " | ".join([*map(row, proposals.rows), *(["rest"] if proposals.rest else [])]) or "-"


def unread(proposals: Proposals) -> str:
    """Return what was not understood."""
    return " | ".join(text.replace("\n", "\\n") for text in proposals.unread) or "-"


def row(proposal: Proposal) -> str:
    """Return a row."""
    found = f"{proposal.indicator or proposal.axis}="
    if proposal.answer is not None:
        found += answer(proposal.indicator, proposal.answer)
    if proposal.question is not None:
        found += "?" + "/".join(candidate(each, proposal) for each in proposal.question.candidates)
    return found


def candidate(each: Candidate, proposal: Proposal) -> str:
    """Return what a row may mean, with its indicator where the row names none."""
    said = answer(each.indicator, each.answer)
    return said if each.indicator == proposal.indicator else f"{each.indicator}:{said}"


def answer(code: str, said: Answer) -> str:
    """Return an answer."""
    match said:
        case Figure(value, parts):
            shown = f"{shown_in(INDICATORS.get(code), value)}"
            return f"{shown}{json.loads(parts)}" if parts else shown
        case Words(words):
            return f"«{words}»"
        case NoReport():
            return "none"
        case _:
            return "same"


def shown_in(indicator: IndicatorView | None, value: int) -> str:
    """Return a stored value in its unit."""
    return f"{indicator.unit.shown(value):f}" if indicator else str(value)
