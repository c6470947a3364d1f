"""The screens on which a reporter answers a field that was handed back. Pure."""

from bot.conversing.replies import quoted
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, in_rows, later, noted, pages
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.programme.kinds import IndicatorKind, rules_of_kind
from bot.reporting import ceilings
from bot.reporting.cards import IndicatorView
from bot.reporting.wording import value, words
from handlers.reviewing.mend_view import HandedBack, MendState, MendView

LONGEST, PAGE = 300, 8
"""Characters of an explanation, and how many fields stand on one page of the list."""


def show(view: MendView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    one = view.one
    if one is None or not one.open:
        return _list(view, note or (t("mend.answered") if one else ""))
    if one.signing == "mine":
        rows = ((Button(t("mend.button.sign"), "sign"),), (back(), later()))
        return Screen(noted(note, t("mend.signing.ask", **_named(one))), rows)
    match view.state.at:
        case "value":
            return _ask_value(one, note)
        case "sure":
            return _ask_sure(one, view.state, note)
        case "why" if view.state.value is not None:
            return _ask_why(one, view.state.value, note)
        case "words":
            return Screen(noted(note, t("mend.ask.words", **_named(one), limit=LONGEST)), ((back(), later()),))
        case _:
            return _list(view, note)


def doubt(one: HandedBack, reason: str, readings: tuple[tuple[str, int | None], ...], said: str) -> Screen:
    """Return the question which of several readings was meant."""
    rows = [(Button(label, "value", (str(stored),)),) for label, stored in readings if stored is not None]
    words = t("report.doubt", title=one.indicator.title, reason=reason)
    return Screen(noted(quoted(said), words), (*rows, (later(),)))


def _list(view: MendView, note: str) -> Screen:
    if not view.waiting:
        return Screen(noted(note, t("mend.none")))
    lines = [t("mend.list")]
    rows: list[tuple[Button, ...]] = []
    last = -(-len(view.waiting) // PAGE)
    page = min(view.state.page, last - 1)
    for one in view.waiting[page * PAGE : (page + 1) * PAGE]:
        line = t("mend.line", **_named(one))
        lines.append(t(f"mend.signing.{one.signing}", line=line) if one.signing else line)
        mend = Button(t("mend.button.mend_of", title=one.indicator.title), "mend", (str(one.row.id),))
        rows.append((mend, Button(t("mend.button.explain"), "explain", (str(one.row.id),))))
    if last > 1:
        lines.append(t("review.axis.page", page=page + 1, pages=last))
        rows += pages(page, last)
    return Screen(noted(note, "\n\n".join(lines)), (*rows, (later(),)))


def _ask_value(one: HandedBack, note: str) -> Screen:
    indicator = one.indicator
    asked = IndicatorKind.STAGE_COUNTS if indicator.is_broken_down else IndicatorKind(indicator.kind)
    written = asked in {IndicatorKind.STAGE_COUNTS, IndicatorKind.TEXT}
    key = "number" if rules_of_kind(asked).amount else asked.value if written else "choice"
    values = {"number": {"unit": indicator.unit.title}, "stage_counts": {"stages": _stages(indicator)}}
    text = t(f"mend.ask.{key}", **_named(one), **values.get(key, {}))
    options = [
        Button(option, "words", (option,)) for option in indicator.options if indicator.kind == IndicatorKind.STAGE
    ]
    if indicator.kind == IndicatorKind.YESNO:
        options = [Button(t(f"common.{name}"), "value", (stored,)) for name, stored in (("yes", "1"), ("no", "0"))]
    rows = in_rows(options, 1)
    explain = Button(t("mend.button.explain"), "explain", (str(one.row.id),))
    return Screen(noted(note, text), (*rows, (explain,), (back(), later())))


def _stages(indicator: IndicatorView) -> str:
    return t("common.comma").join(indicator.options)


def _ask_sure(one: HandedBack, state: MendState, note: str) -> Screen:
    text = t("mend.ask.sure", title=one.indicator.title, said=said(one.indicator, state), before=one.before)
    rows = ((Button(t("mend.button.sure"), "sure"), Button(t("report.button.mend"), "mend", (str(one.row.id),))),)
    return Screen(noted(note, text), (*rows, (back(), later())))


def _ask_why(one: HandedBack, value: int, note: str) -> Screen:
    rows = [(Button(t(f"report.over.{each}"), "over", (each,)),) for each in ceilings.REASONS]
    again = Button(t("report.button.mend"), "mend", (str(one.row.id),))
    return Screen(noted(note, ceilings.question(one.indicator, value)), (*rows, (again,), (back(), later())))


def said(indicator: IndicatorView, state: MendState) -> str:
    """Return what was typed, as it is understood."""
    if state.value is None:
        return words(indicator, state.words)
    if indicator.kind == IndicatorKind.YESNO:
        return value(indicator, state.value)
    return writing.echo(state.value, indicator.unit)


def _named(one: HandedBack) -> dict[str, str]:
    return {
        "title": one.indicator.title,
        "axis": one.axis,
        "province": one.province,
        "week": dates.week_label(one.week),
        "said": one.said,
        "reason": one.row.reason,
    }
