"""What waits for a signature, as it is shown: in the sweep, and as the one message that tells of it. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import ButtonRow, back, in_rows, later, noted
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.wording import is_number, past, said


def waiting(view: ReportView) -> tuple[AxisCard, ...]:
    """Return the axes that wait for the signature of who looks, those first that have not gone in."""
    return tuple(
        sorted((card for card in view.cards if card.awaits_me or card.unsigned), key=lambda each: each.unsigned)
    )


def ready(view: ReportView, note: str = "") -> Screen:
    """Return what is to be signed, with the way back to the week."""
    text, rows = _ready(view, ())
    return Screen(noted(note, text), (*rows, (back(), later())))


def notice(view: ReportView) -> Screen:
    """Return the message that tells a signer what waits; its buttons name the province."""
    text, rows = _ready(view, (view.province.code,))
    return Screen(text, rows)


def history(card: AxisCard) -> str:
    """Return who wrote and who signed a report, '' where it is the same person."""
    keys = card.signing
    if not keys.writer:
        return ""
    if keys.signer:
        what = "stand_in" if keys.stand_in else "signed"
    else:
        what = "taken_back" if keys.taken_back else "ready" if card.state == "ready" else "unsigned"
    named = {"signer": keys.signer} if keys.signer else {}
    return t(f"report.signing.history.{what}", writer=keys.writer, **named)


def _ready(view: ReportView, marks: tuple[str, ...]) -> tuple[str, tuple[ButtonRow, ...]]:
    cards = waiting(view)
    waits, gone = [card for card in cards if card.awaits_me], [card for card in cards if card.unsigned]
    lines: list[str] = []
    for what, some in (("ready", waits), ("unsigned", gone)):
        if some:
            named = {"week": dates.week_label(view.week), "province": view.province.name}
            lines += [t(f"report.signing.{what}", count=len(some), **named), "", *_by_writer(some), ""]
    lines.append(_ask(view, gone) if cards else t("report.signing.nothing"))
    rows: list[ButtonRow] = []
    if cards:
        keys = ";".join(card.signing.key for card in cards)
        rows.append((Button(t("report.button.sign_all", count=len(cards)), "sign", (keys, *marks)),))
    if gone:
        keys = ";".join(card.signing.key for card in gone)
        rows.append((Button(t("report.button.take_back_all", count=len(gone)), "take_back", (keys, *marks)),))
    rows += in_rows([Button(card.short, "open", (card.code, *marks)) for card in cards])
    return "\n".join(lines), tuple(rows)


def _ask(view: ReportView, gone: list[AxisCard]) -> str:
    """Return what may be done, and until when."""
    if gone:
        return t("report.signing.ask_unsigned", moment=dates.moment(view.times.lock))
    limit = view.times.deadline if view.moment <= view.times.deadline else view.times.lock
    return t("report.signing.ask_ready", moment=dates.moment(limit))


def _by_writer(cards: list[AxisCard]) -> list[str]:
    """Return the values that were handed over, under the name of who wrote them."""
    lines: list[str] = []
    for writer in dict.fromkeys(card.signing.writer for card in cards):
        lines.append(t("report.signing.writer", name=writer))
        lines += [_values(card) for card in cards if card.signing.writer == writer]
    return lines


def _values(card: AxisCard) -> str:
    """Return what is new on an axis; of one on which nothing is, that."""
    changed = [(each, value) for each in card.indicators if (value := _news(each, card))]
    values = [t("report.same.value", title=each.title, value=value) for each, value in changed]
    shown = t("report.semicolon").join(values) if values else t("numbers.same")
    return t("report.same.line", axis=card.short, values=shown)


def _news(indicator: IndicatorView, card: AxisCard) -> str:
    """Return what is signed anew on an indicator, after what was said before; '' where that stays.

    What is counted anew every week is always new.
    """
    if card.reported and indicator.code in card.reported.unchanged:
        return ""
    new, old = said(indicator, card, card.reported), past(indicator)
    if new == old and indicator.has_past:
        return ""
    if not indicator.has_past or indicator.last is None or not is_number(indicator):
        return new
    if card.reported is None or indicator.code not in card.reported.values:
        return new
    amount = writing.amount(indicator.last, indicator.unit)
    return t("report.signing.change", before=amount, now=new)
