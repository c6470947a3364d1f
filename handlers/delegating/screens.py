"""The screens of colleagues and leave. Pure."""

from datetime import date

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import noted
from bot.delegating.giving import days
from bot.language.catalogue import t
from bot.signing.rules import HOURS
from handlers.delegating.view import DelegateView
from storage.delegations import Delegation


def show(view: DelegateView, note: str = "") -> Screen:
    """Return the list, one entry of it, or the hours."""
    match view.state.at:
        case "one":
            text, rows = _one(view)
        case "hours":
            text, rows = t("delegate.ask.hours", chosen=_hours(view.hours)), _all_hours()
        case _:
            return Screen(noted(note, _home(view)), _home_rows(view))
    return Screen(noted(note, text), (*rows, (Button(t("common.back"), "back"), Button(t("common.cancel"), "cancel"))))


def span_of(view: DelegateView) -> str:
    """Return the days that were chosen."""
    return days(view.begins, date.fromisoformat(view.state.ends) if view.state.ends else None)


def confirmation(view: DelegateView) -> str:
    """Return what will be handed on."""
    span = span_of(view)
    if view.state.kind == "leave":
        return t("delegate.confirm.leave", name=view.whom, days=span)
    return t("delegate.confirm.axes", name=view.whom, axes=_names(view, ";".join(view.chosen)), days=span)


def given(view: DelegateView) -> str:
    """Return what is said once something is handed on."""
    return "\n".join([t("delegate.given"), confirmation(view)])


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


def _line(view: DelegateView, each: Delegation) -> str:
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
        (Button(t("common.end"), "cancel"),),
    )


def _one(view: DelegateView) -> tuple[str, Rows]:
    """Return what somebody looks after, and what may be changed about it."""
    one = view.one
    person = one.person_id if one else view.person
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
    return t("common.comma").join(view.axes[code] for code in codes if code in view.axes)
