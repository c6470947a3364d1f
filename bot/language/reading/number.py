"""The number reader: what an official types on a phone, understood, asked or refused, never guessed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.language import letters
from bot.language.cleaning import clean
from bot.language.lexicon import also_none, half_of
from bot.language.reading import meaning, offers
from bot.language.reading.around import doubt_around, told, unit_elsewhere, unread, wrong_around
from bot.language.reading.mending import breaks, near_units, touching, variants
from bot.language.reading.mentions import covered
from bot.language.reading.offers import AskedUnit
from bot.language.reading.outcome import Ambiguous, Outcome, Refused, Understood, refused
from bot.language.reading.pairs import pair
from bot.language.reading.quantities import Quantity, quantities
from bot.language.reading.senses import CHANGES, sense_of
from bot.language.reading.small_numbers import at
from bot.language.reading.tokens import Token, tokens
from bot.language.units import Unit

LONGEST = 4096
DASHES = frozenset("-−–—_" + letters.TATWEEL)
MOST_NUMBERS = 3


def read_number(text: str, unit: Unit, bound: int | None = None, low: int = 0) -> Outcome:
    """Say how a text is understood as a value of `unit`, between `low` and `bound` (as stored); never raises.

    A value is stored in the unit's smallest parts (money: current rial). «Ambiguous» and «Refused» carry the
    sentence to be said. A value over `bound` is never understood; the question names the bound.
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
    found = hedges_aside(found)
    return early(found, asked) or mended(found, asked) or numbers(found, asked)


def early(found: Sequence[Token], asked: AskedUnit) -> Refused | None:
    """Return the refusal of a text for its signs alone: odd digits, money of other countries."""
    kinds = {token.kind for token in found}
    if "odd" in kinds:
        return refused("odd_digits", example=asked.example)
    if "currency" in kinds:
        return refused("foreign_unit", unit=asked.unit.title)
    return None


def hedges_aside(found: Sequence[Token]) -> Sequence[Token]:
    """Return tokens with a hedge that stands within a number behind its scale: «۱۲ و خرده‌ای میلیارد»."""
    for place in range(1, len(found) - 1):
        if found[place].kind == "more_or_less" and at(found, place + 1).kind == "scale":
            return [*found[:place], found[place + 1], found[place], *hedges_aside(found[place + 2 :])]
    return found


def mended(found: Sequence[Token], asked: AskedUnit) -> Outcome | None:
    """Ask what a mistyped word is that touches a number; None where none does, or where it may be read around."""
    harmless = covered(found, told(found))
    places = [place for place in touching(found) if not harmless[place] or breaks(found, place)]
    if not places:
        return None
    kept = [each for each in variants(found, places, asked.unit.family) if each != list(found)]
    broken = any(breaks(found, place) for place in places)
    if not kept and not broken:
        return None
    if not broken and any(near_units(found[place].text, asked.unit.family) for place in places):
        kept.append(list(found))
    word = " ".join(found[place].text for place in places)
    outcome = offers.united([numbers(each, asked) for each in kept], asked, word)
    return None if isinstance(outcome, Refused) and not broken else outcome


def numbers(found: Sequence[Token], asked: AskedUnit) -> Outcome:
    """Say how the quantities of a text are understood."""
    said = quantities(found, MOST_NUMBERS)
    match said:
        case []:
            return no_number(found, asked)
        case [one]:
            return single(found, one, asked)
        case _:
            return pair(found, said, asked, numbers)


def no_number(found: Sequence[Token], asked: AskedUnit) -> Outcome:
    """Say what a text without a number means: none, unchanged, or nothing."""
    kinds = {token.kind for token in found}
    if "unchanged" in kinds:
        return refused("unchanged")
    if "none" in kinds:
        return offers.nothing_or_zero(asked)
    return refused("no_number", example=asked.example)


def single(found: Sequence[Token], said: Quantity, asked: AskedUnit) -> Outcome:
    """Say how the one number of a text is understood, with what stands around it."""
    if is_no(found, said):
        return meaning.nine_or_nothing(said, asked)
    if (wrong := wrong_around(found, said)) is not None:
        return wrong
    if asked.unit.family == "money" and said.unit is None and is_half_of(found, said):
        return refused("share")
    spoken = unit_elsewhere(found, said) if said.unit is None else []
    outcome = meaning.with_unit_elsewhere(said, spoken, asked) if spoken else meaning.read(said, asked)
    if "none" in {token.kind for token in found} | {key for mark in told(found, (said,)) for key in mark.keys}:
        return offers.or_nothing(outcome, asked)
    return doubted(found, said, asked, outcome)


def is_no(found: Sequence[Token], said: Quantity) -> bool:
    """Return whether a number may be «no»: «نه» alone, counting nothing."""
    return found[said.start].text in also_none() and said.end == said.start + 1 and not counts(found, said.end)


def is_half_of(found: Sequence[Token], said: Quantity) -> bool:
    """Return whether a number is «نصف» of something, with no scale: it says no amount."""
    return said.amount.scale == 1 and said.end == said.start + 1 and found[said.start].text in half_of()


def counts(found: Sequence[Token], place: int) -> bool:
    """Return whether «تا» stands at a place: «نه تا» is nine."""
    return at(found, place).kind == "range"


def doubted(found: Sequence[Token], said: Quantity, asked: AskedUnit, outcome: Outcome) -> Outcome:
    """Return an outcome, asked where a word beside the number says that it may be no total, or was not read."""
    marked = told(found, (said,))
    sense = sense_of(key for mark in marked for key in mark.keys)
    word = unread(found, (said,), marked)
    doubt = doubt_around(found, said) or ("unread" if word else "")
    doubt = sense if sense and (sense != "period" or not doubt) else doubt
    if isinstance(outcome, Understood) and sense == "remaining" and asked.unit.family == "percent":
        return offers.offered((Decimal(100) - outcome.decimal, outcome.decimal), asked, sense)
    if isinstance(outcome, Understood) and doubt:
        outcome = offers.confirmed(outcome, asked, doubt, word.text if word else "")
    return replace(outcome, sense=sense) if isinstance(outcome, Ambiguous) and sense in CHANGES else outcome
