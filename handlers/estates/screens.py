"""The screens of an estate's people. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, in_rows, later, noted
from bot.evidence.rules import summary
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.reporting.cards import IndicatorView
from bot.reporting.ceilings import exceeds
from bot.reporting.estates.entry_lines import day_in, said_in
from bot.reporting.estates.view import EstateQuestion, EstateView, SentEntry
from bot.reporting.wording import past, value


def show(view: EstateView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    if not view.card:
        return _status(view, note) if view.state.at == "status" else _list(view, note)
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
    """Return what is open of every estate, and what can be begun; first, of which estate something is that was sent."""
    if view.unplaced:
        return _which(view, note)
    cards: dict[tuple[str, str, str], list[EstateQuestion]] = {}
    for each in view.questions:
        cards.setdefault(each.key, []).append(each)
    lines = _open_lines(view, list(cards.values())) if cards or not note else []
    if view.places and not note:
        lines += ["", t("estate.begin")]
    rows = tuple(
        (Button(t("estate.button.open", estate=own[0].estate, axis=own[0].short), "open", key),)
        for key, own in cards.items()
    )
    status = ((Button(t("menu.own_estate"), "status"),),) if view.places else ()
    return Screen(noted(note, "\n".join(lines)).rstrip(), (*rows, *status, (later(),)))


def _open_lines(view: EstateView, cards: list[list[EstateQuestion]]) -> list[str]:
    if not cards:
        return [t("estate.nothing")]
    first = view.questions[0]
    lines = [
        t("estate.title", week=dates.week_label(first.week)),
        t("estate.deadline", moment=dates.moment(first.times.deadline)),
    ]
    for own in cards:
        done = sum(each.answer is not None for each in own)
        lines.append(t("estate.line", estate=own[0].estate, axis=own[0].short, done=done, all=len(own)))
    return lines if any(each.answer is None for each in view.questions) else [*lines, t("estate.complete")]


def _which(view: EstateView, note: str) -> Screen:
    """Return the question of which estate something is that was sent."""
    entry = view.unplaced[0]
    rows = in_rows(
        Button(each.estate, "place", (str(entry.id), each.province, each.estate))
        for each in view.places
        if entry.province in {"", each.province}
    )
    text, others = t("entry.which", said=said_in(entry)), len(view.unplaced) - 1
    text = f"{text}\n{t('entry.which_more', count=others)}" if others else text
    return Screen(noted(note, text), (*rows, (later(),)))


def _status(view: EstateView, note: str) -> Screen:
    """Return what every estate was asked and answered this week, and what became of what it sent."""
    parts = []
    for place in view.places:
        of_it = (place.province, place.estate)
        asked = [each for each in view.questions if (each.province, each.estate) == of_it]
        sent = [each for each in view.sent if (each.entry.province, each.entry.estate) == of_it]
        lines = [t("estate.status.title", estate=place.estate)]
        lines += [_asked_line(each) for each in asked] or [t("estate.status.not_asked")]
        lines += [t("estate.status.sent"), *map(fate, sent)] if sent else [t("estate.status.not_sent")]
        parts.append("\n".join(lines))
    return Screen(noted(note, "\n\n".join(parts) or t("estate.nothing")), ((back(), later()),))


def _asked_line(each: EstateQuestion) -> str:
    said = t("numbers.missing") if each.answer is None else value(each.indicator, each.answer)
    return t("estate.status.asked", title=each.indicator.title, axis=each.short, value=said)


def fate(sent: SentEntry) -> str:
    """Return what was sent, when, and what became of it."""
    entry = sent.entry
    named = {"said": said_in(entry), "day": day_in(entry)}
    if sent.obstacle:
        number = t("obstacle.number", year=sent.obstacle.year, number=sent.obstacle.number)
        return t("entry.fate.obstacle", **named, number=number, state=t(f"obstacle.state.{sent.obstacle.state}"))
    if entry.state == "answered":
        return t("entry.fate.answered", **named, words=entry.answer)
    return t(
        "entry.fate.referred" if entry.assigned and entry.state == "open" else f"entry.fate.{entry.state}", **named
    )


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
