"""What one clause of a free message says, and what of its words tells it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.free_messages.clauses import Clause
from bot.free_messages.fitting import Of
from bot.free_messages.leftovers import Places
from bot.language import letters
from bot.language.reading.mentions import Mention
from bot.programme.called import OPTION, PROVINCE
from bot.programme.kinds import IndicatorKind
from bot.reporting.cards import AxisCard, IndicatorView

WHOLE = frozenset({"text", "listed"})
"""What is heard of a clause as a whole, so that nothing of it is left."""
LINE_ENDS = f"\n{letters.SEMICOLON}"


@dataclass(frozen=True)
class Heard:
    """What one clause says: `what` is «value», «part», «option», «text», «unchanged», «none» or «no_report».

    `found` are the indicators that it may speak of (one: sure); none: all that is left of the axis. `words` is the
    option that is named, or the text. `unread` are the places of words beside it that were not understood, `province`
    the code of another one that is named.
    """

    clause: Clause
    what: str
    axis: AxisCard
    found: tuple[Of, ...] = ()
    words: str = ""
    unread: tuple[Places, ...] = ()
    province: str = ""


def province_of(clause: Clause) -> str:
    """Return the code of another province that a clause names, '' for none."""
    found = (key.removeprefix(PROVINCE) for name in clause.names for key in name.keys if key.startswith(PROVINCE))
    return next(found, "")


def code_of(key: str) -> str:
    """Return the code in the key of a name, without the option of an indicator."""
    return key.partition(OPTION)[0]


def is_part(indicator: IndicatorView) -> bool:
    """Return whether the options of an indicator have numbers of their own."""
    return indicator.kind == IndicatorKind.STAGE_COUNTS or indicator.is_broken_down


def texts_named(clause: Clause, cards: Iterable[AxisCard]) -> list[tuple[Of, Mention]]:
    """Return the indicators of some axes that are texts and that a clause names, with their names."""
    return [
        ((card, indicator), name)
        for card in cards
        for name in clause.names
        for indicator in card.indicators
        if indicator.kind == IndicatorKind.TEXT and indicator.code in name.keys and card.code not in name.keys
    ]


def line_end(text: str, start: int) -> int:
    """Return where the line or sentence that goes on at a place ends."""
    return min((end for sign in LINE_ENDS if (end := text.find(sign, start)) >= 0), default=len(text))
