"""The screen of an axis' evidence. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, later, noted
from bot.evidence.rules import MOST, EvidenceView
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard


def evidence(axis: AxisCard, note: str = "") -> Screen:
    """Return the list of an axis' evidence, with a button to take back each piece that was not handed in."""
    pieces = tuple(enumerate(axis.evidence, start=1))
    lines = [_piece(number, piece) for number, piece in pieces] or [t("evidence.screen.none")]
    question = t("evidence.screen.full" if len(pieces) >= MOST else "evidence.screen.ask", limit=MOST)
    text = "\n".join([t("evidence.screen.title", axis=axis.title), *lines, "", question])
    seen = sum(not piece.pending for piece in axis.evidence)
    see = ((Button(t("evidence.button.see", count=seen), "see_evidence"),),) if seen else ()
    rows = tuple(
        (Button(t("evidence.button.drop", number=number), "drop_evidence", (str(piece.id),)),)
        for number, piece in pieces
        if piece.own
    )
    return Screen(noted(note, text), (*see, *rows, (back(), later())))


def _piece(number: int, piece: EvidenceView) -> str:
    state = "pending" if piece.pending else "plain" if piece.own else "handed_in"
    line = t(f"evidence.screen.{state}", number=number, kind=t(f"evidence.kind.{piece.kind}"))
    return t("evidence.screen.noted", piece=line, note=piece.note) if piece.note else line
