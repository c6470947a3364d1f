"""Reads what was typed as the answer to an indicator. Pure."""

import json
from dataclasses import dataclass

from bot.errors import UserError
from bot.language.letters import COMMA
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Refused, Understood
from bot.reporting.view import NUMBERS, IndicatorView


@dataclass(frozen=True)
class Figure:
    """A value in the indicator's smallest unit."""

    value: int


@dataclass(frozen=True)
class Words:
    """A text; of stages that are counted, a JSON object of stage and count."""

    words: str


@dataclass(frozen=True)
class Doubt:
    """Why it is asked, and the readings: each a label and a value (None: no report on this one)."""

    reason: str
    readings: tuple[tuple[str, int | None], ...]


def read_answer(text: str, indicator: IndicatorView) -> Figure | Words | Doubt:
    """Return what a typed answer says; raise UserError where it says nothing that fits."""
    if indicator.kind in NUMBERS:
        return _read_figure(text, indicator)
    if indicator.kind == "stage_counts":
        return _read_counts(text, indicator)
    if indicator.kind == "text":
        if len(text) > indicator.max_chars:
            raise UserError("report.too_long", limit=indicator.max_chars, length=len(text))
        return Words(text)
    raise UserError("report.use_buttons", title=indicator.title)


def _read_figure(text: str, indicator: IndicatorView) -> Figure | Doubt:
    match read_number(text, indicator.unit, indicator.maximum, indicator.minimum or 0):
        case Understood(value=value):
            return Figure(value)
        case Ambiguous(readings=readings, reason=reason):
            return Doubt(reason.text, tuple((reading.label, reading.value) for reading in readings))
        case Refused(reason=reason):
            raise UserError(reason.key, **reason.values)


def _read_counts(text: str, indicator: IndicatorView) -> Words:
    lines = [line for line in text.replace(COMMA, "\n").splitlines() if line.strip()]
    if len(lines) != len(indicator.options):
        raise UserError("report.stage_count", stages=len(indicator.options), lines=len(lines))
    figures = [_read_figure(line, indicator) for line in lines]
    if not all(isinstance(figure, Figure) for figure in figures):
        raise UserError("report.plain_counts")
    counted = zip(indicator.options, (figure.value for figure in figures if isinstance(figure, Figure)), strict=True)
    return Words(json.dumps(dict(counted), ensure_ascii=False))
