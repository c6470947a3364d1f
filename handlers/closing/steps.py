"""The conversation «اعلام تعطیلی»: the day, where, why, what it moves; or the end of a closure. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.dates import Dated, read_date
from bot.programme.naming import find_provinces
from bot.said import Choice, Said, Text
from handlers.closing import screens
from handlers.closing.view import COUNTRY, CloseState, CloseView, Declare, Revert

CloseStep = Step[CloseState, Declare | Revert]
LONGEST = 200
"""Characters of a reason."""


def step(view: CloseView, said: Said, _now: datetime) -> CloseStep:
    """Take one step; a mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said)
    except UserError as mistake:
        return Step(view.state, (screens.show(view, mistake.text),))


def _step(view: CloseView, said: Said) -> CloseStep:
    state = view.state
    match state.at, said:
        case _, Choice("enter"):
            return _to(view, CloseState())
        case _, Choice("cancel"):
            return Step(None, (Screen(t("closing.cancelled")),))
        case _, Choice("outage"):
            return Step(state, onward=Onward("outage"))
        case _, Choice("revert", (day, provinces)):
            return _to(view, CloseState("revert", day=day, provinces=provinces))
        case _, Choice("back"):
            return _to(view, replace(state, at="where" if state.at in {"reason", "preview"} else "day"))
        case (("day" | "month"), Choice("month", (month,))):
            return _to(view, replace(state, at="month", month=month))
        case (("day" | "month"), Choice("day", (day,))):
            return _take_day(view, date.fromisoformat(day))
        case (("day" | "month"), Text(forwarded=False, text=text)) if text:
            return _read_day(view, text)
        case "where", Choice("country"):
            return _to(view, replace(state, at="reason", provinces=COUNTRY))
        case "where", Choice("toggle", (code,)):
            return _to(view, replace(state, provinces=";".join(_toggled(state.codes, code))))
        case "where", Choice("on") if state.codes:
            return _to(view, replace(state, at="reason"))
        case "where", Text(forwarded=False, text=text) if text:
            found = (*state.codes, *_read_provinces(text))
            return _to(view, replace(state, provinces=";".join(dict.fromkeys(found))))
        case "reason", Text(forwarded=False, text=text) if text and not text.startswith("/"):
            return _take_reason(view, text)
        case _, Choice("confirm"):
            return _confirm(view)
        case _:
            return _to(view, state)


def _to(view: CloseView, state: CloseState, note: str = "") -> CloseStep:
    return Step(state, (screens.show(replace(view, state=state), note),))


def _take_day(view: CloseView, day: date) -> CloseStep:
    if day < view.day:
        raise UserError("closing.past_day")
    return _to(view, CloseState("where", day=day.isoformat()))


def _read_day(view: CloseView, text: str) -> CloseStep:
    """Take a typed day; where more than one may be meant, offer those that may be closed."""
    found = read_date(text, view.day)
    if not isinstance(found, Dated):
        raise UserError(found.key, **found.values)
    days = tuple(day for day in found.days if day >= view.day)
    if not days:
        raise UserError("closing.past_day")
    if found.sure:
        return _take_day(view, days[0])
    return Step(view.state, (screens.which_day(days),))


def _read_provinces(text: str) -> Iterator[str]:
    """Yield the codes of the provinces of a typed list."""
    for name, province in find_provinces(text):
        if province is None:
            raise UserError("closing.no_province", name=name)
        yield province.code


def _toggled(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(each for each in codes if each != code) if code in codes else (*codes, code)


def _take_reason(view: CloseView, text: str) -> CloseStep:
    reason = " ".join(text.split())
    if len(reason) > LONGEST:
        raise UserError("report.too_long", limit=LONGEST, length=len(reason))
    return _to(view, replace(view.state, at="preview", reason=reason))


def _confirm(view: CloseView) -> CloseStep:
    """Close the day, or open it again, unless that has become impossible meanwhile."""
    state = view.state
    if state.at == "preview":
        day = date.fromisoformat(state.day)
        if day < view.day:
            raise UserError("closing.past_day")
        fact = Declare(day, state.codes, state.reason)
        return Step(None, (Screen(t("closing.done", count=view.reachable)),), (fact,))
    if state.at == "revert" and any(screens.is_meant(state, each) for each in view.declared):
        fact_back = Revert(date.fromisoformat(state.day), state.codes)
        return Step(None, (Screen(t("closing.reverted", count=view.reachable)),), (fact_back,))
    return _to(view, CloseState())
