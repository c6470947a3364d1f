"""A free message heard clause by clause: what each says, of which axes and indicators, and what is left unread."""

from dataclasses import dataclass, field, replace

from bot.free_messages.clauses import Clause
from bot.free_messages.cutting import clauses
from bot.free_messages.heard import WHOLE, Heard, is_part, line_end, province_of, texts_named
from bot.free_messages.leftovers import Places, has_content, leftovers, strange_words
from bot.free_messages.lists import in_lists
from bot.free_messages.numbers_heard import Spoken
from bot.free_messages.subjects import Cards, named_axes, named_indicators, options_named
from bot.language import letters
from bot.programme.called import Called
from bot.reporting.cards import AxisCard

AROUND_TEXT = f" :{letters.COMMA}-=."


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
        for clause in in_lists(
            clauses(self.text, self.called, of_provinces=not self.home), self.cards, self.called, self.home
        ):
            if clause.start >= self.text_end:
                self._hear(clause)
        self._drop_heading()

    def _hear(self, clause: Clause) -> None:
        named = named_axes(clause, self.cards)
        if named:
            self._drop_heading()
        self.province = province_of(clause) or ("" if named else self.province)
        found = self._text(clause) or self._spoken().number(clause) or self._status(clause)
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
            if any(token.figure is not None for token in clause.tokens):  # that is no part of «the rest stays»
                self.unread.append((clause.start, clause.end))
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

    def _spoken(self) -> Spoken:
        last = self.heard[-1] if self.heard else None
        return Spoken(self.cards, self.called, self.home, self.before, self.asked, last)

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

    def _status(self, clause: Clause) -> list[Heard]:
        """Hear that something stays, that there is none, that there is no report; or the stage that it is in."""
        axes = named_axes(clause, self.cards)
        pool = self._spoken().subjects(clause)
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
