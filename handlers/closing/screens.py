"""The screens of a closure. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.closing.shifts import Shift, TimeMove
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, under
from bot.language import date_picker, dates
from bot.language.catalogue import t
from bot.language.date_picker import Pick
from bot.programme.calendar import day_of
from bot.programme.provinces import PROVINCES, by_code
from handlers.closing.view import COUNTRY, CloseState, CloseView, Declared

IN_A_ROW = 3
MOST_NAMES = 8


def show(view: CloseView, note: str = "") -> Screen:
    """Return the screen of where things stand."""
    state = view.state
    match state.at:
        case "month":
            picks = date_picker.pick_day_of_month(state.month, view.day)
            return under(note, Screen(t("closing.ask_day"), (*_picks(picks), _ways_out())))
        case "where":
            return under(note, _where(state))
        case "reason":
            day = dates.date(date.fromisoformat(state.day))
            text = t("closing.ask_reason", day=day, where=where(state.codes))
            return under(note, Screen(text, (_ways_out(),)))
        case "preview" | "revert":
            return under(note, _preview(view))
        case _:
            return under(note, _day(view))


def which_day(days: Sequence[date]) -> Screen:
    """Return the question which of several days was meant."""
    rows = tuple((Button(dates.date(day), "day", (day.isoformat(),)),) for day in days)
    return Screen(t("closing.which_day"), (*rows, _ways_out()))


def where(codes: Sequence[str]) -> str:
    """Return the names of provinces, or «the whole country» for none."""
    if not codes:
        return t("closures.country")
    named = sorted(map(by_code, codes), key=lambda province: province.position)
    names = t("closing.comma").join(province.name for province in named[:MOST_NAMES])
    more = len(codes) - MOST_NAMES
    return t("closing.and_more", names=names, count=more) if more > 0 else names


def is_meant(state: CloseState, declared: Declared) -> bool:
    """Say whether a state names a closure."""
    return (state.day, set(state.codes)) == (declared.day.isoformat(), set(declared.provinces))


def moves(shifts: Sequence[Shift], *, named: bool = True) -> str:
    """Return what moves, week by week; ``named``: with the number of provinces that it is the same for."""
    parts = []
    for shift in shifts:
        count = len([code for code in shift.provinces if code])
        title = t("closing.week_of", week=dates.week_label(shift.week), count=count) if named and count else ""
        parts.append("\n".join([title or dates.week_label(shift.week), *map(_move, shift.moves)]))
    return "\n\n".join(parts) or t("closing.nothing_moves")


def _move(move: TimeMove) -> str:
    return t(f"closing.move.{move.what}", after=_moment(move.after), before=_moment(move.before))


def _moment(instant: datetime | None) -> str:
    if instant is None:
        return t("closing.none")
    return t("closing.moment", day=dates.date_without_year(day_of(instant)), time=dates.clock(instant))


def _day(view: CloseView) -> Screen:
    """Return the first screen: the day, what was declared already, and the way to a messenger's outage."""
    reverts = [
        (Button(_revert_label(each), "revert", (each.day.isoformat(), ";".join(each.provinces) or COUNTRY)),)
        for each in view.declared
    ]
    outage = (Button(t("closing.button.outage"), "outage"),)
    cancel = (Button(t("closing.button.cancel"), "cancel"),)
    picks = _picks(date_picker.pick_day(view.day))
    return Screen(t("closing.ask_day"), (*picks, *reverts, outage, cancel))


def _revert_label(declared: Declared) -> str:
    day = dates.date_without_year(declared.day)
    if not declared.provinces:
        return t("closing.button.revert_country", day=day)
    if len(declared.provinces) == 1:
        return t("closing.button.revert_province", day=day, province=by_code(declared.provinces[0]).name)
    return t("closing.button.revert_provinces", day=day, count=len(declared.provinces))


def _where(state: CloseState) -> Screen:
    marks = {province.code: "chosen" if province.code in state.codes else "province" for province in PROVINCES}
    buttons = [
        Button(t(f"closing.button.{marks[province.code]}", name=province.name), "toggle", (province.code,))
        for province in PROVINCES
    ]
    rows = list(in_rows(buttons, IN_A_ROW))
    onward = [(Button(t("closing.button.on", count=len(state.codes)), "on"),)] if state.codes else []
    country = (Button(t("closures.country"), "country"),)
    text = t("closing.ask_where", day=dates.date(date.fromisoformat(state.day)))
    return Screen(text, (country, *rows, *onward, _ways_out()))


def _preview(view: CloseView) -> Screen:
    state = view.state
    values = {"day": dates.date(date.fromisoformat(state.day)), "where": where(state.codes)}
    if state.at == "revert":
        text = t("closing.revert_preview", **values, moves=moves(view.shifts))
    else:
        text = t("closing.preview", **values, reason=state.reason, moves=moves(view.shifts))
    people = t("closing.people", concerned=view.concerned, reachable=view.reachable)
    label = t("closing.button.revert" if state.at == "revert" else "closing.button.confirm")
    return Screen(f"{text}\n\n{people}", ((Button(label, "confirm"),), _ways_out()))


def _picks(rows: tuple[tuple[Pick, ...], ...]) -> Rows:
    return tuple(
        tuple(Button(pick.label, "day" if pick.choice.count("-") > 1 else "month", (pick.choice,)) for pick in row)
        for row in rows
    )


def _ways_out() -> tuple[Button, ...]:
    return (Button(t("closing.button.back"), "back"), Button(t("closing.button.cancel"), "cancel"))
