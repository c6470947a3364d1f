"""The conversation «تمدید استثنایی»: for whom, which week, which axes, until when, why. Pure."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.conversing.flow import Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.dates import Dated, read_date
from bot.language.week import week_from_key
from bot.programme.calendar import at
from bot.programme.naming import find_province
from bot.said import Choice, Said, Text
from handlers.excepting import screens
from handlers.excepting.view import ExceptState, ExceptView, Grant

ExceptStep = Step[ExceptState, Grant]
LONGEST = 200
ENDS_AT = time(13)
"""The hour of Tehran at which an exception of a chosen day ends."""
BEFORE = {"week": "province", "axes": "week", "until": "axes", "reason": "until", "preview": "reason"}


def step(view: ExceptView, said: Said, now: datetime) -> ExceptStep:
    """Take one step; a mistake leaves everything as it was and says what to do."""
    try:
        return _step(view, said, now)
    except UserError as mistake:
        return Step(view.state, (screens.show(view, mistake.text),))


def _step(view: ExceptView, said: Said, now: datetime) -> ExceptStep:
    state = view.state
    match state.at, said:
        case _, Choice("enter"):
            return _to(view, ExceptState())
        case _, Choice("cancel"):
            return Step(None, (Screen(t("closing.cancelled")),))
        case _, Choice("back"):
            return _to(view, replace(state, at=BEFORE.get(state.at, "province")))
        case "province", Choice("province", (code,)):
            return _to(view, ExceptState("week", code))
        case "province", Text(forwarded=False, text=text) if text:
            province = find_province(text)
            if province is None:
                raise UserError("closing.no_province", name=text)
            return _to(view, ExceptState("week", province.code))
        case "week", Choice("week", (key,)) if any(each.week.key == key for each in view.weeks):
            return _to(view, replace(state, at="axes", week=key, axes=""))
        case "axes", Choice("all"):
            return _to(view, replace(state, at="until", axes=";".join(code for code, _short in view.missing)))
        case "axes", Choice("toggle", (code,)):
            kept = tuple(each for each in state.codes if each != code)
            return _to(view, replace(state, axes=";".join(kept if code in state.codes else (*kept, code))))
        case "axes", Choice("on") if state.codes:
            return _to(view, replace(state, at="until"))
        case "until", Choice("until", (instant,)):
            return _take_end(view, datetime.fromisoformat(instant), now)
        case "until", Text(forwarded=False, text=text) if text:
            return _take_end(view, at(_read_day(text, view.day), ENDS_AT), now)
        case "reason", Text(forwarded=False, text=text) if text and not text.startswith("/"):
            return _take_reason(view, text)
        case "preview", Choice("confirm"):
            return _confirm(view, now)
        case _:
            return _to(view, state)


def _to(view: ExceptView, state: ExceptState) -> ExceptStep:
    return Step(state, (screens.show(replace(view, state=state)),))


def _read_day(text: str, today: date) -> date:
    found = read_date(text, today)
    if not isinstance(found, Dated):
        raise UserError(found.key, **found.values)
    return found.days[0]


def _take_end(view: ExceptView, until: datetime, now: datetime) -> ExceptStep:
    if until <= now:
        raise UserError("excepting.past")
    return _to(view, replace(view.state, at="reason", until=until.isoformat()))


def _take_reason(view: ExceptView, text: str) -> ExceptStep:
    reason = " ".join(text.split())
    if len(reason) > LONGEST:
        raise UserError("report.too_long", limit=LONGEST, length=len(reason))
    return _to(view, replace(view.state, at="preview", reason=reason))


def _confirm(view: ExceptView, now: datetime) -> ExceptStep:
    """Grant what is still missing, unless its end has come meanwhile."""
    state, until = view.state, datetime.fromisoformat(view.state.until)
    codes = tuple(code for code, _short in view.missing if code in state.codes)
    if until <= now:
        raise UserError("excepting.past")
    if not codes:
        return _to(view, ExceptState("week", state.province))
    fact = Grant(state.province, week_from_key(state.week), codes, until, state.reason)
    return Step(None, (Screen(t("excepting.done", count=view.reachable)),), (fact,))
