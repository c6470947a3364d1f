"""A row with another value than was read first; a figure of the report that, a message says, is another. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.errors import UserError
from bot.free_messages.corrections import Mended
from bot.free_messages.doubts import confirmed, guard
from bot.free_messages.fitting import Of
from bot.free_messages.proposal import Candidate, Proposal, RowQuestion
from bot.free_messages.rows import candidate, labelled, plain_values
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.reporting.answers import AnswerDoubt, Figure, Words, read_answer
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.wording import is_number


def corrected(row: Proposal, text: str, pairs: Sequence[Of]) -> Proposal:
    """Return a row with what a text says instead, of its indicator or of those that it may be of; raises UserError."""
    if not row.indicator or len(pairs) != 1:
        return replace(row, said=text, answer=None, question=_which(text, pairs), unread=())
    card, indicator = pairs[0]
    row = replace(row, said=text, unread=())
    match read_answer(text, indicator, card.called):
        case Figure(value) as figure:
            question = guard(card, indicator, value) if is_number(indicator) else None
            return replace(row, answer=figure, question=question)
        case Words() as words:
            return replace(row, answer=words, question=None)
        case AnswerDoubt(reason, readings):
            found = tuple(candidate(card, indicator, value, label) for label, value in readings)
            return replace(row, answer=None, question=RowQuestion(reason, found))


def _which(text: str, pairs: Sequence[Of]) -> RowQuestion:
    """Return the question of which of some indicators a figure is; raises UserError where it is of none."""
    several = len({card.code for card, _ in pairs}) > 1
    found: list[Candidate] = []
    refused = UserError("fast.which_row")
    for card, indicator in pairs:
        try:
            answer = read_answer(text, indicator)
        except UserError as mistake:
            refused = mistake
            continue
        values = [each for _, each in answer.readings] if isinstance(answer, AnswerDoubt) else []
        values += [answer.value] if isinstance(answer, Figure) else []
        labels = ((value, labelled(card, indicator, value, several=several)) for value in values if value is not None)
        found += [candidate(card, indicator, value, label) for value, label in labels]
    if not found:
        raise refused
    return RowQuestion(t("fast.asked.which"), tuple(found))


def pairs_of(row: Proposal, cards: Iterable[AxisCard]) -> list[Of]:
    """Return the indicators that a row is of, or may be of."""
    axes = {card.code: card for card in cards}
    named = [(row.axis, row.indicator)]
    if not row.indicator and row.question is not None:
        named = list(dict.fromkeys((each.axis, each.indicator) for each in row.question.candidates))
    found = ((axes[axis], axes[axis].get(code)) for axis, code in named if axis in axes)
    return [(card, indicator) for card, indicator in found if indicator is not None]


def says(text: str, value: int | None, indicator: IndicatorView) -> bool:
    """Return whether a text may mean a value of an indicator."""
    return value is not None and value in plain_values(read_number(text, indicator.unit))


def standing(card: AxisCard, indicator: IndicatorView) -> int | None:
    """Return the figure that stands on an indicator: answered this week, or said last."""
    return card.draft.values.get(indicator.code, indicator.last)


def mended_rows(whole: str, said: Mended, rows: Sequence[Proposal], cards: Sequence[AxisCard]) -> list[Proposal]:
    """Return the row of a figure that was another one, where `rows` are what the message is without that one.

    A figure that stands nowhere and is called wrong makes them asked; one that only grew is for the whole message.
    Where the new figure stands by now, the message was followed.
    """
    pairs = [pair for row in rows for pair in pairs_of(row, cards)] if said.about else every_figure(cards)
    turns = [(said.old, said.new), *([(said.new, said.old)] if said.either else []), (said.new, said.new)]
    for stood, new in turns:
        if found := [(card, each) for card, each in pairs if says(stood, standing(card, each), each)]:
            code = found[0][1].code if said.about and len(found) == 1 else ""
            return [_mended(Proposal(0, whole, found[0][0].code, code, None), new, found)]
    return [_asked(replace(row, said=whole), said.old, cards) for row in rows] if said.denied else []


def _mended(row: Proposal, new: str, pairs: Sequence[Of]) -> Proposal:
    """Return the row of a figure that was another one; what it says may be refused."""
    try:
        return replace(corrected(row, new, pairs), said=row.said)
    except UserError as mistake:
        return replace(row, question=RowQuestion(mistake.text))


def every_figure(cards: Iterable[AxisCard]) -> list[Of]:
    """Return all indicators that a plain number answers."""
    return [(card, each) for card in cards for each in card.indicators if is_number(each)]


def _asked(row: Proposal, old: str, cards: Sequence[AxisCard]) -> Proposal:
    """Return a row asked whose message calls a figure wrong that stands nowhere."""
    found = pairs_of(row, cards)
    if row.question is not None or not isinstance(row.answer, Figure) or not found:
        return row
    return replace(row, question=confirmed(t("fast.asked.stands_nowhere", old=old), found[0], row.answer.value))
