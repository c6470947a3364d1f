"""Free text read: a whole message as proposed rows, or a message on the open axis as answers. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.free_messages.corrected import mended_rows
from bot.free_messages.corrections import Mended, read_mended
from bot.free_messages.doubts import is_of_another
from bot.free_messages.estates import summed
from bot.free_messages.heard import Heard
from bot.free_messages.hearing import Listener
from bot.free_messages.leftovers import verbatim
from bot.free_messages.merging import merged
from bot.free_messages.proposal import Answer, Candidate, InAxis, NoReport, Proposal, Proposals, Same
from bot.free_messages.rows import row_of, rows_of_parts
from bot.free_messages.settling import settle
from bot.language.cleaning import clean
from bot.language.reading.mentions import covered, mentions
from bot.language.reading.senses import sense_of
from bot.language.reading.tokens import located
from bot.programme.called import AxisTitle, called, title_words
from bot.programme.kinds import IndicatorKind
from bot.reporting.answers import AnswerDoubt, Figure
from bot.reporting.cards import AxisCard, IndicatorView

LONGEST = 2000
"""Characters of a message that are read; a longer one would hold up the others."""


def propose(text: str, cards: Sequence[AxisCard], here: tuple[str, ...] = (), before: str = "") -> Proposals:
    """Return the rows that a free message proposes for the axes of a week; `here` are names of the own province.

    `before` is the axis of which the message before it spoke last. Never raises. An answer of a row is one that the
    number reader reads in the text.
    """
    whole = clean(text)
    mended = read_correction(whole, cards, here, before)
    if mended is not None and mended[0].old:
        said, without = mended
        if found := mended_rows(whole, said, without.rows, cards):
            return replace(without, rows=tuple(found), unread=())
    return proposed(_listen(whole, cards, here, before), whole)


def read_correction(
    text: str, cards: Sequence[AxisCard], here: tuple[str, ...] = (), before: str = ""
) -> tuple[Mended, Proposals] | None:
    """Return the two figures of «برق ۱۲ نبود ۱۱٫۵ بود», and what it proposes without the wrong one.

    None for anything else: where words beside them were not read, or make the new one doubtful (a plan).
    """
    said = read_mended(text)
    if said is None:
        return None
    without = f"{said.about} {said.new}".strip()
    ear = _listen(without, cards, here, before)
    unheard = said.about and (ear.unread or len({heard.clause.start for heard in ear.heard}) != 1)
    if unheard or any(is_doubtful(ear, heard) for heard in ear.heard):
        return None
    return said, proposed(ear, without)


def is_doubtful(ear: Listener, heard: Heard) -> bool:
    """Return whether words of a clause were not read, or make a correction's figure doubtful, or name another one."""
    clause = heard.clause
    another = any(is_of_another(clause, name, of, ear.called) for name in clause.names for of in heard.found)
    return bool(heard.unread or heard.province or clause.status or sense_of(clause.said) or another)


def _listen(whole: str, cards: Sequence[AxisCard], here: tuple[str, ...], before: str) -> Listener:
    """Return what is heard of a clean message."""
    by_code = {card.code: card for card in cards}
    ear = Listener(whole[:LONGEST], by_code, called(titles(cards), here), before=by_code.get(before))
    ear.listen()
    return ear


def proposed(ear: Listener, whole: str) -> Proposals:
    """Return what was heard of a message as rows."""
    beyond = tuple(filter(None, [whole[LONGEST:]]))
    found = rows(ear)
    spoken_of = ear.before.code if ear.before else ""
    return Proposals(found, (*unread(ear), *beyond), ear.rest, ear.nothing, tuple(ear.named), spoken_of)


def read_in_axis(text: str, card: AxisCard, asked: str = "", others: Sequence[AxisCard] = ()) -> InAxis:
    """Return what a message says on the open axis, where `asked` is the indicator that a bare number answers.

    Values are not weighed against the last ones. Without answers the message names nothing: it answers what is asked,
    or nothing at all. «همان هفتهٔ پیش» that names nothing is said of what is asked. `elsewhere`: it names one of the
    `others`, so that the fast lane should have it; `perhaps`: unless these are the words that are asked. Never raises.
    """
    cards = {each.code: each for each in (card, *strangers(card, others))}
    own = title_words(card.title, card.short) - called(titles(cards.values())).names.keys.keys()
    known = called(titles(cards.values()), tuple(sorted(own)))
    ear = Listener(clean(text, LONGEST), cards, known, asked, home=card)
    ear.listen()
    words_asked = any(each.code == asked and asks_words(each) for each in card.indicators)
    if any(heard.axis.code != card.code for heard in ear.heard):
        return InAxis((), unread(ear), elsewhere=not words_asked, perhaps=words_asked)
    found = [] if words_asked and (ear.unread or any(heard.unread for heard in ear.heard)) else rows(ear, weigh=False)
    if (
        len(found) == 1
        and found[0].answer == Same()
        and not any(heard.found or heard.clause.names for heard in ear.heard)
    ):
        return InAxis(((asked, Same()),), unread(ear))
    sure = tuple((row.indicator, answer_of(row)) for row in found if row.answer or row.indicator)
    stays = (("", Same()),) if ear.rest and not words_asked else ()
    asked_which = (row.said for row in found if not row.answer and not row.indicator)
    return InAxis((*sure, *stays), (*unread(ear), *asked_which))


def asks_words(indicator: IndicatorView) -> bool:
    """Return whether what answers an indicator is words."""
    return indicator.kind in {IndicatorKind.TEXT, IndicatorKind.STAGE_COUNTS}


def beside_names(text: str, cards: Sequence[AxisCard]) -> str:
    """Return what stands in a text from the first to the last word that is no name of an axis or an indicator."""
    whole = clean(text)
    found = located(whole)
    over = covered(found, mentions(found, called(titles(cards)).names))
    left = [token for token, named in zip(found, over, strict=True) if not (named or token.kind in {"sign", "neutral"})]
    says = len(left) > 1 or any(token.kind == "unknown" for token in left)  # one small word is none
    return whole[left[0].start : left[-1].end] if says else ""


def only_names(text: str, cards: Sequence[AxisCard]) -> bool:
    """Return whether a text is nothing but names of axes and indicators."""
    found = located(clean(text))
    return all(covered(found, mentions(found, called(titles(cards)).names)))


def named_alone(text: str, card: AxisCard, others: Sequence[AxisCard]) -> AxisCard | None:
    """Return the axis whose name a text is, and nothing of the open card's."""
    if not only_names(text, others) or only_names(text, (card,)):
        return None
    named = axes_named(text, tuple(each.called for each in others))
    return next((each for each in others if named == {each.code}), None)


def axes_named(text: str, axes: tuple[AxisTitle, ...]) -> frozenset[str]:
    """Return the codes of the axes that stand in a text by name."""
    found = (mention.keys for mention in mentions(located(clean(text)), called(axes).names))
    return frozenset().union(*found) & {axis.code for axis in axes}


def indicator_named(text: str, card: AxisCard) -> str:
    """Return the code of the one indicator of an axis that a text names, '' for none or several."""
    found = (mention.keys for mention in mentions(located(clean(text)), called((card.called,)).names))
    named = frozenset().union(*found) & {indicator.code for indicator in card.indicators}
    return next(iter(named)) if len(named) == 1 else ""


def is_same_alone(ear: Listener, row: Proposal) -> bool:
    """Return whether a row says that all stays, of nothing that is named and of no rest."""
    named = any(heard.found or heard.clause.names for heard in ear.heard)
    return row.answer == Same() and row.question is None and not ear.rest and not named


def strangers(card: AxisCard, others: Sequence[AxisCard]) -> list[AxisCard]:
    """Return the axes that are not named by a word of the open one («آب» of «تأمین آب از پساب»)."""
    words = title_words(card.title, card.short, *(each.title for each in card.indicators))
    names = called(titles(others)).names.keys
    near = frozenset(key for word in words for key in names.get(word, ()))
    return [other for other in others if other.code not in near]


def rows(ear: Listener, *, weigh: bool = True) -> tuple[Proposal, ...]:
    """Return the rows of what was heard, in order."""
    settle(ear)
    whole = [heard for heard in ear.heard if heard.what != "part"]
    found = summed(whole, [row_of(ear, heard, weigh=weigh) for heard in whole])
    found += rows_of_parts(ear, [heard for heard in ear.heard if heard.what == "part"])
    return merged(sorted(found, key=lambda row: row.place), ear.cards)


def unread(ear: Listener) -> tuple[str, ...]:
    """Return what was not understood and stands in no row, verbatim, in order."""
    return tuple(verbatim(ear.text, places) for places in sorted(ear.unread))


def answer_of(row: Proposal) -> Answer | AnswerDoubt:
    """Return the answer of a row, or its question with the values that it may mean."""
    if row.question is None and row.answer is not None:
        return row.answer
    question = row.question
    return (
        AnswerDoubt(question.reason, tuple(filter(None, map(as_reading, question.candidates))))
        if question
        else NoReport()
    )


def as_reading(candidate: Candidate) -> tuple[str, int | None] | None:
    """Return a candidate as a reading of the card; only figures and «no report» are any."""
    match candidate.answer:
        case Figure(value):
            return candidate.label, value
        case NoReport():
            return candidate.label, None
        case _:
            return None


def titles(cards: Iterable[AxisCard]) -> tuple[AxisTitle, ...]:
    """Return what the axes of a week are called."""
    return tuple(card.called for card in cards)
