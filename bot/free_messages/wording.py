"""Answers of the fast lane as they are shown. Pure."""

from functools import cache

from bot.free_messages.proposal import Answer, Candidate, NoReport
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.lexicon import table
from bot.reporting import wording
from bot.reporting.answers import Figure, Words
from bot.reporting.cards import AxisCard


def shown(card: AxisCard, code: str, answer: Answer) -> str:
    """Return an answer to an indicator ('' for the whole axis) in words."""
    indicator = card.get(code)
    match answer:
        case Figure(value) if indicator is not None:
            return wording.value(indicator, value)
        case Figure():
            return t("fast.candidate.zero")
        case Words(words):
            return wording.words(indicator, words) if indicator else words
        case NoReport():
            return t("fast.candidate.no_report")
        case _:
            return t("fast.candidate.same")


def echo(card: AxisCard, kept: Candidate) -> str:
    """Return what is said of an answer that was kept."""
    indicator = card.get(kept.indicator)
    if indicator is not None and isinstance(kept.answer, Figure):
        return wording.echo(indicator, kept.answer.value)
    title = t("fast.rows.indicator", axis=card.short, indicator=indicator.title) if indicator else card.short
    return t("fast.kept", title=title, answer=shown(card, kept.indicator, kept.answer))


def says_yes(text: str) -> bool:
    """Return whether a whole message confirms all rows."""
    return squeeze(text) in _yes()


@cache
def _yes() -> frozenset[str]:
    return frozenset(map(squeeze, table()["confirming"]["yes"]))
