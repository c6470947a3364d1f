"""The conversation about colleagues and leave: who looks after which axes, until when, and with which key. Pure."""

from dataclasses import replace
from datetime import date, datetime

from bot.conversing.flow import Step
from bot.conversing.screen import Screen
from bot.delegating.facts import DelegateFact, End, Excuse, HandOn, Hours
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.dates import read_date
from bot.language.reading.outcome import Reason
from bot.said import Choice, Said, Text
from bot.signing.rules import HOURS
from handlers.delegating import screens
from handlers.delegating.view import DelegateState, DelegateView

DelegateStep = Step[DelegateState, DelegateFact]
LONGEST_NAME = 60
BEFORE = {"axes": "whom", "name": "whom", "from": "confirm", "phone": "confirm"}
"""Where «back» leads from a place; from all others it leads home."""


def step(view: DelegateView, said: Said, _now: datetime) -> DelegateStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    if view.province is None:
        return Step(None, (Screen(t("menu.not_yours")),))
    try:
        return _step(view, said)
    except UserError as mistake:
        return _to(view, view.state, mistake.text)


def _step(view: DelegateView, said: Said) -> DelegateStep:
    state = view.state
    match state.at, said:
        case _, Choice("later"):
            return Step(None, (Screen(t("delegate.end")),))
        case _, Choice("province"):
            return _home(view)
        case _, Choice("back"):
            return _to(view, replace(state, at=BEFORE.get(state.at, "home")))
        case "home", _:
            return _step_at_home(view, said)
        case "one", Choice("stop") if view.one:
            return _home(view, t("delegate.stopped", name=view.one.full_name), (End(view.one.id),), gone=view.one.id)
        case "one", Choice("excuse" | "sign" as what):
            return _excuse(view, excused=what == "excuse")
        case "hours", Choice("hours", (hours,)) if int(hours) in (0, *HOURS):
            after = replace(view, hours=int(hours))
            return _home(after, t("delegate.kept"), (Hours(_province(view), int(hours)),))
        case _:
            return _step_in_giving(view, said)


def _step_at_home(view: DelegateView, said: Said) -> DelegateStep:
    """Choose what to do; a typed day is that of the last day of leave."""
    fresh = DelegateState(province=_province(view))
    match said:
        case Choice("give"):
            return _to(view, replace(fresh, at="whom"))
        case Choice("leave"):
            return _to(view, replace(fresh, at="until", kind="leave"))
        case Choice("one", (number, person)):
            return _to(view, replace(fresh, at="one", number=int(number), person=int(person)))
        case Choice("hours"):
            return _to(view, replace(fresh, at="hours"))
        case Text(text=text):
            return _until(replace(view, state=replace(fresh, at="until", kind="leave")), _read(view, text))
        case _:
            return _home(view)


def _step_in_giving(view: DelegateView, said: Said) -> DelegateStep:
    """Take one part after the other: whom, which axes, until when; then the whole is confirmed."""
    state = view.state
    match state.at, said:
        case "whom", Choice("person", (person,)) if int(person) in {each.id for each in view.colleagues}:
            return _after_whom(view, replace(state, person=int(person), name=""))
        case "whom", Choice("new"):
            return _to(view, replace(state, at="name"))
        case "name", Text(text=text) if 0 < len(text) <= LONGEST_NAME and "\n" not in text:
            return _after_whom(view, replace(state, person=0, name=text))
        case "axes", Choice("toggle", (code,)) if code in view.axes:
            chosen = {*view.chosen} ^ {code}
            return _to(view, replace(state, axes=";".join(each for each in view.axes if each in chosen)))
        case "axes", Choice("all"):
            return _to(view, replace(state, axes=";".join(view.axes)))
        case "axes", Choice("go_on") if view.chosen:
            return _to(view, replace(state, at="until"))
        case ("until" | "from") as place, Choice("day", (choice,)) if len(choice) == len("1405-09"):
            return Step(state, (screens.ask_day(view, place, choice),))
        case "until", Choice("day", (choice,)):
            return _until(view, date.fromisoformat(choice))
        case "until", Choice("open") if state.kind == "axes":
            return _to(view, replace(state, at="confirm", ends=""))
        case "until", Text(text=text):
            return _until(view, _read(view, text))
        case "confirm", Choice("from"):
            return _to(view, replace(state, at="from"))
        case "from", Choice("day", (choice,)):
            return _from(view, date.fromisoformat(choice))
        case "from", Text(text=text):
            return _from(view, _read(view, text))
        case "confirm", Choice("confirm"):
            return _give(view) if state.person else _to(view, replace(state, at="phone"))
        case "phone", Text():
            if not view.phone or view.refused:
                raise UserError("delegate.not_invited" if view.phone else "invite.not_a_phone")
            return _give(view)
        case _:
            return _to(view, state)


def _after_whom(view: DelegateView, state: DelegateState) -> DelegateStep:
    return _to(view, replace(state, at="confirm" if state.kind == "leave" else "axes"))


def _until(view: DelegateView, day: date) -> DelegateStep:
    state = view.state
    if day < (date.fromisoformat(state.begins) if state.begins else view.day):
        raise UserError("delegate.day_over")
    return _to(view, replace(state, at="whom" if state.kind == "leave" else "confirm", ends=day.isoformat()))


def _from(view: DelegateView, day: date) -> DelegateStep:
    state = view.state
    if day < view.day or (state.ends and day.isoformat() > state.ends):
        raise UserError("delegate.day_over")
    return _to(view, replace(state, at="confirm", begins=day.isoformat()))


def _read(view: DelegateView, text: str) -> date:
    """Return the day that a text means; raises UserError."""
    found = read_date(text, view.day)
    if isinstance(found, Reason):
        raise UserError("delegate.want_day")
    return found.days[0]


def _give(view: DelegateView) -> DelegateStep:
    state = view.state
    if state.kind == "axes" and not view.chosen:
        return _home(view)
    fact = HandOn(
        kind=state.kind,
        province=_province(view),
        person=state.person,
        axes=";".join(view.chosen) if state.kind == "axes" else "",
        begins=date.fromisoformat(state.begins) if state.begins else view.day,
        ends=date.fromisoformat(state.ends) if state.ends else None,
        name=state.name,
        phone=view.phone,
    )
    return Step(None, (Screen(screens.given(view)),), (fact,))


def _excuse(view: DelegateView, *, excused: bool) -> DelegateStep:
    person = view.one.person_id if view.one else view.state.person
    if person not in {each.person_id for each in view.delegations} | {each.id for each in view.liaisons}:
        return _home(view)
    others = view.excused - {person}
    after = replace(view, excused=others | {person} if excused else others)
    return replace(_to(after, view.state, t("delegate.kept")), facts=(Excuse(_province(view), person, excused),))


def _home(view: DelegateView, note: str = "", facts: tuple[DelegateFact, ...] = (), gone: int = 0) -> DelegateStep:
    left = tuple(each for each in view.delegations if each.id != gone)
    state = DelegateState(province=_province(view))
    return replace(_to(replace(view, delegations=left), state, note), facts=facts)


def _to(view: DelegateView, state: DelegateState, note: str = "") -> DelegateStep:
    return Step(state, (screens.show(replace(view, state=state), note),))


def _province(view: DelegateView) -> str:
    return view.province.code if view.province else ""
