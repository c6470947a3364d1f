"""The screens of a closure. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.closing.shifts import Shift, TimeMove
from bot.conversing.screen import Button, Rows, Screen
from bot.language import dates
from bot.language.catalogue import Value, t
from bot.programme.calendar import day_of
from bot.programme.provinces import by_code
from handlers.closing.view import COUNTRY, CloseState, CloseView, Declared

MOST_NAMES = 8


def said(state: CloseState) -> dict[str, Value]:
    """Return the day and where it is closed, as sentences say them."""
    return {"day": dates.date(date.fromisoformat(state.day)), "where": where(state.codes)}


def preview(view: CloseView) -> str:
    """Return what a closure moves."""
    text = t("closing.preview", **said(view.state), reason=view.state.reason, moves=moves(view.shifts))
    return f"{text}\n\n{_people(view)}"


def revert(view: CloseView) -> Screen:
    """Return what taking a closure back moves."""
    text = t("closing.revert_preview", **said(view.state), moves=moves(view.shifts))
    ways_out = (Button(t("common.back"), "back"), Button(t("common.cancel"), "cancel"))
    return Screen(f"{text}\n\n{_people(view)}", ((Button(t("closing.button.revert"), "confirm"),), ways_out))


def _people(view: CloseView) -> str:
    return t("closing.people", concerned=view.concerned, reachable=view.reachable)


def where(codes: Sequence[str]) -> str:
    """Return the names of provinces, or «the whole country» for none."""
    if not codes:
        return t("closures.country")
    named = sorted(map(by_code, codes), key=lambda province: province.position)
    names = t("common.comma").join(province.name for province in named[:MOST_NAMES])
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


def beside_day(view: CloseView) -> Rows:
    """Return what was declared already, to take it back, and the way to a messenger's outage."""
    reverts = [
        (Button(_revert_label(each), "revert", (each.day.isoformat(), ";".join(each.provinces) or COUNTRY)),)
        for each in view.declared
    ]
    return (*reverts, (Button(t("closing.button.outage"), "outage"),))


def _revert_label(declared: Declared) -> str:
    day = dates.date_without_year(declared.day)
    if not declared.provinces:
        return t("closing.button.revert_country", day=day)
    if len(declared.provinces) == 1:
        return t("closing.button.revert_province", day=day, province=by_code(declared.provinces[0]).name)
    return t("closing.button.revert_provinces", day=day, count=len(declared.provinces))
