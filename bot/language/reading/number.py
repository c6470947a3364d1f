"""The number reader: what an official types on a phone, understood, asked or refused, never guessed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language import letters
from bot.language.cleaning import clean
from bot.language.lexicon import Word, also_none
from bot.language.reading import meaning, offers
from bot.language.reading.offers import AskedUnit
from bot.language.reading.outcome import Ambiguous, Outcome, Refused, Understood, refused
from bot.language.reading.quantities import Quantity, quantities, stranger
from bot.language.reading.small_numbers import at
from bot.language.reading.tokens import Token, tokens
from bot.language.units import Unit

LONGEST = 4096
DASHES = frozenset("-−–—_" + letters.TATWEEL)


def read_number(text: str, unit: Unit, bound: int | None = None, low: int = 0) -> Outcome:
    """Say how a text is understood as a value of `unit`, between `low` and `bound` (as stored); never raises.

    A value is stored in the unit's smallest parts (money: current rial). «Ambiguous» and «Refused» carry the
    sentence to be said.
    """
    asked = AskedUnit(unit, low, bound)
    text = clean(text, LONGEST)
    if not text:
        return refused("empty", example=asked.example)
    if set(text) <= DASHES:
        return offers.nothing_or_zero(asked)
    return read_tokens(tokens(text), unit, bound, low)


def read_tokens(found: Sequence[Token], unit: Unit, bound: int | None = None, low: int = 0) -> Outcome:
    """Say how the tokens of a text are understood, as `read_number` does; never raises."""
    asked = AskedUnit(unit, low, bound)
    return early(found, asked) or numbers(found, asked)


def early(found: Sequence[Token], asked: AskedUnit) -> Refused | None:
    """Return the refusal of a text for its signs alone: odd digits, money of other countries."""
    kinds = {token.kind for token in found}
    if "odd" in kinds:
        return refused("odd_digits", example=asked.example)
    if "currency" in kinds:
        return refused("foreign_unit", unit=asked.unit.title)
    return None


def numbers(found: Sequence[Token], asked: AskedUnit) -> Outcome:
    """Say how the quantities of a text are understood."""
    said = quantities(found, 3)
    match said:
        case []:
            return no_number(found, asked)
        case [one]:
            return single(found, one, asked)
        case [first, second] if is_bracketed(found, first, second):
            return bracketed(found, first, second, asked)
        case [first, second] if "same" in kinds_between(found, first, second):
            wrong = wrong_around(found, first) or wrong_around(found, second)
            return wrong or same_twice(meaning.read(first, asked), meaning.read(second, asked))
        case _:
            return several(found, said)


def no_number(found: Sequence[Token], asked: AskedUnit) -> Outcome:
    """Say what a text without a number means: none, unchanged, or nothing."""
    kinds = {token.kind for token in found}
    if "unchanged" in kinds:
        return refused("unchanged")
    if "none" in kinds:
        return offers.nothing_or_zero(asked)
    return refused("no_number", example=asked.example)


def several(found: Sequence[Token], said: Sequence[Quantity]) -> Refused:
    """Return the refusal of two numbers: a range, a choice, a date, or just two."""
    first, second = said[0], said[1]
    problems = [quantity.amount.problem for quantity in said if quantity.amount.problem]
    if problems:
        return offers.problem(problems[0])
    between = set(kinds_between(found, first, second))
    if first.kind == "month" or second.kind == "month":
        return refused("date")
    if "or" in between:
        return refused("or")
    return refused("range" if between & {"range", "dash", "tilde"} else "two_numbers")


def kinds_between(found: Sequence[Token], first: Quantity, second: Quantity) -> list[str]:
    """Return the kinds of the tokens between two numbers."""
    return [token.kind for token in found[first.end : second.start]]


def is_bracketed(found: Sequence[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether the second number stands alone in brackets: «۲۵ (بیست و پنج) میلیارد تومان»."""
    return kinds_between(found, first, second)[-1:] == ["open"] and at(found, second.end).kind == "close"


def bracketed(found: Sequence[Token], first: Quantity, second: Quantity, asked: AskedUnit) -> Outcome:
    """Say how a number with another in brackets is understood: they repeat it, or it is refused.

    A number in brackets without its unit takes that of the text around, which may follow the brackets.
    """
    outside = [*found[: second.start - 1], *found[second.end + 1 :]]
    around = quantities(outside, 1)[0]
    if second.unit is None and first.amount.values and first.amount.values[0] and around.amount.values:
        factor = around.amount.values[0] / first.amount.values[0]
        second = replace(second, amount=second.amount.times(factor), unit=around.unit)
    return same_twice(numbers(outside, asked), meaning.read(second, asked))


def same_twice(first: Outcome, second: Outcome) -> Outcome:
    """Return the value that a number and its repetition share; two that differ are refused."""
    for one, other in ((first, second), (second, first)):
        if isinstance(one, Understood) and one.value in values(other):
            return one
    return refused("two_numbers")


def values(outcome: Outcome) -> set[int | None]:
    """Return the values that an outcome allows."""
    if isinstance(outcome, Understood):
        return {outcome.value}
    return {reading.value for reading in outcome.readings} if isinstance(outcome, Ambiguous) else set()


def single(found: Sequence[Token], said: Quantity, asked: AskedUnit) -> Outcome:
    """Say how the one number of a text is understood, with what stands around it."""
    if found[said.start].text in also_none() and len(found) == 1:
        return meaning.nine_or_nothing(said, asked)
    if (wrong := wrong_around(found, said)) is not None:
        return wrong
    spoken = unit_elsewhere(found, said) if said.unit is None else []
    outcome = meaning.with_unit_elsewhere(said, spoken, asked) if spoken else meaning.read(said, asked)
    doubt = doubt_around(found, said)
    if doubt and isinstance(outcome, Understood):
        return offers.confirmed(outcome, asked, doubt)
    if "none" in {token.kind for token in found}:
        return offers.or_nothing(outcome, asked)
    return outcome


def wrong_around(found: Sequence[Token], said: Quantity) -> Refused | None:
    """Return the refusal of a number for what is glued to it: a minus, letters, a date, another sign."""
    before, after = at(found, said.start - 1) if said.start else None, at(found, said.end)
    if said.kind == "month":
        return refused("date")
    first = found[said.start]
    if after.kind == "negative" or (before is not None and (before.kind == "negative" or is_minus(found, said))):
        return refused("negative")
    if after.kind == "dash" and after.joined and at(found, said.end + 1).kind == "end":
        return refused("negative")
    if after.kind == "scale" or (after.kind == "unknown" and after.joined and is_latin(after)):
        return offers.problem("malformed")
    if after.kind == "sign" and after.joined and after.text in "/_^'\\" and not said.unit:
        return offers.problem("malformed")
    if before is not None and before.kind == "sign" and first.joined and before.text in "/_^'\\":
        return offers.problem("malformed")
    return None


def is_minus(found: Sequence[Token], said: Quantity) -> bool:
    """Return whether a dash is a minus: glued to the number, and the first of the text or after a space."""
    dash = found[said.start - 1]
    alone = said.start == 1 or not dash.joined or found[said.start - 2].kind in {"open", "sign"}
    return dash.kind == "dash" and found[said.start].joined and alone


def is_latin(token: Token) -> bool:
    """Return whether a word is of Latin letters («1e9»، «12k»)."""
    return token.text.isascii()


def doubt_around(found: Sequence[Token], said: Quantity) -> str:
    """Return why a number that is understood should still be confirmed, or nothing."""
    kinds = {token.kind for token in found}
    before = found[said.start - 1].kind if said.start else ""
    if kinds & {"more_or_less", "about"} or before == "range":
        return "about"
    if "doubt" in kinds:
        return "one"
    if "dash" in kinds and (before == "dash" or found[0].kind == "dash"):
        return "one"
    if before == "open" and at(found, said.end).kind == "close" and len(found) <= said.end - said.start + 2:
        return "one"
    named = said.unit is None and said.amount.scale == 1 and before == "foreign"
    return "unknown_word" if named or stranger(found, said) is not None else ""


def unit_elsewhere(found: Sequence[Token], said: Quantity) -> list[Word]:
    """Return the words of scale and unit that stand apart from a number: «به میلیون ریال: ۲۵۰۰»."""
    others = (token.word for place, token in enumerate(found) if not said.start <= place < said.end)
    words = [word for word in others if word is not None and word.kind in {"unit", "scale"}]
    return words if any(word.kind == "unit" for word in words) else []
