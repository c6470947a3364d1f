"""The one question that a value still raises once it is understood: by the words around it, by what was said last."""

from decimal import Decimal

from bot.free_messages.clauses import Clause
from bot.free_messages.fitting import Of, codes_of, counts, is_word_of
from bot.free_messages.proposal import Candidate, RowQuestion
from bot.language import writing
from bot.language.catalogue import t
from bot.language.lexicon import sense_words
from bot.language.reading import guards
from bot.language.reading.guards import Expected
from bot.language.reading.mentions import Mention
from bot.language.reading.senses import CHANGES, sense_of
from bot.programme.called import NEITHER, PROVINCE, Called
from bot.programme.kinds import rules_of
from bot.reporting.answers import Figure
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.totals import raised, totals

FALL = ("correction", "real_fall")
ARTICLE = "added"
"""The sense of «یک شرکت»: it may be one more."""


def doubt_of(clause: Clause, of: Of, value: int, called: Called, *, weigh: bool = True) -> RowQuestion | None:
    """Return the question that a value raises, the weightiest first; None where it is plain."""
    card, indicator = of
    sense = change_said(clause, indicator)
    if changed := changed_by(sense, card, indicator, value):
        return changed
    if weigh and (found := guard(card, indicator, value)):
        return found
    reason = around(clause, card, indicator, called) or (f"number.asked.{sense}" if sense else "")
    return confirmed(t(reason), of, value) if reason else None


def confirmed(reason: str, of: Of, value: int) -> RowQuestion:
    """Return a question with the value alone, for a yes."""
    card, indicator = of
    yes = t("fast.candidate.yes", value=writing.quantity(value, indicator.unit))
    return RowQuestion(reason, (Candidate(yes, card.code, indicator.code, Figure(value)),))


def around(clause: Clause, card: AxisCard, indicator: IndicatorView, called: Called) -> str:
    """Return why the words around a value make it doubtful, as the key of a sentence, '' where they do not."""
    if clause.status == "none":
        return "fast.asked.negated"
    sense = sense_of(clause.said - {*CHANGES})
    if sense:
        return "fast.asked.unsure" if sense == "unsure" else f"number.asked.{sense}"
    if any(is_of_another(clause, name, (card, indicator), called) for name in clause.names_beside):
        return "fast.asked.other"
    return "" if counts(clause, card, indicator, called) else "fast.asked.counted"


def is_of_another(clause: Clause, name: Mention, of: Of, called: Called) -> bool:
    """Return whether a name is of another indicator, or of another axis, than a value was found to be of."""
    card, indicator = of
    codes = codes_of(frozenset(key for key in name.keys if key != NEITHER and not key.startswith(PROVINCE)))
    return bool(codes) and not codes & {indicator.code, card.code} and not is_word_of(clause, name, indicator, called)


def change_said(clause: Clause, indicator: IndicatorView) -> str:
    """Return the sense of change that the words beside a value give it, '' for none."""
    sense = next((each for each in CHANGES if each in clause.said), "")
    if not sense and is_article(clause):
        return ARTICLE if rules_of(indicator).rises else ""
    return "" if sense == "period" and not rules_of(indicator).rises else sense


def is_article(clause: Clause) -> bool:
    """Return whether the number of a clause is «یک» before a noun: one of a kind, or one more."""
    said = clause.values[0][0]
    spoken = clause.tokens[said.start].text in sense_words("article") and said.amount.values == (Decimal(1),)
    return spoken and said.kind == "noun"


def changed_by(sense: str, card: AxisCard, indicator: IndicatorView, value: int) -> RowQuestion | None:
    """Return the question whether a value is the total, or what was added to the last one or taken from it."""
    found = totals(indicator, value, sense) if sense else ()
    answers = tuple(Candidate(label, card.code, indicator.code, Figure(each)) for label, each in found)
    return RowQuestion(t(f"number.asked.{sense}"), answers) if answers else None


def guard(card: AxisCard, indicator: IndicatorView, value: int) -> RowQuestion | None:
    """Return the question of the soft rules: does a value fit the last one and the target?"""
    found = guards.doubt(value, indicator.unit, Expected(indicator.kind, indicator.last, indicator.target))
    if found is None:
        return None
    reasons = FALL if found.name == "fall" else ("",) * len(found.readings)
    more = raised(indicator, value) if found.name == "fall" else ()
    kept = [
        Candidate(reading.label, card.code, indicator.code, Figure(reading.value), reason)
        for reading, reason in zip(found.readings, reasons, strict=True)
        if reading.value is not None
    ]
    grown = [Candidate(label, card.code, indicator.code, Figure(each)) for label, each in more]
    return RowQuestion(found.reason.text, (*grown, *kept))
