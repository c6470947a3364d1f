"""A free message heard clause by clause: what each says, of which axes and indicators, and what is left unread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.free_messages.clauses import Clause
from bot.free_messages.cutting import clauses
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
from bot.free_messages.leftovers import Places, has_content, leftovers, strange_words
from bot.free_messages.lists import in_lists, listed
from bot.free_messages.subjects import Cards, named_axes, named_indicators, options_named, subjects
from bot.language import letters
from bot.language.reading.mentions import Mention
from bot.language.reading.quantities import stranger
from bot.programme.called import NEITHER, OPTION, PROVINCE, Called
from bot.programme.kinds import IndicatorKind, rules_of
from bot.reporting.cards import AxisCard, IndicatorView

WHOLE = frozenset({"text", "listed"})
"""What is heard of a clause as a whole, so that nothing of it is left."""
MOST_ASKED = 6
"""How many indicators a question may offer."""
LINE_ENDS = f"\n{letters.SEMICOLON}"
AROUND_TEXT = f" :{letters.COMMA}-=."


@dataclass(frozen=True)
class Heard:
    """What one clause says: `what` is «value», «part», «option», «text», «unchanged», «none» or «no_report».

    `found` are the indicators that it may speak of (one: sure); none: all that is left of the axis. `words` is the
    option that is named, or the text. `unread` are the places of words beside it that were not understood, `province`
    the code of another one that is named.
    """

    clause: Clause
    what: str
    axis: AxisCard
    found: tuple[Of, ...] = ()
    words: str = ""
    unread: tuple[Places, ...] = ()
    province: str = ""


@dataclass
class Listener:
    """What is remembered from clause to clause: the axis spoken of, a heading without a value, where a text ends.

    With a `home` a clause that names no axis speaks of that one. `chain` are the unread words of the clauses to which
    the next one is joined, `passed` is such a clause with a figure that was not heard at all.
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
    nothing: bool = False
    named: list[str] = field(default_factory=list)
    province: str = ""
    passed: Places | None = None
    chain: tuple[Places, ...] = ()

    def listen(self) -> None:
        """Hear every clause of the text."""
        for clause in in_lists(clauses(self.text, self.called), self.cards, self.called, self.home):
            if clause.start >= self.text_end:
                self._hear(clause)
        self._drop_heading()

    def _hear(self, clause: Clause) -> None:
        named = named_axes(clause, self.cards)
        if named:
            self._drop_heading()
        self.province = province_of(clause) or ("" if named else self.province)
        found = self._text(clause) or self._value(clause) or self._status(clause)
        if found:
            left = tuple(leftovers(clause)) if found[-1].what not in WHOLE else ()
            if self.passed and clause.joined:
                self.unread.remove(self.passed)
                left = (self.passed, *left)
            if left and left[0][0] == clause.start and self._touches(clause):
                self.heard[-1] = replace(self.heard[-1], unread=(*self.heard[-1].unread, left[0]))
            beside = (*(self.chain if clause.joined else ()), *left)
            self.chain = beside
            self.heard += [replace(each, unread=beside, province=self.province) for each in found]
            self.before, self.heading, self.passed = found[-1].axis, None, None
            return
        if len(named) == 1:
            self.before = named[0]
        if clause.status == "unchanged" and not named and ("rest" in clause.said or self._is_whole(clause)):
            self.rest = True
        elif clause.status == "no_report" and self._is_whole(clause):
            self.nothing = True
        elif len(named) == 1 and not strange_words(clause) and not clause.values:
            self.heading = (clause.start, clause.end)
        elif has_content(clause) or clause.status:
            self.unread.append((clause.start, clause.end))
            self.passed = (clause.start, clause.end) if clause.values else None

    def _touches(self, clause: Clause) -> bool:
        """Return whether the words that a clause begins with touch the figure of the one before, which was heard."""
        last = self.heard[-1].clause if self.heard else None
        if last is None or self.text[last.end : clause.start].strip():
            return False
        return clause.joined or (bool(last.values) and last.values[-1][-1].end == len(last.tokens))

    def _is_whole(self, clause: Clause) -> bool:
        """Return whether a clause is said of all axes: nothing is named, and nothing was said before."""
        beside = clause.names or clause.values or strange_words(clause) or self.heading or self.before or self.home
        return not beside

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
        if listed := self._listed(clause):
            return listed
        pool = self._subjects(clause)
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
        last = self.heard[-1] if self.heard else None
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


def province_of(clause: Clause) -> str:
    """Return the code of another province that a clause names, '' for none."""
    found = (key.removeprefix(PROVINCE) for name in clause.names for key in name.keys if key.startswith(PROVINCE))
    return next(found, "")


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
