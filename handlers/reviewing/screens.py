"""The screens on which headquarters looks at reports. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, first_words, in_rows, later, noted, pages
from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.programme.calendar import day_of
from bot.reviewing.comparing import describe
from bot.reviewing.fields import Field
from handlers.reviewing import decision_screens
from handlers.reviewing.decision_screens import take_back_rows, together
from handlers.reviewing.view import AxisCount, ReviewLine, ReviewView

REASONS = ("number", "unit", "evidence", "explain")
LONGEST_REASON, LONGEST_ACTION = 300, 80
STANDINGS = ("waiting", "held", "returned", "signing", "approved", "missing")


def show(view: ReviewView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    match view.state.at:
        case "axis" if view.axis:
            return _axis(view, view.axis, note)
        case "all" if view.axis:
            return _all(view, view.axis, note)
        case "card" if view.card:
            return _card(view, view.card, note)
        case "field" if view.card:
            return _choose_field(view.card, note)
        case "reason" if view.card and (field := chosen(view)):
            return _ask_reason(view.card, field, note)
        case "sure" if view.card and view.axis and (field := chosen(view)):
            return decision_screens.ask_return(view, view.card, field, note)
        case "approving" if view.axis and together(view):
            return decision_screens.ask_approval(view, view.axis, note)
        case "decided" if view.axis and view.acts:
            return decision_screens.list_decided(view, note)
        case "approving" | "decided" if view.axis:
            return _axis(view, view.axis, note)
        case _:
            return _axes(view, note)


def chosen(view: ReviewView) -> Field | None:
    """Return the field that is about to be handed back."""
    fields = view.card.fields if view.card else ()
    return next((field for field in fields if field.indicator.code == view.state.indicator), None)


def _axes(view: ReviewView, note: str) -> Screen:
    lines = [t("review.axes.title"), dates.week_label(view.week)]
    lines += [_axis_line(count) for count in view.axes] or [t("review.axes.none")]
    rows = in_rows([Button(count.axis.short, "axis", (count.axis.code,)) for count in view.axes])
    weeks = [Button(t("review.button.older"), "week", (view.older.key,))] if view.older else []
    weeks += [Button(t("review.button.newer"), "week", (view.newer.key,))] if view.newer else []
    return Screen(noted(note, "\n".join(lines)), (*rows, *in_rows(weeks), (later(),)))


def _axis_line(count: AxisCount) -> str:
    return t(
        "review.axes.line",
        axis=count.axis.short,
        waiting=count.waiting,
        approved=count.approved,
        returned=count.returned,
    )


def _axis(view: ReviewView, count: AxisCount, note: str) -> Screen:
    lines = [t("review.axis.title", title=count.axis.title), dates.week_label(view.week)]
    lines.append(t("review.axis.counts", waiting=count.waiting, approved=count.approved, returned=count.returned))
    lines += _named(view, "held", "returned", "signing")
    lines += ["", *(_line(each) for each in view.lines)] if view.lines else [t("review.axis.none")]
    aside, rest = (
        [line.province for line in view.lines if line.urgent],
        [line for line in view.lines if not line.urgent],
    )
    if aside:
        lines += ["", t("review.axis.aside", names=t("common.comma").join(aside))]
    rows = list(in_rows([Button(each.province, "open", (str(each.report.id),)) for each in view.lines]))
    if rest:
        label = "review.button.approve_rest" if aside else "review.button.approve_all"
        rows.append((Button(t(label, count=len(rest)), "approve_all"),))
    if view.pages > 1:
        lines += ["", t("review.axis.page", page=view.state.page + 1, pages=view.pages)]
        rows += pages(view.state.page, view.pages)
    rows += take_back_rows(view)
    rows.append((Button(t("review.button.all"), "all"), Button(t("review.button.axes"), "axes")))
    return Screen(noted(note, "\n".join(lines)), (*rows, (later(),)))


def _all(view: ReviewView, count: AxisCount, note: str) -> Screen:
    """Return where every province stands, each a button: to its report, or to a talk where there is none."""
    lines = [t("review.axis.title", title=count.axis.title), dates.week_label(view.week), *_named(view, *STANDINGS)]
    lines += ["", t("review.all.ask")]
    buttons = [
        Button(unit.name, "open", (str(unit.report),)) if unit.report else Button(unit.name, "talk_with", (unit.code,))
        for unit in view.units
    ]
    return Screen(noted(note, "\n".join(lines)), (*in_rows(buttons, 3), (back(), later())))


def _named(view: ReviewView, *states: str) -> list[str]:
    """Return the provinces of each state in a line."""
    found = [(state, [unit.name for unit in view.units if unit.state == state]) for state in states]
    return [t(f"review.all.{state}", names=t("common.comma").join(names)) for state, names in found if names]


def _line(line: ReviewLine) -> str:
    """Return a report in a line: what has changed, or that nothing has, its status, its action, its evidence."""
    changed = [_short(field) for field in line.fields if field.changed]
    said = t("common.comma").join(changed) if changed else t("review.unchanged")
    key = "review.axis.again" if line.report.approved else "review.axis.line"
    parts, report = [t(key, province=line.province, said=said)], line.report
    if report.status:
        parts.append(t("review.axis.status", status=t(f"report.status.{report.status}")))
    if report.action:
        parts.append(t("review.axis.action", action=first_words(" ".join(report.action.split()), LONGEST_ACTION)))
    if line.evidence:
        parts.append(t("review.axis.evidence", count=line.evidence))
    return t("common.bar").join(parts)


def _short(field: Field) -> str:
    text = t("review.field.short", title=field.indicator.title, said=field.said)
    return t("review.field.short_change", field=text, change=field.change) if field.change else text


def _card(view: ReviewView, line: ReviewLine, note: str) -> Screen:
    lines = [
        t("review.card.title", province=line.province, axis=view.axis.axis.short if view.axis else ""),
        dates.week_label(view.week),
        *(_field(field) for field in line.fields),
    ]
    if line.report.status:
        lines.append(t("report.card.status", status=t(f"report.status.{line.report.status}")))
    if line.report.action:
        lines.append(t("report.card.action", action=" ".join(line.report.action.split())))
    if line.report.late:
        lines.append(t("review.card.late"))
    if line.evidence:
        lines.append(t("review.card.evidence", count=line.evidence))
    lines += [*_history(view, line), "", t(f"review.card.{line.report.standing}")]
    if line.report.ready and not line.report.returned:
        lines.append(t("review.card.ready"))
    if line.waiting:
        lines.append(t("review.card.will_count"))
    if view.until is None:
        lines.append(t("review.card.locked"))
    return Screen(noted(note, "\n".join(lines)), _card_buttons(view, line))


def _card_buttons(view: ReviewView, line: ReviewLine) -> Rows:
    acts = [Button(t("review.button.approve"), "approve", (line.key,))] if line.waiting else []
    if view.until and any(not field.handed_back for field in line.fields):
        acts.append(Button(t("review.button.hand_back"), "hand_back"))
    see = ((Button(t("evidence.button.see", count=line.evidence), "see_evidence"),),) if line.evidence else ()
    talk = t("review.button.talk_of", count=view.comments) if view.comments else t("review.button.talk")
    rows = ((tuple(acts),) if acts else ()) + ((Button(talk, "talk"),),)
    return (*rows, *see, *take_back_rows(view, line.report.id), (back(), later()))


def _field(field: Field) -> str:
    """Return a field with what stood before, and how it differs."""
    line = describe(field)
    return t("review.field.handed_back", line=line) if field.handed_back else line


def _history(view: ReviewView, line: ReviewLine) -> list[str]:
    """Return what was handed back of a report, and what became of it."""
    titles = {field.indicator.code: field.indicator.title for field in line.fields}
    told = []
    for past in view.history:
        each = past.row
        title = titles.get(each.indicator, each.indicator)
        day = dates.date_without_year(day_of(each.returned_at))
        told.append(t("review.history.returned", day=day, title=title, reason=each.reason))
        if each.outcome == "explained":
            told.append(t("review.history.explained", words=each.explanation))
        elif each.outcome:
            told.append(t("review.history.corrected"))
        else:
            waits = "signing" if line.report.ready else "open"
            told.append(t(f"review.history.{waits}", age=age_text(past.days)))
    told += [
        t("review.history.held", title=titles.get(each.indicator, each.indicator), reason=each.reason)
        for each in view.held
    ]
    return ["", *told] if told else []


def _choose_field(line: ReviewLine, note: str) -> Screen:
    fields = [field for field in line.fields if not field.handed_back]
    rows = in_rows([Button(field.indicator.title, "field", (field.indicator.code,)) for field in fields], 1)
    return Screen(noted(note, t("review.ask.field", province=line.province)), (*rows, (back(), later())))


def _ask_reason(line: ReviewLine, field: Field, note: str) -> Screen:
    text = t(
        "review.ask.reason",
        title=field.indicator.title,
        province=line.province,
        said=field.said,
        limit=LONGEST_REASON,
    )
    rows = in_rows([Button(t(f"review.reason.{reason}"), "reason", (reason,)) for reason in REASONS])
    return Screen(noted(note, text), (*rows, (back(), later())))
