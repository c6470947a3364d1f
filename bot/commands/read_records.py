"""What `mehvar read` tells of a phrase: a record of JSON, and a line for people."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bot.conversing.day_answers import meant_hours
from bot.free_messages.kinds import kind_of
from bot.free_messages.proposal import Answer, Candidate, NoReport, Proposal
from bot.free_messages.reading import propose
from bot.language import dates, letters, writing
from bot.language.catalogue import t
from bot.language.reading.clock import Moment, read_clock, read_moment
from bot.language.reading.dates import Dated
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, NumberReading, Outcome, Understood
from bot.language.units import Unit
from bot.programme.bounds import widest_bounds
from bot.reporting.answers import Figure, Words
from bot.reporting.cards import AxisCard

Record = dict[str, Any]
CHOICE, COMMA = " | ", ", "


def figure(phrase: str, unit: Unit) -> Record:
    """Return how a phrase is understood as a value: `value` is as stored, `decimal` in the asked unit."""
    bounds = widest_bounds(unit)
    record: Record = {"outcome": "refused", "value": None, "decimal": None, "readings": [], "reason": None}
    match read_number(phrase, unit, bounds.high, bounds.low):
        case Understood(value=value, decimal=decimal):
            return record | {"outcome": "understood", "value": value, "decimal": f"{decimal:f}"}
        case Ambiguous(readings=readings, reason=reason):
            found = [reading(each) for each in readings]
            return record | {"outcome": "ambiguous", "readings": found, "reason": reason.text}
        case refused:
            return record | {"reason": refused.reason.text}


def reading(each: NumberReading) -> Record:
    """Return a reading as a record."""
    decimal = None if each.decimal is None else f"{each.decimal:f}"
    return {"value": each.value, "decimal": decimal, "label": each.label}


def day(phrase: str, today: dt.date) -> Record:
    """Return which days a phrase may mean, and its hour, if it says one."""
    said = read_moment(phrase, today)
    record: Record = {"outcome": "refused", "days": [], "time": None, "reason": None}
    if not isinstance(said.days, Dated):
        return record | {"reason": said.days.text}
    days = [letters.latin_digits(dates.numeric(each)) for each in said.days.days]
    time = said.time.isoformat("minutes") if said.time else None
    if said.days.sure:
        return record | {"outcome": "understood", "days": days, "time": time}
    reason = said.days.reason.text if said.days.reason else t("date.asked.which")
    return record | {"outcome": "ambiguous", "days": days, "time": time, "reason": reason}


def clock(phrase: str) -> Record:
    """Return which hour a phrase means, and the day of the week, if it says one (from Saturday, 0)."""
    found = read_clock(phrase)
    record: Record = {"outcome": "refused", "time": None, "times": [], "weekday": found.day, "reason": None}
    if found.time is None:
        return record | {"reason": t("date.refused.clock")}
    hours = meant_hours(Moment(Dated((), sure=True), found.time, found.part), found.time)
    times = [each.isoformat("minutes") for each in hours]
    if len(times) > 1:
        return record | {"outcome": "ambiguous", "times": times, "reason": t("date.asked.clock")}
    return record | {"outcome": "understood", "time": times[0], "times": times}


def message(phrase: str, cards: Sequence[AxisCard], here: tuple[str, ...], province: str | None) -> Record:
    """Return the kind of a message, the rows that it proposes, and what of it was not read."""
    found = propose(phrase, cards, here)
    rows = [row(each, cards, province) for each in found.rows]
    beside = [text for each in found.rows for text in each.unread]
    unread = list(dict.fromkeys([*found.unread, *beside]))
    return {"kind": str(kind_of(phrase, found)), "rows": rows, "rest_unchanged": found.rest, "unread": unread}


def row(each: Proposal, cards: Sequence[AxisCard], province: str | None) -> Record:
    """Return a proposed row as a record; `decimal` is in the indicator's unit."""
    asked = each.question is not None or each.answer is None
    return {
        "axis": each.axis,
        "indicator": each.indicator or None,
        "province": each.province or province,
        "state": "asked" if asked else "plain",
        **answer(each.indicator, each.answer, cards),
        "offers": [offer(candidate, cards) for candidate in (each.question.candidates if each.question else ())],
        "reason": each.question.reason if each.question else None,
        "said": each.said,
        "unread": list(each.unread),
    }


def offer(candidate: Candidate, cards: Sequence[AxisCard]) -> Record:
    """Return something that an asked row may mean."""
    said = answer(candidate.indicator, candidate.answer, cards)
    return {"axis": candidate.axis, "indicator": candidate.indicator or None, **said, "label": candidate.label}


def answer(code: str, said: Answer | None, cards: Sequence[AxisCard]) -> Record:
    """Return an answer: its kind, and its value or its words."""
    match said:
        case None:
            return {"answer": None, "decimal": None}
        case Figure(value):
            unit = next((each.unit for card in cards for each in card.indicators if each.code == code), None)
            return {"answer": "figure", "decimal": f"{unit.shown(value):f}" if unit else str(value)}
        case Words(words):
            return {"answer": "words", "decimal": None, "words": words}
        case NoReport():
            return {"answer": "no_report", "decimal": None}
        case _:
            return {"answer": "unchanged", "decimal": None}


def figure_line(outcome: Outcome, unit: Unit) -> str:
    """Return the outcome of a value as one line for people."""
    match outcome:
        case Understood(value=value):
            return f"understood: {writing.echo(value, unit)}"
        case Ambiguous(readings=readings, reason=reason):
            return f"ambiguous: {in_a_line(reason.text)} " + CHOICE.join(each.label for each in readings)
        case refused:
            return f"refused: {in_a_line(refused.reason.text)}"


def time_line(record: Record) -> str:
    """Return the outcome of a day or an hour as one line for people."""
    said = (*record["days"], record["time"]) if "days" in record else tuple(record["times"])
    return f"{record['outcome']}: " + COMMA.join(filter(None, (*said, record["reason"])))


def message_line(record: Record) -> str:
    """Return what a message says as one line for people."""
    rows = [row_line(each) for each in record["rows"]]
    unread = [f"unread: {in_a_line(text)}" for text in record["unread"]]
    return f"{record['kind']}: " + CHOICE.join((*rows, *unread))


def row_line(each: Record) -> str:
    """Return a row of a message: «elec_absorbed=12 (plain)»."""
    said = each["decimal"] or each["answer"] or "/".join(one["decimal"] or one["answer"] for one in each["offers"])
    return f"{each['indicator'] or each['axis']}={said} ({each['state']})"


def in_a_line(text: str) -> str:
    """Return a text without line ends."""
    return " ".join(text.split())
