"""Reads what was typed as the answer to an indicator. Pure."""

import json
from dataclasses import dataclass

from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.cleaning import clean
from bot.language.folding import squeeze
from bot.language.letters import COMMA
from bot.language.lexicon import table
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Refused, Understood
from bot.programme.called import AxisTitle, names_another
from bot.programme.kinds import rules_of
from bot.reporting import wording
from bot.reporting.cards import IndicatorView
from bot.reporting.totals import totals

YES, NO = 1, 0
PERIOD = "number.asked.period"
"""The question about «این هفته»: it is none where the whole is said anew each time."""


@dataclass(frozen=True)
class Figure:
    """A value in the indicator's smallest unit; of a breakdown also its parts, a JSON object of part and value.

    `rounded` says that more decimals were said than the unit has.
    """

    value: int
    parts: str = ""
    rounded: bool = False


@dataclass(frozen=True)
class Words:
    """A text; of stages that are counted, a JSON object of stage and count."""

    words: str


@dataclass(frozen=True)
class AnswerDoubt:
    """Why it is asked, and the readings: each a label and a value (None: no report on this one)."""

    reason: str
    readings: tuple[tuple[str, int | None], ...]


Answered = Figure | Words | AnswerDoubt


def read_answer(text: str, indicator: IndicatorView, axis: AxisTitle | None = None) -> Answered:
    """Return what a typed answer says; raise UserError where it says nothing that fits.

    `axis` is the one that it is asked on: a figure beside the name of another is asked about.
    """
    answer = _read(text, indicator)
    if isinstance(answer, Figure) and axis and names_another(clean(text), axis):
        return AnswerDoubt(t("report.other_axis"), ((wording.value(indicator, answer.value), answer.value),))
    return answer


def _read(text: str, indicator: IndicatorView) -> Answered:
    if indicator.is_broken_down:
        parts = _read_parts(text, indicator)
        return Figure(sum(parts.values()), _as_json(parts))
    if rules_of(indicator).amount:
        return _read_figure(text, indicator)
    match indicator.kind:
        case "stage_counts":
            return Words(_as_json(_read_parts(text, indicator)))
        case "text":
            return _read_text(text, indicator)
        case "yesno":
            return _read_yes_or_no(text, indicator)
        case "stage" if stage := _find(text, indicator.options):
            return Words(stage)
    raise UserError("report.use_buttons", title=indicator.title)


def is_figure(text: str, indicator: IndicatorView) -> bool:
    """Say whether a text is a value of an indicator, plain or asked, where words are waited for."""
    try:
        return isinstance(read_answer(text, indicator), Figure | AnswerDoubt)
    except UserError:
        return False


def _read_text(text: str, indicator: IndicatorView) -> Words:
    if len(text) > indicator.max_chars:
        raise UserError("report.too_long", limit=indicator.max_chars, length=len(text))
    return Words(text)


def _read_yes_or_no(text: str, indicator: IndicatorView) -> Figure:
    for name, value in (("yes", YES), ("no", NO)):
        if squeeze(text) in {squeeze(word) for word in table()["answers"][name]}:
            return Figure(value)
    raise UserError("report.use_buttons", title=indicator.title)


def _read_figure(text: str, indicator: IndicatorView) -> Figure | AnswerDoubt:
    match read_number(text, indicator.unit, indicator.maximum, indicator.minimum or 0):
        case Understood(value=value, rounded=rounded):
            return Figure(value, rounded=rounded)
        case Ambiguous(readings=(one,), reason=reason, sense=sense) if sense and one.value is not None:
            if reason.key == PERIOD and not rules_of(indicator).rises:
                return Figure(one.value)
            found = totals(indicator, one.value, sense) or ((one.label, one.value),)
            return AnswerDoubt(reason.text, found)
        case Ambiguous(readings=readings, reason=reason):
            return AnswerDoubt(reason.text, tuple((reading.label, reading.value) for reading in readings))
        case Refused(reason=reason):
            raise UserError(reason.key, **reason.values)


def _read_parts(text: str, indicator: IndicatorView) -> dict[str, int]:
    """Return a value for every part: all in their order, or named ones beside what stood there last."""
    lines = [line for line in text.replace(COMMA, "\n").splitlines() if line.strip()]
    named = [_split_name(line, indicator.options) for line in lines]
    last: dict[str, int] = json.loads(indicator.last_words) if indicator.last_words else {}
    if all(name for name, _figure in named) and {*last, *(name for name, _figure in named)} >= {*indicator.options}:
        said = {name: _read_plain(figure, indicator) for name, figure in named}
        return {option: said.get(option, last.get(option, 0)) for option in indicator.options}
    if len(lines) != len(indicator.options):
        raise UserError("report.stage_count", stages=len(indicator.options), lines=len(lines))
    figures = [figure if name else line for line, (name, figure) in zip(lines, named, strict=True)]
    return dict(zip(indicator.options, (_read_plain(figure, indicator) for figure in figures), strict=True))


def _read_plain(text: str, indicator: IndicatorView) -> int:
    match _read_figure(text, indicator):
        case Figure(value):
            return value
    raise UserError("report.plain_counts")


def _split_name(line: str, options: tuple[str, ...]) -> tuple[str, str]:
    """Return the part that a line names, and its figure; '' where it names none."""
    words = line.replace(":", " ").split()
    return next(
        (
            (option, " ".join(words[length:]))
            for length in range(len(words) - 1, 0, -1)
            if (option := _find(" ".join(words[:length]), options))
        ),
        ("", line),
    )


def _find(text: str, options: tuple[str, ...]) -> str:
    return next((option for option in options if squeeze(option) == squeeze(text)), "")


def _as_json(parts: dict[str, int]) -> str:
    return json.dumps(parts, ensure_ascii=False)
