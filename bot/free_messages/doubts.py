"""The one question that a value still raises once it is understood: by the words around it, by what was said last."""

from bot.free_messages.clauses import Clause, text_before
from bot.free_messages.fitting import Of
from bot.free_messages.proposal import Candidate, RowQuestion
from bot.language import writing
from bot.language.catalogue import t
from bot.language.reading import guards
from bot.language.reading.guards import Expected
from bot.language.reading.senses import CHANGES, words
from bot.programme.called import OPTION
from bot.reporting.answers import Figure
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.totals import totals

FALL = ("correction", "real_fall")


def doubt_of(clause: Clause, of: Of, value: int, *, weigh: bool = True) -> RowQuestion | None:
    """Return the question that a value raises, the weightiest first; None where it is plain."""
    card, indicator = of
    if changed := changed_by(clause.said, card, indicator, value):
        return changed
    if weigh and (found := guard(card, indicator, value)):
        return found
    reason = around(clause, card, indicator)
    if not reason:
        return None
    yes = t("fast.candidate.yes", value=writing.quantity(value, indicator.unit))
    return RowQuestion(t(reason), (Candidate(yes, card.code, indicator.code, Figure(value)),))


def around(clause: Clause, card: AxisCard, indicator: IndicatorView) -> str:
    """Return why the words around a value make it doubtful, as the key of a sentence, '' where they do not."""
    if clause.status == "none":
        return "fast.asked.negated"
    if "unsure" in clause.said or text_before(clause, clause.values[0][0]) in words("of"):
        return "fast.asked.unsure"
    others = {each.code for each in card.indicators} - {indicator.code}
    for name in clause.names:
        codes = {key.partition(OPTION)[0] for key in name.keys}
        if codes & others and indicator.code not in codes and card.code not in codes:
            return "fast.asked.other"
    return ""


def changed_by(said: frozenset[str], card: AxisCard, indicator: IndicatorView, value: int) -> RowQuestion | None:
    """Return the question whether a value is the total, or what was added to the last one or taken from it."""
    sense = next((each for each in CHANGES if each in said), "")
    found = totals(indicator, value, sense) if sense else ()
    answers = tuple(Candidate(label, card.code, indicator.code, Figure(each)) for label, each in found)
    return RowQuestion(t(f"number.asked.{sense}"), answers) if answers else None


def guard(card: AxisCard, indicator: IndicatorView, value: int) -> RowQuestion | None:
    """Return the question of the soft rules: does a value fit the last one and the target?"""
    found = guards.doubt(value, indicator.unit, Expected(indicator.kind, indicator.last, indicator.target))
    if found is None:
        return None
    reasons = FALL if found.name == "fall" else ("",) * len(found.readings)
    return RowQuestion(
        found.reason.text,
        tuple(
            Candidate(reading.label, card.code, indicator.code, Figure(reading.value), reason)
            for reading, reason in zip(found.readings, reasons, strict=True)
            if reading.value is not None
        ),
    )
