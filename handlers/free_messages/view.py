"""What the conversation of the fast lane sees."""

from dataclasses import dataclass

from bot.free_messages.proposal import Proposals
from bot.free_messages.reading import axes_named, propose
from bot.programme.called import AxisTitle
from bot.reporting.cards import ReportView


@dataclass(frozen=True)
class FastState:
    """The message(s) that are read, anew in every step, and the keys of the rows that were settled (with spaces).

    ``kept`` are the axes (with «;») that got an answer; ``asked`` is the row whose value is weighed, with that value;
    ``week`` and ``province`` are those that were shown; ``note`` is said once.
    """

    text: str = ""
    settled: str = ""
    kept: str = ""
    asked: str = ""
    week: str = ""
    province: str = ""
    note: str = ""


@dataclass(frozen=True)
class FastView:
    """The week as the report sees it, and what the message proposes for it.

    ``menu`` is the person's reply keyboard; ``named`` are the axes that stand in it by name, ``not_due`` (what they are
    called) those of them that are not asked this week.
    """

    state: FastState
    report: ReportView
    found: Proposals
    menu: tuple[tuple[tuple[str, str], ...], ...] = ()
    named: frozenset[str] = frozenset()
    not_due: tuple[str, ...] = ()


def view_of(
    state: FastState,
    report: ReportView,
    menu: tuple[tuple[tuple[str, str], ...], ...] = (),
    resting: tuple[AxisTitle, ...] = (),
) -> FastView:
    """Return the view of a message on the axes of a week; ``resting``: the person's axes that are not asked in it."""
    province = report.province
    found = propose(state.text, report.cards, (province.name, province.center))
    named = axes_named(state.text, (*(card.called for card in report.cards), *resting))
    return FastView(state, report, found, menu, named, tuple(axis.short for axis in resting if axis.code in named))
