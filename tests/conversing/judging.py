"""Judges an act by what came of it; the bench fails by these rules alone.

1. **Words.** Somebody on the roster said something that is no word of the menu and no command. Then it was *kept*: a
   table changed beside those that only carry the talk, or the conversation's new state or an errand holds the text (its
   first 20 letters, where it is longer); or it was *named*: a sentence that did not stand on the last screen quotes the
   text, a piece of it in «…», or each of its numerals. A courtesy (a greeting, thanks, «later», «help») only needs a
   sentence that did not stand on the last screen. Else it is «unnamed» where there is at least such a sentence,
   «swallowed» where a screen only came again, «unanswered» where nothing came.
2. **Figures.** Each numeral of what was said stands in what was stored, in the new state or an errand, or in what was
   answered (a sentence that was not there before, or a button). Numerals are compared by their digits, zeros at either
   end aside, since «۱۲٫۵ میلیارد» is stored in its smallest unit.
3. **The same screen.** Nobody is shown the same text with the same buttons twice in a row in a chat, unless they asked
   for it (by a word of the menu, a command, a question or a button that stays good whatever is open), a note stands
   above it, or the message was edited in place.
4. **Buttons.** A live button that names an axis, an indicator or a province leads to something that names it, is marked
   in its place, or is answered with a sentence of its own, above whatever is shown; «بعداً», «بازگشت» and «انصراف»
   store no fact, though drafts may go; every live button does or says something.
5. **Nothing fails.** Nothing is logged as an error (a dead letter, an errand, the clock); no row has buttons that a
   messenger would not take.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.language.folding import fold, squeeze
from handlers.edge.rendering import to_markup
from storage.outgoing import Outgoing
from tests.conversing.folk import Chat, labels_of
from tests.conversing.town import Came

CARRYING = frozenset({"inbox", "outbox", "audit", "accounts", "conversations", "errands", "ledger", "intakes"})
"""Tables that carry the talk: a change of these alone keeps nothing."""
DRAFTING = frozenset({"drafts", "obstacle_drafts", "waiting_drafts", "admin_drafts", "announcement_drafts"})
"""Tables of what somebody has not handed in yet, which leaving may drop."""
HOLDING = frozenset({"conversations", "errands"})
"""Tables that carry the talk and may hold the words themselves, in JSON."""
LEAVING = frozenset({"بعداً", "بازگشت", "انصراف"})
QUOTED = 20
PIECE = re.compile("«([^»]*)»")
NUMERAL = re.compile(r"(?<![a-z_0-9])[0-9][0-9٬,،.٫/]*", re.IGNORECASE)
INSTANT = re.compile(r"\d{4}-\d\d-\d\d(T[0-9:.+Z-]*)?")


@dataclass(frozen=True)
class Act:
    """What somebody did: its kind, and the words that were in it or the label that was tapped.

    ``live``: the button is on the open screen, or stays good whatever is open; ``asking``: who does it once more asks
    for the same once more, as with a word of the menu, a command, a question or a button that stays good.
    """

    kind: str
    words: str = ""
    label: str = ""
    live: bool = False
    asking: bool = False


@dataclass(frozen=True)
class Moment:
    """An act with all that came of it, in the chat where it was done.

    ``body`` is the screen before it, ``labels`` its buttons; ``state`` is how the person stands after it; ``names`` are
    all that axes, indicators and provinces are called, each with what else it is called.
    """

    act: Act
    came: Came
    chat: Chat
    body: str
    labels: tuple[str, ...]
    state: str
    names: Mapping[str, tuple[str, ...]]

    @property
    def shown(self) -> list[Outgoing]:
        """Return what the actor's chat was shown."""
        return [row for row in self.came.rows if (row.platform, row.chat_id) == (self.chat.platform, self.chat.number)]

    @property
    def fresh(self) -> list[str]:
        """Return the lines that the actor was shown and that did not stand on the last screen."""
        stood = set(self.body.splitlines())
        lines = [line for row in self.shown for line in row.text.splitlines() if line.strip() and line not in stood]
        return [*lines, self.came.toast] if self.came.toast else lines

    @property
    def facts(self) -> set[str]:
        """Return the tables of facts that the act changed."""
        return {table for table, _ in self.came.written} - CARRYING

    @property
    def errands(self) -> bool:
        """Say whether the act ordered slow work, whose result comes later."""
        return any(table == "errands" for table, _ in self.came.written)

    @property
    def stored(self) -> str:
        """Return all that the act wrote, without the instants at which it did."""
        told = " ".join(sql for table, sql in self.came.written if table not in CARRYING - HOLDING)
        return INSTANT.sub(" ", told.replace("\\n", "\n"))


def judge(moment: Moment) -> Iterator[tuple[str, str]]:
    """Yield what is wrong: the kind of it, and what it is about."""
    yield from _failed(moment)
    if moment.act.words:
        yield from _words(moment)
        yield from _figures(moment)
    if moment.act.live:
        yield from _button(moment)
    if moment.act.kind in {"file", "edit", "contact", "place", "sticker"} and not moment.shown:
        yield "unanswered", moment.act.kind


def same_again(chat: Chat, row: Outgoing, act: Act | None) -> bool:
    """Say whether a row that is about to be shown is the screen that stands last, for no reason that anybody sees."""
    last = chat.last
    asked = act is not None and act.asking
    in_place = row.operation == "edit" and row.target in chat.messages
    if last is None or asked or in_place or not row.buttons or chat.note:
        return False
    return (row.text, labels_of(row)) == (last.text, labels_of(last))


def numerals(text: str) -> list[str]:
    """Return the numerals of a text, each as its digits without zeros at either end."""
    found = [re.sub(r"[^0-9]", "", numeral).strip("0") for numeral in NUMERAL.findall(fold(text))]
    return [digits or "0" for digits in found]


def _failed(moment: Moment) -> Iterator[tuple[str, str]]:
    for what in moment.came.raised:
        yield "raised", f"{moment.act.words or moment.act.label}: {what}"
    for row in moment.came.rows:
        try:
            to_markup(row)
        except ValueError as problem:
            yield "impossible buttons", str(problem)


def _words(moment: Moment) -> Iterator[tuple[str, str]]:
    words = squeeze(moment.act.words)
    if moment.facts or words[:QUOTED] in squeeze(moment.stored) or _is_named(words, moment):
        return
    if not moment.shown:
        yield "unanswered", moment.act.words
    elif not moment.fresh:
        yield "swallowed", moment.act.words
    elif moment.act.kind != "courtesy":
        yield "unnamed", moment.act.words


def _is_named(words: str, moment: Moment) -> bool:
    """Say whether what was answered names what was said."""
    told = "\n".join(moment.fresh)
    said, pieces = numerals(moment.act.words), map(squeeze, PIECE.findall(told))
    return (
        words[:QUOTED] in squeeze(told)
        or any(len(piece) > 1 and piece.rstrip("…") in words for piece in pieces)
        or bool(said and set(said) <= set(numerals(told)))
    )


def _figures(moment: Moment) -> Iterator[tuple[str, str]]:
    buttons = [label for row in moment.shown for label in labels_of(row)]
    told = numerals("\n".join([*moment.fresh, *buttons, moment.stored, _unquoted(moment.state)]))
    lost = [digits for digits in numerals(moment.act.words) if digits not in told]
    if lost:
        yield "lost figure", f"{', '.join(lost)} of {moment.act.words}"


def _unquoted(state: str) -> str:
    """Return the values of a state as plain text."""
    return json.dumps(json.loads(state or "{}"), ensure_ascii=False).replace("\\n", "\n")


def _button(moment: Moment) -> Iterator[tuple[str, str]]:
    act, label = moment.act, fold(moment.act.label)
    if act.label in LEAVING and moment.facts - DRAFTING:
        yield "leaving stores", f"{act.label}: {', '.join(sorted(moment.facts))}"
    if not moment.shown and not moment.came.toast and not moment.facts and not moment.errands:
        yield "mute button", act.label
    named = [other for name, others in moment.names.items() if f" {name} " in f" {label} " for other in others]
    marked = [each for row in moment.shown for each in labels_of(row) if each not in moment.labels]
    said = fold("\n".join([moment.came.toast, *marked, *(row.text for row in moment.shown)]))
    if moment.shown and named and not any(name in said for name in named) and not any(map(_explains, moment.shown)):
        yield "button of another", act.label


def _explains(row: Outgoing) -> bool:
    """Say whether a row is a sentence, or has one above what it shows."""
    first, *rest = row.text.split("\n\n")
    return not row.buttons or (bool(rest) and not first.startswith("**") and first.endswith("."))
