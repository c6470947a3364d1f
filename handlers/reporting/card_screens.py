"""The screens of one axis: its card, the questions about an answer, status, action, and why it is corrected. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import ButtonRow, back, in_rows, later, noted
from bot.evidence.rules import summary
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.programme.kinds import IndicatorKind, rules_of
from bot.programme.provinces import HEADQUARTERS_UNIT
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.rules import LONGEST_ACTION, STATUSES, asked, next_owed, next_with_news, weekly_pace
from bot.reporting.wording import handed_back, past, said, standing
from bot.signing.screens import history
from handlers.reporting.estate_screens import beside, way_in
from handlers.reporting.sweep_screens import way_to_rows

CORRECTIONS = ("typing", "newer", "asked")


def card(view: ReportView, axis: AxisCard, note: str = "", fresh: frozenset[str] = frozenset()) -> Screen:
    """Return the compact card of an axis: what was said, and the one question that is open, beside its last value.

    ``fresh`` are indicators whose answers the note tells. Everything else is behind «details», and there at once where
    the axis was handed in.
    """
    if axis.done:
        return details(view, axis, note)
    told = (axis.draft.answered | set(axis.changed)) - fresh
    answered = [each for each in axis.indicators if each.code in told]
    lines = [t("report.card.title", title=axis.title)]
    lines += [t("report.card.week", week=dates.week_label(view.week))] if view.weeks else []
    lines += [t("report.card.answer", title=each.title, value=_answer(each, axis)) for each in answered]
    lines += [_question(view, axis), *filter(None, [_beside_question(view, axis), _rest(view, axis)])]
    return Screen(noted(note, "\n".join(lines)), _compact_buttons(view, axis))


def details(view: ReportView, axis: AxisCard, note: str = "") -> Screen:
    """Return the whole card of an axis: what is known of each indicator, what is asked, and every way on."""
    lines = [t("report.card.title", title=axis.title), t("report.card.week", week=dates.week_label(view.week))]
    if axis.done and axis.submitted_at:
        handed = "handed_over" if axis.state == "ready" else "handed_in"
        lines.append(t(f"report.card.{handed}", moment=dates.moment(axis.submitted_at)))
        lines += filter(None, [history(axis)])
    lines += [_line(number, indicator, axis) for number, indicator in enumerate(axis.indicators, start=1)]
    if axis.draft.status:
        lines.append(t("report.card.status", status=t(f"report.status.{axis.draft.status}")))
    if axis.draft.action:
        lines.append(t("report.card.action", action=axis.draft.action))
    if axis.obstacles:
        lines.append(t("report.card.obstacles", count=axis.obstacles))
    if pieces := summary(axis.evidence):
        lines.append(pieces)
    lines += ["", _question(view, axis), *filter(None, [_pace(view, axis)])]
    return Screen(noted(note, "\n".join(lines)), _card_buttons(view, axis))


def receipt(view: ReportView, axis: AxisCard, *, corrects: bool) -> str:
    """Return the receipt of an axis that was just handed in."""
    kind = "ready" if axis.state == "ready" else "corrected" if corrects else "late" if axis.late else "on_time"
    text = t(
        f"report.receipt.{kind}",
        title=axis.short,
        number=receipt_number(view, axis),
        moment=dates.moment(axis.submitted_at) if axis.submitted_at else "",
    )
    return "\n".join([text, pieces]) if (pieces := summary(axis.evidence)) else text


def receipt_number(view: ReportView, axis: AxisCard) -> str:
    """Return the number of an axis' receipt: year, week, province, axis."""
    return t(
        "report.receipt.number",
        year=view.week.year,
        week=view.week.number,
        province=view.province.position,
        axis=axis.position,
    )


def status(axis: AxisCard, note: str = "") -> Screen:
    """Return the question how an axis stands."""
    buttons = tuple((Button(t(f"report.status.{each}"), "set_status", (each,)),) for each in STATUSES)
    return Screen(noted(note, t("report.ask.status", title=axis.title)), (*buttons, (back(), later())))


def action(axis: AxisCard, note: str = "", *, adding: bool = False) -> Screen:
    """Return the question what was done, with last week's text to keep or to go on from."""
    lines = [t("report.ask.action", title=axis.title, limit=LONGEST_ACTION)]
    rows: tuple[ButtonRow, ...] = ()
    if axis.last_action and not adding:
        lines.append(t("report.ask.last_action", action=axis.last_action))
        rows = (
            (
                Button(t("report.button.same_action"), "same_action"),
                Button(t("report.button.add_action"), "add_action"),
            ),
        )
    elif adding:
        lines = [t("report.ask.add_action", action=axis.last_action)]
    return Screen(noted(note, "\n".join(lines)), (*rows, (back(), later())))


def correction(axis: AxisCard, note: str = "") -> Screen:
    """Return the question why a report that was handed in is corrected."""
    buttons = tuple((Button(t(f"report.correction.{each}"), "correct", (each,)),) for each in CORRECTIONS)
    return Screen(noted(note, t("report.ask.correction", title=axis.title)), (*buttons, (back(), later())))


def _line(number: int, indicator: IndicatorView, axis: AxisCard) -> str:
    parts = [t("report.card.last", value=text)] if (text := past(indicator)) else []
    parts += filter(None, [handed_back(indicator)])
    if indicator.target is not None:
        parts.append(t("report.card.target", value=writing.quantity(indicator.target, indicator.unit)))
    parts += filter(None, [beside(axis, indicator)])
    return t(
        "report.card.line",
        number=number,
        title=indicator.title,
        value=said(indicator, axis),
        past="".join(f" | {part}" for part in parts),
    )


def _question(view: ReportView, axis: AxisCard) -> str:
    indicator = asked(view, axis)
    if indicator is None:
        if not axis.done:
            return t("report.early", opens=dates.moment(view.times.opens)) if view.early else t("report.card.complete")
        if axis.draft != axis.reported:
            return t("report.card.corrected")
        if axis.state == "ready":
            return t("report.card.awaits_me" if axis.awaits_me else "report.card.ready")
        return t("report.card.done")
    return _ask(indicator)


def _answer(indicator: IndicatorView, axis: AxisCard) -> str:
    """Return what is answered on an indicator; of one that did not change, what it stays at."""
    answer = said(indicator, axis)
    return t("report.card.stays", value=standing(indicator), same=answer) if answer == t("numbers.same") else answer


def _rest(view: ReportView, axis: AxisCard) -> str:
    """Return what «the rest unchanged» would confirm beside what is asked: nothing is confirmed that was not shown."""
    rest = [each for each in axis.missing if each != asked(view, axis)] if axis.rest_may_stay else []
    values = [t("report.same.value", title=each.title, value=standing(each)) for each in rest]
    return t("report.card.rest", values=t("report.semicolon").join(values)) if values else ""


def _beside_question(view: ReportView, axis: AxisCard) -> str:
    """Return what stands beside the question: the last value, what estates say, and the pace that is needed."""
    indicator = asked(view, axis)
    if indicator is None:
        return ""
    parts = [t("report.card.last", value=text)] if (text := past(indicator)) else []
    parts += filter(None, [handed_back(indicator), beside(axis, indicator), _pace(view, axis)])
    return " | ".join(parts)


def _pace(view: ReportView, axis: AxisCard) -> str:
    """Return how much a week is needed to reach the target of what is asked, '' where nothing is to be said."""
    indicator = asked(view, axis)
    pace = weekly_pace(indicator, axis.draft, view.week) if indicator else None
    if indicator is None or pace is None or indicator.target is None:
        return ""
    target, step = (writing.quantity(stored, indicator.unit) for stored in (indicator.target, pace))
    return t("report.ask.pace", target=target, step=step)


def _ask(indicator: IndicatorView) -> str:
    title = indicator.title
    if indicator.is_broken_down or indicator.kind == IndicatorKind.STAGE_COUNTS:
        options = t("common.comma").join(indicator.options)
        return t("report.ask.parts", title=title, parts=options, unit=indicator.unit.title)
    if rules_of(indicator).amount:
        return t(f"report.ask.{indicator.kind}", title=title, unit=indicator.unit.title)
    if indicator.kind == IndicatorKind.TEXT:
        return t("report.ask.text", title=title, limit=indicator.max_chars)
    return t(f"report.ask.{indicator.kind}", title=title)


def _compact_buttons(view: ReportView, axis: AxisCard) -> tuple[ButtonRow, ...]:
    indicator = asked(view, axis)
    rows: list[ButtonRow] = [*_answer_buttons(indicator)] if indicator else []
    rows += in_rows(_ways_on(axis, indicator))
    rows.append((_submit(view, axis),))
    return (*rows, *way_to_rows(view), (Button(t("report.button.details"), "details"), back(), later()))


def _card_buttons(view: ReportView, axis: AxisCard) -> tuple[ButtonRow, ...]:
    indicator = asked(view, axis)
    rows: list[ButtonRow] = [*_answer_buttons(indicator)] if indicator else []
    rows += [
        (Button(t("report.button.indicator", number=number, title=other.title), "ask", (other.code,)),)
        for number, other in enumerate(axis.indicators, start=1)
        if other != indicator
    ]
    rows += in_rows(_ways_on(axis, indicator))
    count = len(axis.evidence)
    rows.append((Button(t("report.button.status"), "status"), Button(t("report.button.action"), "action")))
    pieces = Button(t("evidence.button.some", count=count) if count else t("evidence.button.none"), "evidence")
    blocked = () if view.province.code == HEADQUARTERS_UNIT else (Button(t("report.button.obstacle"), "obstacle"),)
    rows.append((*blocked, pieces))
    if asking := way_in(axis):
        rows.append(asking)
    if axis.draft == axis.reported and (axis.awaits_me or axis.unsigned):
        rows.append(_keys(axis))
    rows.append((_submit(view, axis),))
    onward = next_owed(view)
    ahead = (Button(t("report.button.onward"), "open", (onward.code,)),) if onward else ()
    return (*rows, *way_to_rows(view), (*ahead, back(), later()))


def _answer_buttons(indicator: IndicatorView) -> tuple[ButtonRow, ...]:
    """Return the answers that can be tapped."""
    if indicator.kind == IndicatorKind.STAGE:
        return tuple((Button(option, "option", (indicator.code, option)),) for option in indicator.options)
    if indicator.kind == IndicatorKind.YESNO:
        answers = (("common.yes", "1"), ("common.no", "0"))
        return (tuple(Button(t(key), "value", (indicator.code, stored)) for key, stored in answers),)
    return ()


def _ways_on(axis: AxisCard, indicator: IndicatorView | None) -> list[Button]:
    """Return «unchanged» for the one that is asked, and the way around it."""
    if indicator is None or axis.draft.has(indicator.code):
        return []
    buttons = []
    if indicator.has_past and axis.may_stay:
        buttons.append(Button(t("report.button.same_one"), "same_one"))
    if len(axis.missing) > 1:
        buttons.append(Button(t("report.button.skip"), "skip"))
    return buttons


def _submit(view: ReportView, axis: AxisCard) -> Button:
    """Return the button that hands in: it says what it does with what has no answer yet, and that it goes on."""
    if axis.done:
        return Button(t("report.button.submit_correction"), "submit")
    way, ahead = ("_next", ("ahead",)) if next_with_news(view) else ("", ())
    if axis.missing and axis.rest_may_stay:
        kind = "submit_rest" if axis.draft.answered else "submit_same"
        return Button(t(f"report.button.{kind}{way}"), "submit_rest", ahead)
    return Button(t(f"report.button.submit{way}"), "submit", ahead)


def _keys(axis: AxisCard) -> ButtonRow:
    """Return the buttons of the second key: sign, or take back what went in without it."""
    key = (axis.signing.key,)
    sign = Button(t("report.button.sign"), "sign", key)
    return (sign, Button(t("report.button.take_back"), "take_back", key)) if axis.unsigned else (sign,)
