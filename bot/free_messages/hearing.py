"""A free message heard clause by clause: what each says, of which axes and indicators, and what is left unread."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.free_messages.clauses import Clause
from bot.free_messages.cutting import clauses
from bot.free_messages.fitting import NAME, Of, fits, of_number, unit_of, weight
from bot.free_messages.leftovers import Places, has_content, leftovers, strange_words
from bot.free_messages.subjects import Cards, named_axes, named_indicators, options_named, subjects
from bot.language import letters
from bot.language.reading.mentions import Mention
from bot.language.reading.quantities import stranger
from bot.programme.called import NEITHER, OPTION, Called
from bot.programme.kinds import IndicatorKind, rules_of
from bot.reporting.cards import AxisCard, IndicatorView

MOST_ASKED = 6
"""How many indicators a question may offer."""
LINE_ENDS = f"\n{letters.SEMICOLON}"
AROUND_TEXT = f" :{letters.COMMA}-=."


@dataclass(frozen=True)
class Heard:
    """What one clause says: `what` is «value», «part», «option», «text», «unchanged», «none» or «no_report».

    `found` are the indicators that it may speak of (one: sure); none: all that is left of the axis. `words` is the
    option that is named, or the text.
    """

    clause: Clause
    what: str
    axis: AxisCard
    found: tuple[Of, ...] = ()
    words: str = ""


@dataclass
class Listener:
    """What is remembered from clause to clause: the axis spoken of, a heading without a value, where a text ends.

    With a `home` a clause that names no axis speaks of that one.
    """

    text: str
    cards: Cards
    called: Called
    asked: str = ""
    home: AxisCard | None = None
    before: AxisCard | None = None
    heading: Places | None = None
    text_end: int = 0
    heard: list[Heard] = field(default_factory=list)
    unread: list[Places] = field(default_factory=list)
    rest: bool = False
    named: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Hear every clause of the text."""
        for clause in clauses(self.text, self.called):
            if clause.start >= self.text_end:
                self._hear(clause)
        self._drop_heading()

    def _hear(self, clause: Clause) -> None:
        named = named_axes(clause, self.cards)
        if named:
            self._drop_heading()
        found = self._text(clause) or self._value(clause) or self._status(clause)
        if found:
            self.heard += found
            self.before, self.heading = found[-1].axis, None
            self.unread += leftovers(clause) if found[-1].what != "text" else []
            return
        if len(named) == 1:
            self.before = named[0]
        if "rest" in clause.said and clause.status == "unchanged" and not named:
            self.rest = True
        elif len(named) == 1 and not strange_words(clause) and not clause.values:
            self.heading = (clause.start, clause.end)
        elif has_content(clause) or clause.status:
            self.unread.append((clause.start, clause.end))

    def _drop_heading(self) -> None:
        """Leave a heading unread that nothing followed."""
        if self.heading and self.before:
            self.unread.append(self.heading)
            self.named.append(self.before.code)
        self.heading = None

    def _subjects(self, clause: Clause) -> list[AxisCard]:
        if self.home is None:
            return subjects(clause, self.cards, self.before, self.called)
        return named_axes(clause, self.cards) or [self.home]

    def _text(self, clause: Clause) -> list[Heard]:
        """Hear what follows the name of an indicator that is a text, to the end of its line."""
        here = self.home or self.before
        axes = named_axes(clause, self.cards) or ([here] if here else []) or self.cards.values()
        for of, name in texts_named(clause, axes):
            end = line_end(self.text, name.end)
            words = self.text[name.end : end].strip(AROUND_TEXT)
            if words:
                self.text_end = end
                return [Heard(clause, "text", of[0], (of,), words)]
        return []

    def _value(self, clause: Clause) -> list[Heard]:
        """Hear the number of a clause as the value of an indicator, or of a part of one."""
        if not clause.values:
            return []
        pool = self._subjects(clause)
        found = of_number(clause, pool, self.called)
        heaviest = weight(clause, found[0][1], self.called) if found else 0
        parts = [each for each in options_named(clause, pool) if is_part(each.of[1]) and fits(clause, each.of[1].unit)]
        if parts and len(pool) <= 1 and (heaviest <= NAME * parts[0].words or found == [parts[0].of]):
            return [Heard(clause, "part", parts[0].of[0], (parts[0].of,), parts[0].option)]
        if not found:
            refused = [
                pair
                for card in pool
                for pair in named_indicators(clause, card, self.called)
                if rules_of(pair[1]).amount
            ]
            return [Heard(clause, "value", refused[0][0], tuple(refused))] if len(refused) == 1 else []
        if heaviest == 0 or not (self.home or self.before or named_axes(clause, self.cards)):
            found = self._unnamed(clause, found, heaviest)
        asked = [pair for pair in found if pair[1].code == self.asked]
        found = asked or ([] if self._far_fetched(clause) else found)
        return [Heard(clause, "value", found[0][0], tuple(found))] if 0 < len(found) <= MOST_ASKED else []

    def _far_fetched(self, clause: Clause) -> bool:
        """Return whether a number on the open card has words that are not of it, and no name of an indicator of it."""
        if self.home is None or named_axes(clause, self.cards) or named_indicators(clause, self.home, self.called):
            return False
        own = {self.home.code, NEITHER, *(indicator.code for indicator in self.home.indicators)}
        return strange_words(clause) or any(not own & {code_of(key) for key in name.keys} for name in clause.names)

    def _unnamed(self, clause: Clause, found: list[Of], heaviest: int) -> list[Of]:
        """Return the indicators of a number with little of a name; a number of something unknown is none of them."""
        after = stranger(clause.tokens, clause.values[0][-1])
        if after is not None and after.word is None and not clause.named(after) and not clause.marked(after):
            return []
        plain = heaviest == 0 and unit_of(clause) is None and not named_axes(clause, self.cards)
        return [] if plain and strange_words(clause) else found

    def _status(self, clause: Clause) -> list[Heard]:
        """Hear that something stays, that there is none, that there is no report; or the stage that it is in."""
        axes = named_axes(clause, self.cards)
        pool = self._subjects(clause)
        if stages := [each for each in options_named(clause, pool) if not is_part(each.of[1])]:
            return [Heard(clause, "option", stages[0].of[0], (stages[0].of,), stages[0].option)]
        if not clause.status or ("rest" in clause.said and not axes):
            return []
        if strange_words(clause) and (clause.status == "none" or not clause.names):
            return []
        if not clause.names and not (self.heading or self.home):
            return []
        return [heard for card in pool for heard in self._status_of(clause, card)]

    def _status_of(self, clause: Clause, card: AxisCard) -> list[Heard]:
        found = named_indicators(clause, card, self.called)
        return [Heard(clause, clause.status, card, (pair,)) for pair in found] or [Heard(clause, clause.status, card)]


def code_of(key: str) -> str:
    """Return the code in the key of a name, without the option of an indicator."""
    return key.partition(OPTION)[0]


def is_part(indicator: IndicatorView) -> bool:
    """Return whether the options of an indicator have numbers of their own."""
    return indicator.kind == IndicatorKind.STAGE_COUNTS or indicator.is_broken_down


def texts_named(clause: Clause, cards: Iterable[AxisCard]) -> list[tuple[Of, Mention]]:
    """Return the indicators of some axes that are texts and that a clause names, with their names."""
    return [
        ((card, indicator), name)
        for card in cards
        for name in clause.names
        for indicator in card.indicators
        if indicator.kind == IndicatorKind.TEXT and indicator.code in name.keys and card.code not in name.keys
    ]


def line_end(text: str, start: int) -> int:
    """Return where the line or sentence that goes on at a place ends."""
    return min((end for sign in LINE_ENDS if (end := text.find(sign, start)) >= 0), default=len(text))
