"""Figures of one indicator that are said of several estates: their sum is offered, none of them is taken. Pure."""

from collections.abc import Sequence
from itertools import groupby

from bot.free_messages.clauses import Clause
from bot.free_messages.figures import read_value
from bot.free_messages.heard import Heard
from bot.free_messages.proposal import Candidate, Proposal, RowQuestion
from bot.language import writing
from bot.language.catalogue import t
from bot.language.lexicon import sense_words
from bot.language.reading.outcome import Understood
from bot.programme.kinds import rules_of
from bot.reporting.answers import Figure
from bot.reporting.cards import IndicatorView


def summed(heard: Sequence[Heard], rows: Sequence[Proposal]) -> list[Proposal]:
    """Return rows with those that speak of one indicator in several estates made one, which asks for their sum."""
    made: list[Proposal] = []
    pairs = list(zip(heard, rows, strict=True))
    for _, group in groupby(pairs, key=lambda pair: (codes_of(pair[0]), of_estate(pair[0].clause))):
        several = list(group)
        first = several[0][0]
        if len(several) > 1 and of_estate(first.clause) and (sums := sums_of([each for each, _ in several])):
            made.append(one_row([row for _, row in several], sums))
        else:
            made += [row for _, row in several]
    return made


def one_row(rows: Sequence[Proposal], sums: tuple[Candidate, ...]) -> Proposal:
    """Return the one row of several estates."""
    said = t("common.comma").join(row.said for row in rows)
    unread = tuple(text for row in rows for text in row.unread)
    indicator = rows[0].indicator
    question = RowQuestion(t("fast.asked.estates", count=len(rows)), sums)
    return Proposal(rows[0].place, said, rows[0].axis, indicator, None, question, unread, rows[0].province)


def sums_of(heard: Sequence[Heard]) -> tuple[Candidate, ...]:
    """Return the sum for each indicator that the figures may be of, nothing where they do not add up."""
    found: list[Candidate] = []
    for card, indicator in heard[0].found:
        values = [
            outcome.value for each in heard if isinstance(outcome := read_value(each.clause, indicator), Understood)
        ]
        if len(values) == len(heard) and rules_of(indicator).adds_up:
            found.append(Candidate(labelled(indicator, sum(values)), card.code, indicator.code, Figure(sum(values))))
    return tuple(found)


def labelled(indicator: IndicatorView, value: int) -> str:
    """Return the sum with the indicator that it may be of."""
    return t("fast.candidate.value", indicator=indicator.title, value=writing.choice(value, indicator.unit))


def codes_of(heard: Heard) -> tuple[str, ...]:
    """Return the codes of the indicators that something heard may be of."""
    return (heard.what, *(indicator.code for _, indicator in heard.found))


def of_estate(clause: Clause) -> bool:
    """Return whether a clause names an estate before its figure: «شهرک خضرآباد»."""
    begun = clause.values[0][0].start if clause.values else 0
    return any(token.text in sense_words("estate") for token in clause.tokens[:begun])
