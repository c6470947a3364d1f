"""The screens of an estate's people. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, later, noted
from bot.evidence.rules import summary
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.reporting.cards import IndicatorView
from bot.reporting.ceilings import exceeds
from bot.reporting.estates.view import EstateQuestion, EstateView
from bot.reporting.wording import past, value


def show(view: EstateView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    if not view.card:
        return _list(view, note)
    if view.state.at == "obstacle":
        text = t("estate.ask.obstacle", estate=view.card[0].estate, axis=view.card[0].short)
        return Screen(noted(note, text), ((back(), later()),))
    return _card(view, note)


def echo(indicator: IndicatorView, stored: int) -> str:
    """Return how a figure was understood and kept; of one over the ceiling, that the province is asked why."""
    lines = [t("estate.echo", title=indicator.title, value=writing.echo(stored, indicator.unit))]
    if exceeds(indicator, stored):
        named = {"value": writing.quantity(stored, indicator.unit)}
        lines.append(t("estate.over", bound=writing.quantity(indicator.maximum or 0, indicator.unit), **named))
    return "\n".join(lines)


def asked(view: EstateView) -> EstateQuestion | None:
    """Return what typed text answers: what was chosen, else the first without an answer."""
    chosen = (each for each in view.card if each.indicator.code == view.state.cursor)
    return next(chosen, next((each for each in view.card if each.answer is None), None))


def _list(view: EstateView, note: str) -> Screen:
    """Return every estate's axes, with how much of each is answered."""
    if not view.questions:
        return Screen(noted(note, t("estate.nothing")), ((later(),),))
    first = view.questions[0]
    cards: dict[tuple[str, str, str], list[EstateQuestion]] = {}
    for each in view.questions:
        cards.setdefault(each.key, []).append(each)
    lines = [
        t("estate.title", week=dates.week_label(first.week)),
        t("estate.deadline", moment=dates.moment(first.times.deadline)),
    ]
    rows = []
    for key, own in cards.items():
        done = sum(each.answer is not None for each in own)
        lines.append(t("estate.line", estate=own[0].estate, axis=own[0].short, done=done, all=len(own)))
        rows.append((Button(t("estate.button.open", estate=own[0].estate, axis=own[0].short), "open", key),))
    if all(each.answer is not None for each in view.questions):
        lines.append(t("estate.complete"))
    return Screen(noted(note, "\n".join(lines)), (*rows, (later(),)))


def _card(view: EstateView, note: str) -> Screen:
    """Return one axis of one estate: its figures, and what is asked."""
    first, now = view.card[0], asked(view)
    lines = [t("estate.card.title", estate=first.estate, axis=first.title)]
    lines.append(t("report.card.week", week=dates.week_label(first.week)))
    lines += [_line(number, each) for number, each in enumerate(view.card, start=1)]
    if view.obstacle:
        lines.append(t("estate.card.obstacle", words=view.obstacle))
    lines += filter(None, [summary(view.evidence)])
    lines += ["", _question(now)]
    rows: list[tuple[Button, ...]] = []
    if now and now.answer is None and now.indicator.has_past:
        same = (now.indicator.code, str(now.indicator.last))
        rows.append((Button(t("estate.button.same", value=past(now.indicator)), "value", same),))
    rows += [
        (Button(t("report.button.indicator", number=number, title=one.title), "ask", (one.code,)),)
        for number, one in enumerate((each.indicator for each in view.card), start=1)
        if not now or one.code != now.indicator.code
    ]
    blocked = Button(t("estate.button.obstacle"), "obstacle")
    return Screen(noted(note, "\n".join(lines)), (*rows, (blocked,), (back(), later())))


def _line(number: int, each: EstateQuestion) -> str:
    said = t("numbers.missing") if each.answer is None else value(each.indicator, each.answer)
    last = f" | {t('report.card.last', value=past(each.indicator))}" if past(each.indicator) else ""
    return t("report.card.line", number=number, title=each.indicator.title, value=said, past=last)


def _question(now: EstateQuestion | None) -> str:
    if now is None:
        return t("estate.card.complete")
    named = {"title": now.indicator.title, "unit": now.indicator.unit.title, "estate": now.estate}
    return t(f"estate.ask.{now.indicator.kind}", **named)
