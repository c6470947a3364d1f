"""A number of a free message heard as a value: of the axis that is named, open, or spoken of before. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.free_messages.clauses import Clause
from bot.free_messages.fitting import (
    NAME,
    Of,
    codes_of,
    fits,
    is_word_of,
    may_count,
    named_words,
    of_number,
    unit_of,
    weight,
)
from bot.free_messages.heard import Heard, code_of, is_part
from bot.free_messages.leftovers import strange_words
from bot.free_messages.lists import listed
from bot.free_messages.subjects import Cards, named_axes, named_indicators, options_named, subjects
from bot.language.reading.quantities import stranger
from bot.programme.called import NEITHER, Called
from bot.programme.kinds import rules_of
from bot.reporting.cards import AxisCard

MOST_ASKED = 6
"""How many indicators a question may offer."""


@dataclass(frozen=True)
class Spoken:
    """Of what is spoken when a clause comes: the open axis (`home`), the one before, what is asked and was last heard.

    With a `home` a clause that names no axis speaks of that one.
    """

    cards: Cards
    called: Called
    home: AxisCard | None = None
    before: AxisCard | None = None
    asked: str = ""
    last: Heard | None = None

    def subjects(self, clause: Clause) -> list[AxisCard]:
        """Return the axes that a clause may speak of."""
        if self.home is None:
            return subjects(clause, self.cards, self.before, self.called)
        return named_axes(clause, self.cards) or [self.home]

    def number(self, clause: Clause) -> list[Heard]:
        """Hear the number of a clause as the value of an indicator, or of a part of one."""
        if not clause.values:
            return []
        if listed := self._listed(clause):
            return listed
        pool = self.subjects(clause)
        found = of_number(clause, pool, self.called)
        heaviest = weight(clause, found[0][1], self.called) if found else 0
        parts = [each for each in options_named(clause, pool) if is_part(each.of[1]) and fits(clause, each.of[1].unit)]
        if parts and len(pool) <= 1 and (heaviest <= NAME * parts[0].words or found == [parts[0].of]):
            return [Heard(clause, "part", parts[0].of[0], (parts[0].of,), parts[0].option)]
        if not found:
            return self._misfit(clause, pool)
        if total := self._total(clause, found, heaviest):
            return total
        if heaviest == 0 or not (self.home or self.before or named_axes(clause, self.cards)):
            found = self._unnamed(clause, found, heaviest)
        found = [*found, *self._foreign(clause, found)]
        found = [pair for pair in found if may_count(clause, *pair, self.called) and not self._strays(clause, pair)]
        asked = [pair for pair in found if pair[1].code == self.asked]
        found = asked or ([] if self._far_fetched(clause) else found)
        if not found and not self.home:
            return self._part(clause) or (self._guess(clause, self.before) if self.before else [])
        return [Heard(clause, "value", found[0][0], tuple(found))] if 0 < len(found) <= MOST_ASKED else []

    def _part(self, clause: Clause) -> list[Heard]:
        """Hear a number as that of the one part of an indicator that is named."""
        named = options_named(replace(clause, names=clause.names_beside), self.cards.values())
        parts = [each for each in named if is_part(each.of[1]) and fits(clause, each.of[1].unit)]
        sure = len({each.of[1].code for each in parts}) == 1 and not named_axes(clause, self.cards)
        return [Heard(clause, "part", parts[0].of[0], (parts[0].of,), parts[0].option)] if sure else []

    def _guess(self, clause: Clause, card: AxisCard) -> list[Heard]:
        """Hear a number as one of the axis spoken of, where a word of it is all that it says; it is always asked."""
        found = [pair for pair in of_number(clause, [card], self.called) if named_words(clause, pair[1])]
        sure = len(found) == 1 and not named_axes(clause, self.cards)
        return [Heard(clause, "guess", card, (found[0],))] if sure else []

    def _listed(self, clause: Clause) -> list[Heard]:
        """Hear bare numbers, as many as the axis has indicators, in their order."""
        card = self.home or next(iter(named_axes(clause, self.cards)), None)
        pairs = listed(clause, card) if card else []
        return [Heard(each, "listed", card, (of,)) for each, of in pairs] if card else []

    def _misfit(self, clause: Clause, pool: Sequence[AxisCard]) -> list[Heard]:
        """Hear a number whose unit does not fit the one indicator that is named."""
        named = [
            pair for card in pool for pair in named_indicators(clause, card, self.called) if rules_of(pair[1]).amount
        ]
        return [Heard(clause, "value", named[0][0], tuple(named))] if len(named) == 1 else []

    def _total(self, clause: Clause, found: list[Of], heaviest: int) -> list[Heard]:
        """Hear «جمعاً ۱۱۵» as the whole of what was said last, where it names nothing of its own."""
        last = self.last
        same = [pair for pair in found if last is not None and pair in last.found]
        own = heaviest > NAME - 1 or named_axes(clause, self.cards)
        if last is None or "total" not in clause.said or own or len(last.found) != 1 or not same:
            return []
        return [Heard(clause, "value", last.axis, last.found)]

    def _foreign(self, clause: Clause, found: list[Of]) -> list[Of]:
        """Return the indicator of another axis that a clause names, where it names none of the axis it speaks of."""
        if not found or not named_axes(clause, self.cards) or self.home:
            return []
        if any(weight(clause, indicator, self.called) >= NAME for _, indicator in found):
            return []
        others = [card for card in self.cards.values() if card not in [own for own, _ in found]]
        return [pair for pair in of_number(clause, others, self.called) if weight(clause, pair[1], self.called) >= NAME]

    def _strays(self, clause: Clause, pair: Of) -> bool:
        """Return whether an indicator is of another axis than the one spoken of, or than another name in the clause."""
        if self.home or named_axes(clause, self.cards):
            return False
        names = [name for name in clause.names_beside if not is_word_of(clause, name, pair[1], self.called)]
        owners = [{self.called.axis.get(code, code) for code in codes_of(name.keys)} for name in names]
        torn = any(pair[0].code not in axes for axes in owners if axes & self.cards.keys())
        far = self.before is not None and pair[0] is not self.before
        return torn or (far and named_words(clause, pair[1]) <= 1)

    def _far_fetched(self, clause: Clause) -> bool:
        """Return whether a number on the open card has words that are not of it, and no name of an indicator of it."""
        if self.home is None or named_axes(clause, self.cards) or named_indicators(clause, self.home, self.called):
            return False
        own = {self.home.code, NEITHER, *(indicator.code for indicator in self.home.indicators)}
        return strange_words(clause) or any(not own & {code_of(key) for key in name.keys} for name in clause.names)

    def _unnamed(self, clause: Clause, found: list[Of], heaviest: int) -> list[Of]:
        """Return the indicators of a number with little of a name; a number of something unknown is none of them."""
        after = stranger(clause.tokens, clause.values[0][-1])
        strange = after is not None and after.word is None and not after.text.isascii()
        if after is not None and strange and not clause.named(after) and not clause.marked(after):
            return []
        plain = heaviest == 0 and unit_of(clause) is None and not named_axes(clause, self.cards)
        return [] if plain and strange_words(clause) else found
