"""Two numbers in one text: one that repeats the other, one that is the tail of the other, or one too many."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.language.lexicon import sense_words
from bot.language.reading import meaning, offers
from bot.language.reading.around import told, unread, wrong_around
from bot.language.reading.offers import AskedUnit
from bot.language.reading.outcome import Ambiguous, Outcome, Refused, Understood, refused
from bot.language.reading.quantities import Quantity, quantities
from bot.language.reading.small_numbers import at, room_after
from bot.language.reading.tokens import Token

THOUSAND, HUNDRED = Decimal(1000), Decimal(100)
HUNDREDS = range(100, 1000)

Numbers = Callable[[Sequence[Token], AskedUnit], Outcome]


def pair(found: Sequence[Token], said: Sequence[Quantity], asked: AskedUnit, numbers: Numbers) -> Outcome:
    """Say how a text with several numbers is understood; `numbers` reads a text without the repetition."""
    outcome = pair_alone(found, said, asked, numbers)
    word = unread(found, said, told(found, said))
    if isinstance(outcome, Understood) and word is not None:
        return offers.confirmed(outcome, asked, "unread", word.text)
    return outcome


def pair_alone(found: Sequence[Token], said: Sequence[Quantity], asked: AskedUnit, numbers: Numbers) -> Outcome:
    """Say how several numbers are understood, whatever stands beside them."""
    first, second = said[0], said[1]
    if len(said) == 2 and is_bracketed(found, first, second):
        return bracketed(found, first, second, asked, numbers)
    if len(said) == 2 and "same" in kinds_between(found, first, second):
        wrong = wrong_around(found, first) or wrong_around(found, second)
        return wrong or same_twice(meaning.read(first, asked), meaning.read(second, asked))
    if len(said) == 2 and is_reached(found, first, second):
        return numbers([*found[: first.start - 1], *found[second.start :]], asked)
    if len(said) == 2 and is_part(found, first, second):
        return part_of(found, first, second, asked)
    if len(said) == 2 and is_one_number(found, first, second):
        return offers.united([meaning.read(summed(first, second), asked)], asked, spelt(found, first, second))
    if len(said) == 2 and is_tail(found, first, second) and asked.unit.code == "bn_toman":
        joined = [value + tail / THOUSAND for value in first.amount.values for tail in second.amount.values]
        return offers.offered(joined, asked, "tail")
    return several(found, said)


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


def is_reached(found: Sequence[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether a second number is what was reached from the first: «از ۷۰ به ۷۵»."""
    begun = first.start > 0 and found[first.start - 1].text in sense_words("of")
    return begun and [token.text in sense_words("to") for token in found[first.end : second.start]] == [True]


def is_part(found: Sequence[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether a first number is that much of a second one: «۱۴ از ۱۸ میلیارد»."""
    between = [token.text in sense_words("of") for token in found[first.end : second.start]]
    return between == [True] and first.kind in {"", second.kind}


def part_of(found: Sequence[Token], first: Quantity, second: Quantity, asked: AskedUnit) -> Outcome:
    """Say how «۱۴ از ۱۸ میلیارد» is understood: the first number, plain only where something was done."""
    if asked.unit.family == "percent" and first.kind == second.kind == "":
        shares = [one / of * HUNDRED for one in first.amount.values for of in second.amount.values if of]
        return offers.offered(shares, asked, "share", spare=first.amount.values)
    if first.unit is None and first.amount.scale == 1:
        first = replace(first, amount=replace(first.amount.times(second.amount.scale), scale=second.amount.scale))
        first = replace(first, unit=second.unit)
    outcome = wrong_around(found, first) or meaning.read(first, asked)
    done = any("done" in mark.keys for mark in told(found, (first, second)))
    return outcome if done or not isinstance(outcome, Understood) else offers.confirmed(outcome, asked, "one")


def is_one_number(found: Sequence[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether two numbers in words are one without its «و»: «چهل پنج»، «صد سی»."""
    beside = first.end == second.start and first.unit is None and first.amount.scale == 1
    spoken = all(found[place].kind == "number" for place in (first.end - 1, second.start))
    room = [room_after(value) for value in first.amount.values]
    least = second.amount.scale
    return beside and spoken and all(0 < value / least < room[0] for value in second.amount.values)


def summed(first: Quantity, second: Quantity) -> Quantity:
    """Return the number that two make without «و» between them, in the scale and unit of the second."""
    amount, scale = second.amount, second.amount.scale
    added = tuple(value * scale + tail for value in first.amount.values for tail in amount.values)
    return replace(second, amount=replace(amount, values=added))


def spelt(found: Sequence[Token], first: Quantity, second: Quantity) -> str:
    """Return the words of two numbers."""
    return " ".join(token.text for token in found[first.start : second.end])


def is_tail(found: Sequence[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether a second number is the millions of a first one: «۱۲ و ۳۰۰»، «دوازده پانصد»."""
    bare = first.unit is None and second.unit is None and first.amount.scale == second.amount.scale == 1
    whole = all(0 < value < HUNDREDS.start and value % 1 == 0 for value in first.amount.values)
    hundreds = all(value in HUNDREDS for value in second.amount.values)
    beside = kinds_between(found, first, second) in ([], ["and"])
    return bare and beside and bool(first.amount.values) and whole and hundreds and bool(second.amount.values)


def kinds_between(found: Sequence[Token], first: Quantity, second: Quantity) -> list[str]:
    """Return the kinds of the tokens between two numbers."""
    return [token.kind for token in found[first.end : second.start]]


def is_bracketed(found: Sequence[Token], first: Quantity, second: Quantity) -> bool:
    """Return whether the second number stands alone in brackets: «۲۵ (بیست و پنج) میلیارد تومان»."""
    return kinds_between(found, first, second)[-1:] == ["open"] and at(found, second.end).kind == "close"


def bracketed(found: Sequence[Token], first: Quantity, second: Quantity, asked: AskedUnit, numbers: Numbers) -> Outcome:
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
