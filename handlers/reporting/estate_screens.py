"""What a province sees of its estates: who has answered, and the sum beside the own figure. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import ButtonRow, back, later, noted
from bot.language import writing
from bot.language.catalogue import t
from bot.programme.kinds import rules_of
from bot.reporting.cards import AxisCard, IndicatorView
from bot.reporting.rules import figure_of, unsettled

REASONS = ("outside", "newer", "wrong")


def may_be_asked(card: AxisCard) -> tuple[IndicatorView, ...]:
    """Return the indicators of an axis whose figures add up."""
    return tuple(each for each in card.indicators if rules_of(each).adds_up and not each.is_broken_down)


def beside(card: AxisCard, indicator: IndicatorView) -> str:
    """Return the estates' sum as it stands beside a figure on the card, '' where nothing was answered."""
    total = card.estates.total(indicator.code)
    if total is None:
        return ""
    count = len(card.estates.answers[indicator.code])
    shown = writing.quantity(total, indicator.unit)
    return t("estate.province.beside", total=shown, count=count, all=len(card.estates.all))


def way_in(card: AxisCard) -> tuple[Button, ...]:
    """Return the button that leads from the card to the estates, none where nobody looks after any."""
    if not card.estates.all or not may_be_asked(card):
        return ()
    if not card.estates.asked:
        return (Button(t("estate.province.button.ask"), "estates"),) if card.signing.may else ()
    counts = {"count": card.estates.answered, "all": len(card.estates.all)}
    return (Button(t("estate.province.button.answers", **counts), "estates"),)


def estates(card: AxisCard, note: str = "") -> Screen:
    """Return who has answered what, the sums, and what may be done with them."""
    lines = [t("estate.province.title", axis=card.title)]
    asked = [each for each in card.indicators if each.code in card.estates.asked]
    for each in asked:
        lines += _answers(card, each)
    lines += [t("estate.province.obstacle", estate=each.estate, words=each.words) for each in card.estates.obstacles]
    if card.estates.pieces:
        lines.append(t("estate.province.pieces", count=card.estates.pieces))
    if not asked:
        lines.append(t("estate.province.ask"))
    return Screen(noted(note, "\n".join(lines)), (*_buttons(card, asked), (back(), later())))


def why(card: AxisCard, code: str, note: str = "") -> Screen:
    """Return the question why the own figure is kept."""
    indicator, own, total = card.get(code), figure_of(card, code), card.estates.total(code)
    if indicator is None or own is None or total is None:
        return estates(card, note)
    figures = {"own": writing.quantity(own, indicator.unit), "total": writing.quantity(total, indicator.unit)}
    text = t("estate.province.why", title=indicator.title, **figures)
    rows = tuple((Button(t(f"estate.province.reason.{each}"), "why", (each,)),) for each in REASONS)
    return Screen(noted(note, text), (*rows, (back(), later())))


def _answers(card: AxisCard, indicator: IndicatorView) -> list[str]:
    """Return the sum of an indicator beside the own figure, and each estate's answer below."""
    given, total = card.estates.answers[indicator.code], card.estates.total(indicator.code)
    own = figure_of(card, indicator.code)
    said = t("numbers.missing") if own is None else writing.quantity(own, indicator.unit)
    if total is None:
        return [t("estate.province.no_total", title=indicator.title, own=said)]
    shown, counts = writing.quantity(total, indicator.unit), {"count": len(given), "all": len(card.estates.all)}
    lines = [t("estate.province.total", title=indicator.title, own=said, total=shown, **counts)]
    for estate in card.estates.all:
        value = writing.quantity(given[estate], indicator.unit) if estate in given else t("numbers.missing")
        lines.append(t("estate.province.answer", estate=estate, value=value))
    decided = card.estates.decisions.get(indicator.code)
    if decided and (decided.total, decided.own) == (total, own):
        lines.append(t("estate.province.kept", reason=decided.reason))
    return lines


def _take_label(card: AxisCard, indicator: IndicatorView) -> str:
    """Return the button that takes a sum; of one that is not whole it says of how many estates it is."""
    if card.estates.is_whole(indicator.code):
        return t("estate.province.button.take", title=indicator.title)
    counts = {"count": len(card.estates.answers[indicator.code]), "all": len(card.estates.all)}
    return t("estate.province.button.take_part", title=indicator.title, **counts)


def _buttons(card: AxisCard, asked: list[IndicatorView]) -> list[ButtonRow]:
    """Return what may be done: take a sum or keep the own figure; ask, and end it, for who signs."""
    rows: list[ButtonRow] = []
    for each in asked:
        total, own = card.estates.total(each.code), figure_of(card, each.code)
        if total is None or total == own:
            continue
        rows.append((Button(_take_label(card, each), "take_sum", (each.code,)),))
        if own is not None and each in unsettled(card):
            rows.append((Button(t("estate.province.button.keep", title=each.title), "keep_own", (each.code,)),))
    if not card.signing.may:
        return rows
    others = [each for each in may_be_asked(card) if each.code not in card.estates.asked]
    if len(others) > 1 and not asked:
        rows.append((Button(t("estate.province.button.all"), "ask_estates", ("",)),))
    ones = (Button(t("estate.province.button.one", title=each.title), "ask_estates", (each.code,)) for each in others)
    rows += [(one,) for one in ones]
    return [*rows, (Button(t("estate.province.button.close"), "close_estates"),)] if asked else rows
