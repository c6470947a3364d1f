"""The screens of a report. Pure."""

import json

from bot.conversing.screen import Button, Screen
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.reading import guards
from bot.programme.provinces import Province
from bot.reporting.evidence import MOST, EvidenceView, summary
from bot.reporting.view import NUMBERS, AxisCard, AxisLine, IndicatorView, ReportView

STATUSES = ("on_plan", "attention", "stopped")


def show(view: ReportView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    if view.card is None or view.state.at == "list":
        return axes(view, note)
    match view.state.at:
        case "receipt":
            return receipt(view, view.card)
        case "status":
            return _status(view.card, note)
        case "action":
            return _action(view.card, note)
        case "evidence":
            return _evidence(view.card, note)
        case _:
            return card(view, view.card, note)


def axes(view: ReportView, note: str = "") -> Screen:
    """Return the list of the axes that are due, each a button with its state."""
    done = sum(axis.done for axis in view.axes)
    lines = [
        t("report.list.title", week=dates.week_label(view.week)),
        t("report.list.province", province=view.province.name, done=done, all=len(view.axes)),
        t("report.list.deadline", deadline=dates.moment(view.times.deadline)),
    ]
    return Screen(
        _noted(note, "\n".join(lines)), (*_axis_buttons(view.axes), *_province_buttons(view.others), (_later(),))
    )


def card(view: ReportView, axis: AxisCard, note: str = "") -> Screen:
    """Return the card of an axis: what is known, what is asked, and «ثبت»."""
    lines = [t("report.card.title", title=axis.title), t("report.card.week", week=dates.week_label(view.week))]
    lines += [_line(number, indicator, axis) for number, indicator in enumerate(axis.indicators, start=1)]
    if axis.draft.status:
        lines.append(t("report.card.status", status=t(f"report.status.{axis.draft.status}")))
    if axis.draft.action:
        lines.append(t("report.card.action", action=axis.draft.action))
    if pieces := summary(axis.evidence):
        lines.append(pieces)
    if question := _question(view, axis):
        lines += ["", question]
    return Screen(_noted(note, "\n".join(lines)), _card_buttons(view, axis))


def asked(view: ReportView, axis: AxisCard) -> IndicatorView | None:
    """Return the indicator that typed text answers: the chosen one, else the first that is missing."""
    return axis.get(view.state.cursor) or next(iter(axis.missing), None)


def doubt(indicator: IndicatorView, reason: str, readings: tuple[tuple[str, int | None], ...]) -> Screen:
    """Return the question which of several readings was meant, with the reason why it is asked."""
    rows = [
        (Button(label, "no_report" if value is None else "value", (indicator.code, *_stored(value))),)
        for label, value in readings
    ]
    return Screen(t("report.doubt", title=indicator.title, reason=reason), (*rows, *_ways_out(indicator)))


def _stored(value: int | None) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def guard(indicator: IndicatorView, value: int, question: guards.Doubt) -> Screen:
    """Return the question about a value that does not fit, the corrected value as the first button."""
    if question.name == "fall":
        answers: list[tuple[str, tuple[str, ...]]] = [
            (t(f"report.button.{reason}"), (str(value), reason)) for reason in ("correction", "real_fall")
        ]
    else:
        answers = [(reading.label, (str(reading.value),)) for reading in question.readings]
    rows = [(Button(label, "sure", (indicator.code, *given)),) for label, given in answers]
    return Screen(question.reason.text, (*rows, *_ways_out(indicator)))


def echo(indicator: IndicatorView, value: int) -> str:
    """Return how a value was understood, with its unit and its change."""
    said = t("report.echo", title=indicator.title, value=writing.echo(value, indicator.unit))
    if indicator.last is None or indicator.last == value:
        return said
    change = writing.difference(indicator.last, value, indicator.unit)
    return t("report.echo_change", said=said, change=change)


def words(indicator: IndicatorView, stored: str) -> str:
    """Return an answer in words as it is shown: counted stages by name, other texts as they were written."""
    if indicator.kind != "stage_counts":
        return stored
    counted = json.loads(stored).items()
    return t("report.comma").join(t("report.stage", stage=stage, count=count) for stage, count in counted)


def receipt(view: ReportView, axis: AxisCard) -> Screen:
    """Return the receipt of a submitted axis, with the way on."""
    number = t(
        "report.receipt.number",
        year=view.week.year,
        week=view.week.number,
        province=view.province.position,
        axis=axis.position,
    )
    text = t(
        "report.receipt.late" if axis.late else "report.receipt.on_time",
        title=axis.title,
        number=number,
        moment=dates.moment(axis.submitted_at) if axis.submitted_at else "",
        done=sum(line.done for line in view.axes),
        all=len(view.axes),
    )
    onward = view.next_axis
    following = ((Button(t("report.button.next", axis=onward.short), "open", (onward.code,)),),) if onward else ()
    lines = [text, pieces] if (pieces := summary(axis.evidence)) else [text]
    return Screen("\n".join(lines), (*following, (Button(t("report.button.list"), "list"), _later())))


def later(view: ReportView) -> Screen:
    """Return what is said when the rest is put off: nothing is lost, and until when there is time."""
    return Screen(t("report.later", deadline=dates.moment(view.times.deadline)))


def _line(number: int, indicator: IndicatorView, axis: AxisCard) -> str:
    return t(
        "report.card.line", number=number, title=indicator.title, value=_said(indicator, axis), past=_past(indicator)
    )


def _said(indicator: IndicatorView, axis: AxisCard) -> str:
    draft = axis.draft
    if indicator.code in draft.values:
        return writing.quantity(draft.values[indicator.code], indicator.unit)
    if indicator.code in draft.words:
        return words(indicator, draft.words[indicator.code])
    if indicator.code in draft.unreported:
        return t("report.card.no_report")
    return t("numbers.same") if indicator.code in draft.unchanged else t("numbers.missing")


def _past(indicator: IndicatorView) -> str:
    """Return last value and target, as far as there are any."""
    parts = []
    if indicator.last is not None:
        parts.append(t("report.card.last", value=writing.quantity(indicator.last, indicator.unit)))
    elif indicator.last_words:
        parts.append(t("report.card.last", value=words(indicator, indicator.last_words)))
    if indicator.target is not None:
        parts.append(t("report.card.target", value=writing.quantity(indicator.target, indicator.unit)))
    return "".join(f" | {part}" for part in parts)


def _question(view: ReportView, axis: AxisCard) -> str:
    indicator = asked(view, axis)
    if indicator is None:
        return t("report.card.complete")
    if indicator.kind == "stage":
        return t("report.ask.stage", title=indicator.title)
    if indicator.kind in NUMBERS:
        return t(f"report.ask.{indicator.kind}", title=indicator.title, unit=indicator.unit.title)
    if indicator.kind == "stage_counts":
        return t("report.ask.stage_counts", title=indicator.title, stages=t("report.comma").join(indicator.options))
    return t("report.ask.text", title=indicator.title, limit=indicator.max_chars)


def _card_buttons(view: ReportView, axis: AxisCard) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    indicator = asked(view, axis)
    if indicator and indicator.kind == "stage":
        rows += [(Button(option, "option", (indicator.code, option)),) for option in indicator.options]
    rows += [
        (Button(t("report.button.indicator", number=number, title=other.title), "ask", (other.code,)),)
        for number, other in enumerate(axis.indicators, start=1)
        if other != indicator
    ]
    if any(missing.has_past for missing in axis.missing):
        rows.append((Button(t("report.button.same"), "same"),))
    count = len(axis.evidence)
    label = t("evidence.button.some", count=count) if count else t("evidence.button.none")
    parts = (Button(t("report.button.status"), "status"), Button(t("report.button.action"), "action"))
    rows.append((*parts, Button(label, "evidence")))
    rows.append((Button(t("report.button.submit"), "submit"),))
    rows.append((_back(), _later()))
    return tuple(rows)


def _status(axis: AxisCard, note: str) -> Screen:
    buttons = tuple((Button(t(f"report.status.{status}"), "set_status", (status,)),) for status in STATUSES)
    return Screen(_noted(note, t("report.ask.status", title=axis.title)), (*buttons, (_back(), _later())))


def _action(axis: AxisCard, note: str) -> Screen:
    return Screen(_noted(note, t("report.ask.action", title=axis.title, limit=300)), ((_back(), _later()),))


def _evidence(axis: AxisCard, note: str) -> Screen:
    """Return the list of an axis' evidence, with a button to take back each piece that was not handed in."""
    pieces = tuple(enumerate(axis.evidence, start=1))
    lines = [_piece(number, piece) for number, piece in pieces] or [t("evidence.screen.none")]
    question = t("evidence.screen.full" if len(pieces) >= MOST else "evidence.screen.ask", limit=MOST)
    text = "\n".join([t("evidence.screen.title", axis=axis.title), *lines, "", question])
    rows = tuple(
        (Button(t("evidence.button.drop", number=number), "drop_evidence", (str(piece.id),)),)
        for number, piece in pieces
        if piece.own
    )
    return Screen(_noted(note, text), (*rows, (_back(), _later())))


def _piece(number: int, piece: EvidenceView) -> str:
    state = "pending" if piece.pending else "plain" if piece.own else "handed_in"
    line = t(f"evidence.screen.{state}", number=number, kind=t(f"evidence.kind.{piece.kind}"))
    return t("evidence.screen.noted", piece=line, note=piece.note) if piece.note else line


def _axis_buttons(lines: tuple[AxisLine, ...]) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(t(f"report.list.{line.state}", axis=line.short), "open", (line.code,)),) for line in lines)


def _province_buttons(provinces: tuple[Province, ...]) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (Button(t("report.button.province", province=one.name), "province", (one.code,)),) for one in provinces
    )


def _back() -> Button:
    return Button(t("report.button.back"), "back")


def _later() -> Button:
    return Button(t("report.button.later"), "later")


def _ways_out(indicator: IndicatorView) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons under a question: write it anew, back to the card, later."""
    return ((Button(t("report.button.mend"), "ask", (indicator.code,)),), (_back(), _later()))


def _noted(note: str, text: str) -> str:
    return f"{note}\n\n{text}" if note else text
