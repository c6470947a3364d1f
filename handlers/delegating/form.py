"""The forms in which a CEO hands axes on and takes leave, and the list, an entry and the hours around them. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.conversing.answers import OneOf, OwnWords, Several, short_words
from bot.conversing.day_answers import DayAhead
from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.form import PREVIEW, Form, FormField, Preview, tapped
from bot.conversing.replies import mistaken, no_answer
from bot.conversing.screen import Button, Screen
from bot.delegating.facts import DelegateFact, End, Excuse, HandOn, Hours
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.phones import has_phone, part_phone
from bot.language.reading.dates import read_date
from bot.language.reading.outcome import Reason
from bot.said import Choice, Said, Stale, Text
from bot.signing.rules import HOURS
from handlers.delegating import screens
from handlers.delegating.view import NEW, DelegateState, DelegateView

DelegateStep = Step[DelegateState, DelegateFact]
DelegateForm = Form[DelegateState, DelegateView, DelegateFact]
LONGEST_NAME = 60
LONGEST = 30
"""Days of a leave, or of a delegation, after which it is asked whether they are meant."""


def step(view: DelegateView, said: Said, now: datetime) -> DelegateStep:
    """Take one step in a form, or at what stands around the forms."""
    if view.province is None:
        return Step(None, (Screen(t("menu.not_yours")),))
    at, form = view.state.at, LEAVE if view.state.kind == "leave" else HANDING
    if at == PREVIEW or at in form.fields:
        return form.step(view, said, now)
    if at in PHONE.fields:
        return PHONE.step(view, said, now)
    try:
        return _step_around(view, tapped(said, lambda: screens.show(view)), now)
    except UserError as mistake:
        return _show(view, mistaken(said, mistake))


def _step_around(view: DelegateView, said: Said, now: datetime) -> DelegateStep:
    """Take one step in the list, at an entry of it, or at the hours."""
    fresh = DelegateState(province=_province(view))
    match view.state.at, said:
        case _, Choice("enter") | Stale():
            return _show(view, view.state.note)
        case _, Choice("cancel"):
            return _leave(view)
        case _, Choice("province", (code,)):
            return _go(DelegateState(province=code))
        case "one", Choice("stop") if view.one:
            note = t("delegate.stopped", name=view.one.full_name)
            return _go(replace(fresh, note=note), End(view.one.id))
        case "one", Choice("excuse" | "sign" as what) if view.looked_at:
            fact = Excuse(fresh.province, view.looked_at, excused=what == "excuse")
            return _go(replace(view.state, note=t("delegate.kept")), fact)
        case "hours", Choice("hours", (hours,)) if int(hours) in (0, *HOURS):
            return _go(replace(fresh, note=t("delegate.kept")), Hours(fresh.province, int(hours)))
        case _, Choice("back"):
            return _go(fresh)
        case _, Choice("give"):
            return _go(replace(fresh, at="whom"))
        case _, Choice("leave"):
            return _go(replace(fresh, at="until", kind="leave"))
        case _, Choice("one", (number, person)):
            return _go(replace(fresh, at="one", number=int(number), person=person))
        case _, Choice("hours", ()):
            return _go(replace(fresh, at="hours"))
        case "home", Text(text=text, forwarded=False):
            found = read_date(text, view.day)
            if isinstance(found, Reason) or max(found.days) < view.day:
                raise UserError("delegate.want_day" if isinstance(found, Reason) else "delegate.day_over")
            return LEAVE.step(replace(view, state=replace(fresh, at="until", kind="leave")), said, now)
        case _:
            return unheard(_show(view, no_answer(said)))


def _show(view: DelegateView, note: str) -> DelegateStep:
    return Step(view.state, (screens.show(view, note),))


def _go(state: DelegateState, *facts: DelegateFact) -> DelegateStep:
    return Step(state, facts=facts, onward=Onward("delegate", vars(state)))


def _leave(_view: DelegateView) -> DelegateStep:
    return Step(None, (Screen(t("delegate.end")),))


def _confirm(view: DelegateView, _now: datetime) -> DelegateStep:
    """Hand on; somebody new is asked for by phone first, if none that may be invited stood beside the name."""
    if view.state.person != NEW and view.person not in {each.id for each in view.colleagues}:
        raise UserError("delegate.not_offered")
    if view.state.person != NEW or (view.phone and not view.refused):
        return _give(view)
    return _go(replace(view.state, at="phone", note=t("delegate.not_invited") if view.refused else ""))


def _give(view: DelegateView) -> DelegateStep:
    state = view.state
    if state.kind == "axes" and not view.chosen:
        return _go(DelegateState(province=_province(view)))
    fact = HandOn(
        kind=state.kind,
        province=_province(view),
        person=view.person,
        axes=";".join(view.chosen) if state.kind == "axes" else "",
        begins=view.begins,
        ends=date.fromisoformat(state.ends) if state.ends else None,
        name=view.name,
        phone=view.phone,
    )
    return Step(None, (Screen(screens.given(view)),), (fact,))


def _read_name(view: DelegateView, text: str) -> str:
    """Return a name as it was typed, with the phone beside it; raises UserError for no name, or an unfit phone."""
    name, phone = part_phone(text)
    if not name:
        raise UserError("delegate.want_name")
    if has_phone(name):
        raise UserError("invite.not_a_phone")
    if phone:
        _read_phone(view, text)
    short_words(name, LONGEST_NAME)
    return " ".join(text.split())


def _read_phone(view: DelegateView, _text: str) -> str:
    if not view.phone or view.refused:
        raise UserError("delegate.not_invited" if view.phone else "invite.not_a_phone")
    return view.phone


def _province(view: DelegateView) -> str:
    return view.province.code if view.province else ""


def _form(fields: Mapping[str, FormField[DelegateView]]) -> DelegateForm:
    first = FormField[DelegateView](
        lambda _view: t("delegate.ask.from"),
        DayAhead(lambda view: view.day, "delegate.day_over", last=lambda view: view.state.ends),
        "begins",
        aside=True,
    )
    preview = Preview[DelegateView](
        screens.confirmation,
        "delegate.button.confirm",
        lambda _view: ((Button(t("delegate.button.from"), "change", ("from",)),),),
    )
    return Form("delegate", {**fields, "from": first}, preview, _confirm, _leave, home="home")


def _last_day(endless: str = "") -> DayAhead[DelegateView]:
    return DayAhead(
        lambda view: view.begins, "delegate.day_over", endless, today=lambda view: view.day, longest=LONGEST
    )


WHOM = OneOf[DelegateView](
    lambda view: [*((each.full_name, str(each.id)) for each in view.colleagues), (t("delegate.button.new"), NEW)]
)
NAME = FormField[DelegateView](
    lambda _view: t("delegate.ask.name"), OwnWords(_read_name), wanted=lambda view: view.state.person == NEW
)
AXES = Several[DelegateView](
    lambda view: [(short, code) for code, short in view.axes.items()],
    lambda view: (t("delegate.button.all"), ";".join(view.axes)),
    "delegate.button.go_on",
    2,
    whole_last=True,
)
HANDING = _form(
    {
        "whom": FormField(lambda _view: t("delegate.ask.whom_axes"), WHOM, "person"),
        "name": NAME,
        "axes": FormField(lambda view: t("delegate.ask.axes", name=view.whom, count=len(view.chosen)), AXES),
        "until": FormField(lambda _view: t("delegate.ask.until_axes"), _last_day("delegate.button.open"), "ends"),
    }
)
LEAVE = _form(
    {
        "until": FormField(lambda _view: t("delegate.ask.until_leave"), _last_day(), "ends"),
        "whom": FormField(lambda view: f"{screens.span_of(view)}\n{t('delegate.ask.whom_leave')}", WHOM, "person"),
        "name": NAME,
    }
)
PHONE: DelegateForm = Form(
    "delegate",
    {"phone": FormField(lambda view: t("delegate.ask.phone", name=view.whom), OwnWords(_read_phone))},
    None,
    _confirm,
    _leave,
    home=PREVIEW,
    takes=lambda view, _place, _phone: _give(view),
)
