"""Judges an act by what came of it; the bench fails by these rules alone.

1. **Words.** Somebody on the roster, from an account that is linked, said something that is no word of the menu and
   no command. Then it was *kept*: a table changed beside those that only carry the talk, or the conversation's new
   state or an errand holds the text (its first 20 letters, where it is longer); or it was *named*: the answer quotes
   the text, a piece of it in «…», each of its words or each of its numerals; or a button in it was marked;
   or a day in words was answered by its date. A courtesy (a greeting, thanks, «later», «help») needs only a sentence
   that did not stand on the last screen, and a word that stands for a button a sentence; what is said twice running may
   be answered twice in the same words.
   Else it is «unnamed» where there is at least such a sentence, «swallowed» where a screen only came again,
   «unanswered» where nothing came.
2. **Figures.** Each numeral of what was said stands in what was stored, in the new state or an errand, or in what was
   answered (a sentence that was not there before, or a button). Numerals are compared by their digits, zeros at
   either end aside, since «۱۲٫۵ میلیارد» is stored in its smallest unit; «۱۲ میلیارد و ۵۰ میلیون» is one figure. Of
   «از ۷۰ به ۷۵» the first may go: it is what stood before; of a day in words that is answered by its date, all may;
   of an axis its number; of a mobile number nothing is shown, for it is kept as a secret; of a long message those
   beyond what is quoted («…» that ends in three dots).
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
from datetime import date

from bot.conversing.menu import read_word
from bot.free_messages.corrections import read_row_order
from bot.free_messages.kinds import Courtesy, courtesy_of
from bot.free_messages.wording import says_yes
from bot.language.catalogue import t
from bot.language.cleaning import clean
from bot.language.folding import fold, squeeze
from bot.language.phones import normalise_phone
from bot.language.reading.dates import Dated, read_date
from bot.reporting.words import read_order
from handlers.edge.rendering import to_markup
from storage.outgoing import Outgoing
from tests.conversing.figures import amounts, numerals, quotes, says_rounded, told_as, untold
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
"""Letters that name a text."""
BEFORE = re.compile(r"\bاز\s+[0-9٫.,٬]+\s+به\b")
"""What stood before, of a change."""
OUT_OF = re.compile(r"([0-9][0-9٫.,٬]*)\s+از\s+[0-9٫.,٬]+")
"""A part of a whole, which was said beside it."""
NAMED = re.compile(r"محور\s(?:شماره\s)?[0-9]{1,2}\b")
"""An axis by its number, which is answered by its name."""
BULLET = re.compile(r"^\s*[0-9۰-۹]{1,2}\s?[-).]\s", re.MULTILINE)
"""The number of a list's row."""
DATE = re.compile(r"[0-9]{1,2}\s\w+\s1[34][0-9]{2}|1[34][0-9]{2}/[0-9]{1,2}/[0-9]{1,2}")
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
        return INSTANT.sub(" ", self.written)

    @property
    def written(self) -> str:
        """Return all that the act wrote."""
        return " ".join(sql for table, sql in self.came.written if table not in CARRYING - HOLDING).replace("\\n", "\n")


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
    asked = act is not None and (act.asking or _asks_help(act.words) or _has_reason(chat, row, act))
    in_place = row.operation == "edit" and row.target in chat.messages
    if last is None or asked or in_place or not row.buttons or chat.note:
        return False
    return (row.text, labels_of(row)) == (last.text, labels_of(last))


def _has_reason(chat: Chat, row: Outgoing, act: Act) -> bool:
    """Say whether a row says why it comes again: what was said is told, or why it was not taken."""
    if act.label:
        return t("common.old_button") in row.text or _explains(row)
    if act.words:
        return chat.done == act.words or _is_told(act.words, row.text)
    refused = act.kind in {"file", "place", "sticker"} and not row.text.startswith("**")  # one sentence, each time
    return refused or _explains(row)


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
    if moment.shown and (moment.chat.done == moment.act.words or _asks_help(moment.act.words)):
        return
    if (
        words.startswith("/")
        or not any(map(str.isalnum, words))
        or moment.facts
        or words[:QUOTED] in squeeze(moment.stored)
        or _is_named(moment)
    ):
        return
    if not moment.shown:
        yield "unanswered", moment.act.words
    elif not moment.fresh:
        if not (_is_button(moment.act.words) and any(map(_explains, moment.shown))):
            yield "swallowed", moment.act.words
    elif not (courtesy_of(moment.act.words) or _is_button(moment.act.words)):
        yield "unnamed", moment.act.words


def _asks_help(words: str) -> bool:
    return courtesy_of(words) is Courtesy.HELP


def _is_button(words: str) -> bool:
    return bool(read_order(words) or says_yes(words) or words in LEAVING or read_word(words) or read_row_order(words))


def _is_named(moment: Moment) -> bool:
    """Say whether what was answered names what was said."""
    words, shown = moment.act.words, "\n".join(row.text for row in moment.shown)
    fresh = {label for row in moment.shown for label in labels_of(row)} - set(moment.labels)
    mark = t("common.chosen", name="")
    return (
        any(squeeze(label.removeprefix(mark)) in squeeze(words) for label in fresh if label.startswith(mark))
        or _is_told(words, "\n".join(moment.fresh))
        or _is_told(words, shown)
        or _is_dated(words, shown)
    )


def _is_told(words: str, told: str) -> bool:
    """Say whether a text quotes words, a piece of them in «…», or each of their numerals."""
    said, folded = numerals(words), squeeze(words)
    pieces = [squeeze(piece) for piece in quotes(told)]
    each = [squeeze(word) for word in words.split()]
    return (
        folded[:QUOTED] in squeeze(told)
        or all(word in squeeze(told) for word in each)
        or any(len(piece) > 1 and piece.rstrip("…") in folded for piece in pieces)
        or bool(said and set(said) <= set(numerals(told)))
        or any(
            told_as(value, rounded=says_rounded(told)) & {*numerals(told)} for value, *_place in amounts(clean(words))
        )
    )


def _is_dated(words: str, told: str) -> bool:
    """Say whether a day in words is answered by its date."""
    return isinstance(read_date(words, date(2026, 12, 1)), Dated) and DATE.search(fold(told)) is not None


def _figures(moment: Moment) -> Iterator[tuple[str, str]]:
    if read_row_order(moment.act.words) or normalise_phone(moment.act.words):  # of a row; or kept as a secret
        return
    if f"'{moment.act.words}'" in moment.written:  # kept word for word
        return
    buttons = [label for row in moment.shown for label in labels_of(row)]
    quoted = quotes("\n".join(row.text for row in moment.shown))
    told = numerals("\n".join([*moment.fresh, *quoted, *buttons, moment.stored, _unquoted(moment.state)]))
    words = NAMED.sub(" ", OUT_OF.sub(r"\1 ", BEFORE.sub(" ", fold(moment.act.words))))
    cut = next((piece for piece in quotes("\n".join(moment.fresh)) if piece.endswith("…")), "")
    if cut and _letters(moment.act.words).startswith(_letters(cut)):
        words = cut
    if _is_dated(words, "\n".join(row.text for row in moment.shown)):
        return
    rounded = says_rounded("\n".join(moment.fresh))
    lost = [digits for digits in numerals(untold(BULLET.sub(" ", words), told, rounded=rounded)) if digits not in told]
    if lost:
        yield "lost figure", f"{', '.join(lost)} of {moment.act.words}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, squeeze(text)))


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
