"""The screens of colleagues and leave. Pure."""

from datetime import date

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted
from bot.delegating.giving import days
from bot.language import date_picker
from bot.language.catalogue import t
from bot.signing.rules import HOURS
from handlers.delegating.view import DelegateView, Given


def show(view: DelegateView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    match view.state.at:
        case "whom":
            text, rows = t(f"delegate.ask.whom_{view.state.kind}"), _whom(view)
        case "name":
            text, rows = t("delegate.ask.name"), ()
        case "axes":
            text, rows = t("delegate.ask.axes", name=view.whom, count=len(view.chosen)), _axes(view)
        case "until" | "from" as place:
            return ask_day(view, place, note=note)
        case "confirm":
            text, rows = _confirmation(view), _confirm()
        case "phone":
            text, rows = t("delegate.ask.phone", name=view.whom), ()
        case "one":
            text, rows = _one(view)
        case "hours":
            text, rows = t("delegate.ask.hours", chosen=_hours(view.hours)), _all_hours()
        case _:
            return Screen(noted(note, _home(view)), _home_rows(view))
    return Screen(noted(note, text), (*rows, _ways_out()))


def ask_day(view: DelegateView, place: str, month: str = "", note: str = "") -> Screen:
    """Return the days that may be the last or the first one."""
    picks = date_picker.pick_day_of_month(month, view.day) if month else date_picker.pick_day(view.day)
    rows: Rows = tuple(tuple(Button(pick.label, "day", (pick.choice,)) for pick in row) for row in picks)
    if place == "until" and view.state.kind == "axes":
        rows = ((Button(t("delegate.button.open"), "open"),), *rows)
    key = f"delegate.ask.until_{view.state.kind}" if place == "until" else "delegate.ask.from"
    return Screen(noted(note, t(key)), (*rows, _ways_out()))


def given(view: DelegateView) -> str:
    """Return what is said once something is handed on."""
    return "\n".join([t("delegate.given"), _confirmation(view)])


def _ways_out() -> tuple[Button, ...]:
    return (Button(t("delegate.button.back"), "back"), Button(t("delegate.button.cancel"), "later"))


def _home(view: DelegateView) -> str:
    lines = [t("delegate.title", province=view.province.name if view.province else "")]
    lines += [_line(view, each) for each in view.delegations]
    lines += [
        t("delegate.line.liaison", name=each.full_name, axes=_names(view, each.axes), key=_key(view, each.id))
        for each in view.liaisons
    ]
    if len(lines) == 1:
        lines.append(t("delegate.none"))
    return "\n".join([*lines, "", t("delegate.hours_line", chosen=_hours(view.hours)), t("delegate.type_leave")])


def _line(view: DelegateView, each: Given) -> str:
    span = days(each.begins, each.ends)
    if each.kind == "leave":
        return t("delegate.line.leave", name=each.full_name, days=span)
    key = _key(view, each.person_id)
    return t("delegate.line.axes", name=each.full_name, axes=_names(view, each.axes), days=span, key=key)


def _home_rows(view: DelegateView) -> Rows:
    ones = [(each.full_name, str(each.id), str(each.person_id)) for each in view.delegations]
    ones += [(each.full_name, "0", str(each.id)) for each in view.liaisons]
    return (
        (Button(t("delegate.button.give"), "give"), Button(t("delegate.button.leave"), "leave")),
        *((Button(name, "one", (number, person)),) for name, number, person in ones),
        (Button(t("delegate.button.hours"), "hours"),),
        *((Button(t("delegate.button.province", province=one.name), "province", (one.code,)),) for one in view.others),
        (Button(t("delegate.button.done"), "later"),),
    )


def _whom(view: DelegateView) -> Rows:
    people = ((Button(each.full_name, "person", (str(each.id),)),) for each in view.colleagues)
    return (*people, (Button(t("delegate.button.new"), "new"),))


def _axes(view: DelegateView) -> Rows:
    buttons = [
        Button(t("delegate.button.chosen", axis=short) if code in view.chosen else short, "toggle", (code,))
        for code, short in view.axes.items()
    ]
    rows = in_rows(buttons, 2)
    chosen = len(view.chosen)
    onward = (Button(t("delegate.button.go_on", count=chosen), "go_on"),) if chosen else ()
    return (*rows, (*onward, Button(t("delegate.button.all"), "all")))


def _confirmation(view: DelegateView) -> str:
    state = view.state
    begins = date.fromisoformat(state.begins) if state.begins else view.day
    span = days(begins, date.fromisoformat(state.ends) if state.ends else None)
    if state.kind == "leave":
        return t("delegate.confirm.leave", name=view.whom, days=span)
    return t("delegate.confirm.axes", name=view.whom, axes=_names(view, ";".join(view.chosen)), days=span)


def _confirm() -> Rows:
    return ((Button(t("delegate.button.confirm"), "confirm"),), (Button(t("delegate.button.from"), "from"),))


def _one(view: DelegateView) -> tuple[str, Rows]:
    """Return what somebody looks after, and what may be changed about it."""
    one = view.one
    person = one.person_id if one else view.state.person
    liaison = next((each for each in view.liaisons if each.id == person), None)
    if one is None and liaison is None:
        return t("delegate.none"), ()
    change = ("sign", "delegate.button.sign") if person in view.excused else ("excuse", "delegate.button.excuse")
    rows: list[tuple[Button, ...]] = [] if one and one.kind == "leave" else [(Button(t(change[1]), change[0]),)]
    if one:
        return _line(view, one), (*rows, (Button(t("delegate.button.stop"), "stop"),))
    assert liaison is not None  # noqa: S101 - looked at above
    axes = _names(view, liaison.axes)
    text = t("delegate.line.liaison", name=liaison.full_name, axes=axes, key=_key(view, liaison.id))
    return text, tuple(rows)


def _all_hours() -> Rows:
    return tuple((Button(_hours(hours), "hours", (str(hours),)),) for hours in (0, *HOURS))


def _hours(hours: int) -> str:
    return t("delegate.hours.after", hours=hours) if hours else t("delegate.hours.never")


def _key(view: DelegateView, person: int) -> str:
    return t("delegate.key.excused" if person in view.excused else "delegate.key.signed")


def _names(view: DelegateView, axes: str) -> str:
    codes = axes.split(";")
    if set(codes) >= set(view.axes):
        return t("delegate.all_axes", count=len(view.axes))
    return t("delegate.comma").join(view.axes[code] for code in codes if code in view.axes)
