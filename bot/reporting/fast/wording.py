"""Answers of the fast lane as they are shown. Pure."""

from bot.language.catalogue import t
from bot.reporting import parts
from bot.reporting.answers import Figure, Words
from bot.reporting.fast.proposal import Answer, NoReport
from bot.reporting.view import AxisCard


def shown(card: AxisCard, code: str, answer: Answer) -> str:
    """Return an answer to an indicator ('' for the whole axis) in words."""
    indicator = card.get(code)
    match answer:
        case Figure(value) if indicator is not None:
            return parts.value(indicator, value)
        case Figure():
            return t("fast.candidate.zero")
        case Words(words):
            return parts.words(indicator, words) if indicator else words
        case NoReport():
            return t("fast.candidate.no_report")
        case _:
            return t("fast.candidate.same")
