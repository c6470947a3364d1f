"""The screens of an exception. Pure."""

from datetime import datetime

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import in_rows, under
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.programme.provinces import PROVINCES, by_code
from handlers.excepting.view import ExceptView, LockedWeek

IN_A_ROW = 3


def show(view: ExceptView, note: str = "") -> Screen:
    """Return the screen of where things stand."""
    screen = _screen(view)
    return under(note, screen)


def _screen(view: ExceptView) -> Screen:
    state = view.state
    if state.at == "province":
        buttons = [Button(province.name, "province", (province.code,)) for province in PROVINCES]
        rows = list(in_rows(buttons, IN_A_ROW))
        return Screen(t("excepting.ask_province"), (*rows, (_cancel(),)))
    province = by_code(state.province).name
    if state.at == "week":
        weeks = [(_week(each),) for each in view.weeks]
        key = "excepting.ask_week" if weeks else "excepting.nothing_missing"
        return Screen(t(key, province=province), (*weeks, _ways_out()))
    week = dates.week_label(week_from_key(state.week))
    if state.at == "axes":
        return Screen(t("excepting.ask_axes", province=province, week=week), (*_axes(view), _ways_out()))
    names = t("closing.comma").join(short for code, short in view.missing if code in state.codes)
    values = {"province": province, "week": week, "axes": names}
    if state.at == "until":
        ends = [
            (Button(t(f"excepting.end.{name}", moment=dates.moment(instant)), "until", (instant.isoformat(),)),)
            for name, instant in view.ends
        ]
        return Screen(t("excepting.ask_until", **values), (*ends, _ways_out()))
    moment = dates.moment(datetime.fromisoformat(state.until))
    if state.at == "reason":
        return Screen(t("excepting.ask_reason", **values, moment=moment), (_ways_out(),))
    text = t("excepting.preview", **values, moment=moment, reason=state.reason, count=view.reachable)
    return Screen(text, ((Button(t("excepting.button.confirm"), "confirm"),), _ways_out()))


def _week(locked: LockedWeek) -> Button:
    label = t("excepting.week", week=dates.week_short(locked.week), count=len(locked.missing))
    return Button(label, "week", (locked.week.key,))


def _axes(view: ExceptView) -> list[tuple[Button, ...]]:
    """Return a button for all that is missing, one for each, and the way on once one is chosen."""
    chosen = view.state.codes
    rows: list[tuple[Button, ...]] = [(Button(t("excepting.button.all", count=len(view.missing)), "all"),)]
    rows += [
        (Button(t("closing.button.chosen", name=short) if code in chosen else short, "toggle", (code,)),)
        for code, short in view.missing
    ]
    return [*rows, (Button(t("excepting.button.on", count=len(chosen)), "on"),)] if chosen else rows


def _cancel() -> Button:
    return Button(t("closing.button.cancel"), "cancel")


def _ways_out() -> tuple[Button, ...]:
    return (Button(t("closing.button.back"), "back"), _cancel())
