"""What the conversation of the fast lane sees."""

from dataclasses import dataclass, replace

from bot.errors import UserError
from bot.free_messages.corrected import corrected, pairs_of
from bot.free_messages.messages import read_messages
from bot.free_messages.proposal import Proposal, Proposals
from bot.free_messages.reading import axes_named
from bot.programme.called import AxisTitle
from bot.reporting.cards import AxisCard, ReportView


@dataclass(frozen=True)
class FastState:
    """The message(s) that are read, anew in every step, and the keys of the rows that were settled (with spaces).

    ``starts`` are the places (with spaces) at which further messages begin in the text. ``mended`` is what was written
    for rows instead, ``shown`` what the rows that were shown are called: a line each, of a key, a space and words.
    ``kept`` are the axes (with «;») that got an answer, ``reason`` those (with «;») of them that were handed in before
    and whose correction wants its reason; ``asked`` is the row whose value is weighed, with that value;
    ``week`` and ``province`` are those that were shown; ``further`` is a message that was written elsewhere meanwhile;
    ``note`` is said once.
    """

    text: str = ""
    starts: str = ""
    settled: str = ""
    mended: str = ""
    shown: str = ""
    kept: str = ""
    reason: str = ""
    asked: str = ""
    week: str = ""
    province: str = ""
    further: str = ""
    note: str = ""


@dataclass(frozen=True)
class FastView:
    """The week as the report sees it, and what the message proposes for it.

    ``menu`` is the person's reply keyboard; ``named`` are the axes that stand in it by name, ``not_due`` (what they are
    called) those of them that are not asked this week.
    ``replaced`` are the rows of older messages that a newer one took the place of.
    """

    state: FastState
    report: ReportView
    found: Proposals
    menu: tuple[tuple[tuple[str, str], ...], ...] = ()
    replaced: tuple[Proposal, ...] = ()
    named: frozenset[str] = frozenset()
    not_due: tuple[str, ...] = ()


def view_of(
    state: FastState,
    report: ReportView,
    menu: tuple[tuple[tuple[str, str], ...], ...] = (),
    resting: tuple[AxisTitle, ...] = (),
) -> FastView:
    """Return the view of messages on the axes of a week; ``resting``: the person's axes that are not asked in it."""
    here = (report.province.name, report.province.center)
    read = read_messages(state.text, [0, *map(int, state.starts.split())], report.cards, here)
    written = by_key(state.mended)
    rows = tuple(_as_mended(row, written.get(key_of(row), ""), report.cards) for row in read.found.rows)
    named = axes_named(state.text, (*(card.called for card in report.cards), *resting))
    idle = tuple(axis.short for axis in resting if axis.code in named)
    return FastView(state, report, replace(read.found, rows=rows), menu, read.replaced, named, idle)


def key_of(row: Proposal) -> str:
    """Return the key of a row, the same however often the message is read, also with more text after it."""
    return f"{row.place}:{row.axis}:{row.indicator}"


def by_key(lines: str) -> dict[str, str]:
    """Return what is kept of rows, by their keys."""
    return {key: words for key, _, words in (line.partition(" ") for line in lines.splitlines())}


def as_lines(kept: dict[str, str]) -> str:
    """Return what is kept of rows as it stands in a state."""
    return "\n".join(f"{key} {' '.join(words.split())}" for key, words in kept.items())


def _as_mended(row: Proposal, text: str, cards: tuple[AxisCard, ...]) -> Proposal:
    """Return a row with what was written instead; where that does not fit any more, as it was read first."""
    try:
        return corrected(row, text, pairs_of(row, cards)) if text else row
    except UserError:
        return row
