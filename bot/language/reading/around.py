"""What stands around a number: what makes it wrong, what makes it asked, and words that were not read."""

from collections.abc import Sequence

from bot.language.lexicon import Word, calendar_words
from bot.language.reading import offers
from bot.language.reading.mentions import Mention, covered, mentions
from bot.language.reading.outcome import Refused, refused
from bot.language.reading.quantities import Quantity, stranger
from bot.language.reading.senses import called_names, marks
from bot.language.reading.small_numbers import at
from bot.language.reading.tokens import Token

UNREAD = frozenset({"unknown", "vague"})
SPOKEN = frozenset({"number", "scale", "fraction"})
GLUED_SIGNS = "/_^'\\"


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
    if after.kind == "sign" and after.joined and after.text in GLUED_SIGNS and not said.unit:
        return offers.problem("malformed")
    if before is not None and before.kind == "sign" and first.joined and before.text in GLUED_SIGNS:
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
    if said.unit is None and after_number(found, said) == "and":
        return "one"
    if said.unit is not None and any(token.kind == "scale" for token in (*found[: said.start], *found[said.end :])):
        return "one"
    named = said.unit is None and said.amount.scale == 1 and before == "foreign"
    after = stranger(found, said)
    return "unit" if named or (after is not None and after.word is not None) or is_rate(found, said) else ""


def after_number(found: Sequence[Token], said: Quantity) -> str:
    """Return the kind of what stands behind a number in words: a «و» that nothing of a number follows is a slip."""
    return at(found, said.end).kind if found[said.end - 1].kind in SPOKEN else ""


def is_rate(found: Sequence[Token], said: Quantity) -> bool:
    """Return whether a time follows a unit that is short for so much a time: «۱۰ لیتر در هفته»."""
    return said.word is not None and said.word.part and any(token.kind == "foreign" for token in found[said.end :])


def unit_elsewhere(found: Sequence[Token], said: Quantity) -> list[Word]:
    """Return the words of scale and unit that stand apart from a number: «به میلیون ریال: ۲۵۰۰»."""
    others = (token.word for place, token in enumerate(found) if not said.start <= place < said.end)
    return [word for word in others if word is not None and word.kind in {"unit", "scale"}]


def told(found: Sequence[Token], said: Sequence[Quantity] = ()) -> list[Mention]:
    """Return the marks among tokens that are no part of a quantity."""
    spans = [(found[each.start].start, found[each.end - 1].end) for each in said]
    return [mark for mark in marks(found, ()) if not any(mark.start < end and start < mark.end for start, end in spans)]


def unread(found: Sequence[Token], said: Sequence[Quantity], marked: Sequence[Mention]) -> Token | None:
    """Return the first word beside some numbers that is neither known, nor a mark, nor a name of the programme."""
    over = covered(found, marked)
    named = covered(found, mentions(found, called_names()))
    for place, token in enumerate(found):
        outside = not any(each.start <= place < each.end for each in said)
        dated = token.text in calendar_words() and at(found, place + 1).kind == "month"  # «تا پایان آبان»
        known = over[place] or named[place] or dated
        if outside and token.kind in UNREAD and not known:
            return token
    return None
