"""The rows of a week's workbook: one for each indicator or part of one, two for each axis. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.programme.kinds import IndicatorKind
from bot.reporting.cards import AxisCard, IndicatorView

STATUS, ACTION = "/status", "/action"


@dataclass(frozen=True)
class Row:
    """What one answer cell is about. No indicator: the status or the action of the axis, as the key says."""

    key: str
    card: AxisCard
    indicator: IndicatorView | None = None
    part: str = ""


@dataclass(frozen=True)
class Typed:
    """What stood in a row of a workbook that came back: its number, its answer and the reason of a fall.

    ``kind`` is «text», «number» (its text is a plain decimal), «truth» (1 or 0) or «date».
    """

    key: str
    number: int
    text: str
    kind: str = "text"
    cause: str = ""


def rows_of(cards: Iterable[AxisCard]) -> Iterator[Row]:
    """Yield the rows of what is still owed, in the order of the workbook."""
    for card in cards:
        if card.done or not card.indicators:
            continue
        for indicator in card.indicators:
            yield from _rows_of(card, indicator)
        yield Row(f"{card.code}/{STATUS}", card)
        yield Row(f"{card.code}/{ACTION}", card)


def has_parts(indicator: IndicatorView) -> bool:
    """Say whether an indicator is answered by a number for each of its parts."""
    return indicator.kind == IndicatorKind.STAGE_COUNTS or indicator.is_broken_down


def _rows_of(card: AxisCard, indicator: IndicatorView) -> Iterator[Row]:
    key = f"{card.code}/{indicator.code}"
    if not has_parts(indicator):
        yield Row(key, card, indicator)
        return
    for number, part in enumerate(indicator.options):
        yield Row(f"{key}/{number}", card, indicator, part)
