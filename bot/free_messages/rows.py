"""What was heard made rows: an answer where it is plain, a question where it is not. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeGuard

from bot.errors import UserError
from bot.free_messages.clauses import MOST_NUMBERS, Clause
from bot.free_messages.doubts import change_said, confirmed, doubt_of
from bot.free_messages.figures import read_value
from bot.free_messages.heard import WHOLE, Heard
from bot.free_messages.hearing import Listener
from bot.free_messages.leftovers import strange_words, verbatim
from bot.free_messages.proposal import Answer, Candidate, NoReport, Proposal, RowQuestion, Same
from bot.free_messages.wording import shown
from bot.language import writing
from bot.language.catalogue import t
from bot.language.reading.outcome import Ambiguous, Outcome, Refused, Understood
from bot.language.reading.quantities import quantities
from bot.language.reading.tokens import tokens
from bot.programme.provinces import by_code
from bot.reporting.answers import Figure, Words, read_answer
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.totals import totals
from bot.reporting.wording import is_number

GUESSED = {"listed": "fast.asked.listed", "guess": "fast.asked.counted"}
"""The questions about numbers that name nothing of their own."""


def row_of(ear: Listener, heard: Heard, *, weigh: bool = True) -> Proposal:
    """Return the row of one clause; its value is weighed against the last one and the target, unless told not to."""
    match heard.what:
        case "value" | "listed" | "guess" if heard.province:
            return row(ear, heard, question=of_province(heard.province))
        case "value" if len(heard.found) > 1:
            return row(ear, heard, question=which(heard))
        case "value" | "listed" | "guess":
            return value_row(ear, heard, weigh=weigh)
        case "option" | "text":
            return words_row(ear, heard)
        case "none":
            return row(ear, heard, question=RowQuestion(t("fast.asked.none"), nothing_candidates(heard)))
        case what:
            return status_row(ear, heard, NoReport() if what == "no_report" else Same())


def row(ear: Listener, heard: Heard, answer: Answer | None = None, question: RowQuestion | None = None) -> Proposal:
    """Return a row of what was heard; words beside a figure that were not read make it asked, and stand in it."""
    clause = heard.clause
    indicator = heard.found[0][1].code if len(heard.found) == 1 else ""
    said = verbatim(ear.text, (clause.start, clause.end))
    left = tuple(verbatim(ear.text, places) for places in heard.unread)
    if isinstance(answer, Figure | Words) and heard.what not in WHOLE and question is None and left:
        words = t("common.comma").join(t("common.said", said=text) for text in left)
        yes = Candidate(shown(heard.axis, indicator, answer), heard.axis.code, indicator, answer)
        question = RowQuestion(t("fast.asked.unread", words=words), (yes,))
    elif question is not None and left:
        words = t("common.comma").join(t("common.said", said=text) for text in left)
        question = replace(question, reason="\n".join((question.reason, t("fast.rows.unread", said=words))))
    return Proposal(clause.start, said, heard.axis.code, indicator, answer, question, left, heard.province)


def of_province(code: str) -> RowQuestion:
    """Return what is said of a figure of another province."""
    return RowQuestion(t("fast.asked.province", province=by_code(code).name))


def value_row(ear: Listener, heard: Heard, *, weigh: bool) -> Proposal:
    """Return the row of a number of one indicator."""
    (card, indicator) = heard.found[0]
    match read_value(heard.clause, indicator):
        case Understood(value=value, rounded=rounded):
            question = doubt_of(heard.clause, (card, indicator), value, ear.called, weigh=weigh)
            if question is None and heard.what in GUESSED:
                question = confirmed(t(GUESSED[heard.what]), (card, indicator), value)
            return row(ear, heard, Figure(value, rounded=rounded), question)
        case Ambiguous(readings=readings, reason=reason):
            found = [candidate(card, indicator, each.value, each.label) for each in readings]
            return row(ear, heard, question=RowQuestion(reason.text, tuple(found)))
        case Refused(reason=reason):
            return row(ear, heard, question=RowQuestion(reason.text))


def which(heard: Heard) -> RowQuestion:
    """Return the question which indicator a number is of, with a button for each that it can be of."""
    several = len({card.code for card, _ in heard.found}) > 1
    outcomes = [(card, indicator, read_value(heard.clause, indicator)) for card, indicator in heard.found]
    found = [
        candidate(card, indicator, each, labelled(card, indicator, each, several=several))
        for card, indicator, outcome in outcomes
        for value in plain_values(outcome)
        for each in with_total(heard.clause, indicator, value)
    ]
    over = next((outcome.reason.text for *_, outcome in outcomes if is_over(outcome, refused=not found)), "")
    return RowQuestion("\n".join(filter(None, (over, t("fast.asked.which") if found else ""))), tuple(found))


def is_over(outcome: Outcome, *, refused: bool) -> TypeGuard[Ambiguous | Refused]:
    """Return whether a number is over the ceiling and asked about, or even refused."""
    kinds = (Ambiguous, Refused) if refused else (Ambiguous,)
    return isinstance(outcome, kinds) and ".over" in outcome.reason.key


def with_total(clause: Clause, indicator: IndicatorView, value: int) -> list[int]:
    """Return a value, and the new total where it is said to be a change of the last one."""
    sense = change_said(clause, indicator)
    changed = totals(indicator, value, sense) if sense else ()
    return list(dict.fromkeys([value, *(each for _, each in changed)]))


def plain_values(outcome: Outcome) -> list[int]:
    """Return the values that an outcome allows."""
    match outcome:
        case Understood(value=value):
            return [value]
        case Ambiguous(readings=readings):
            return [reading.value for reading in readings if reading.value is not None]
        case _:
            return []


def labelled(card: AxisCard, indicator: IndicatorView, value: int, *, several: bool) -> str:
    """Return a value with the indicator that it may be of, and with the axis where there are several."""
    shown = writing.choice(value, indicator.unit)
    if several:
        return t("fast.candidate.value_of_axis", axis=card.short, indicator=indicator.title, value=shown)
    return t("fast.candidate.value", indicator=indicator.title, value=shown)


def candidate(card: AxisCard, indicator: IndicatorView, value: int | None, label: str) -> Candidate:
    """Return a value, or «no report» for None, as one thing that a row may mean."""
    return Candidate(label, card.code, indicator.code, NoReport() if value is None else Figure(value))


def nothing_candidates(heard: Heard) -> tuple[Candidate, ...]:
    """Return what «نداریم» may mean: zero, no report, and «unchanged» where there is a past."""
    card, code = heard.axis, heard.found[0][1].code if heard.found else ""
    left = [indicator for _, indicator in heard.found] or list(card.missing or card.indicators)
    found = [Candidate(t("fast.candidate.no_report"), card.code, code, NoReport())]
    if card.may_stay and any(indicator.has_past for indicator in left):
        found.insert(0, Candidate(t("fast.candidate.same"), card.code, code, Same()))
    if any(may_be_zero(indicator) for indicator in left):
        found.insert(0, Candidate(t("fast.candidate.zero"), card.code, code, Figure(0)))
    return tuple(found)


def may_be_zero(indicator: IndicatorView) -> bool:
    """Return whether zero is an answer to an indicator."""
    return is_number(indicator) and (indicator.minimum or 0) <= 0


def status_row(ear: Listener, heard: Heard, answer: Answer) -> Proposal:
    """Return the row of «unchanged» or «no report»."""
    card = heard.axis
    left = [indicator for _, indicator in heard.found] or list(card.missing or card.indicators)
    if isinstance(answer, Same) and not (card.may_stay and any(indicator.has_past for indicator in left)):
        return row(
            ear, heard, question=RowQuestion(t("fast.asked.no_past" if card.may_stay else "fast.asked.may_not_stay"))
        )
    if not strange_words(heard.clause):
        return replace(row(ear, heard, answer), unread=())
    label = t("fast.candidate.same" if isinstance(answer, Same) else "fast.candidate.no_report")
    code = heard.found[0][1].code if heard.found else ""
    return row(ear, heard, answer, RowQuestion(t("fast.asked.words"), (Candidate(label, card.code, code, answer),)))


def words_row(ear: Listener, heard: Heard) -> Proposal:
    """Return the row of a text, or of the stage that something is in."""
    indicator = heard.found[0][1]
    if len(heard.words) > indicator.max_chars and heard.what == "text":
        reason = t("report.too_long", limit=indicator.max_chars, length=len(heard.words))
        return row(ear, heard, question=RowQuestion(reason))
    answer = Words(heard.words)
    if heard.what == "text" and counts_something(heard.words):
        yes = Candidate(heard.words, heard.axis.code, indicator.code, answer)
        return row(ear, heard, answer, RowQuestion(t("fast.asked.counted"), (yes,)))
    return row(ear, heard, answer)


def counts_something(text: str) -> bool:
    """Return whether a text holds a number that counts something: it may be meant for an indicator."""
    return any(each.kind in {"noun", "person", "unit", "percent"} for each in quantities(tokens(text), MOST_NUMBERS))


def rows_of_parts(ear: Listener, heard: Iterable[Heard]) -> list[Proposal]:
    """Return a row for every indicator whose parts were named: its answer once all of them are there."""
    by_indicator = groupby(sorted(heard, key=code_of), key=code_of)
    return [parts_row(ear, list(parts)) for _, parts in by_indicator]


def code_of(heard: Heard) -> str:
    """Return the code of the indicator that was heard."""
    return heard.found[0][1].code


def parts_row(ear: Listener, heard: Sequence[Heard]) -> Proposal:
    """Return the row of an indicator's parts; what is wrong with them is its question."""
    first, indicator = heard[0], heard[0].found[0][1]
    figures = {each.words: plain_values(read_value(each.clause, indicator)) for each in heard}
    said = [f"{part} {indicator.unit.shown(found[0])}" for part, found in figures.items() if len(found) == 1]
    last = verbatim(ear.text, (first.clause.start, heard[-1].clause.end))
    try:
        answer = read_answer("\n".join(said), indicator)
    except UserError:
        missing = t("common.comma").join(part for part in indicator.options if len(figures.get(part, ())) != 1)
        return replace(row(ear, first, question=RowQuestion(t("fast.asked.stages", stages=missing))), said=last)
    whole = replace(first, unread=tuple(dict.fromkeys(places for each in heard for places in each.unread)))
    return replace(row(ear, whole, answer if isinstance(answer, Figure | Words) else None), said=last)
