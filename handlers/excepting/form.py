"""The form «تمدید استثنایی»: for whom, which week, which axes, until when, why. Pure."""

from datetime import datetime, time

from bot.conversing.answers import FreeText, OneOf, Several
from bot.conversing.day_answers import MomentAhead
from bot.conversing.flow import Step
from bot.conversing.form import Form, FormField, Preview
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import Value, t
from bot.language.week import week_from_key
from bot.programme.naming import province_named
from bot.programme.provinces import PROVINCES, by_code
from handlers.excepting.view import ExceptState, ExceptView, Grant

ENDS_AT = time(13)
"""The hour of Tehran at which an exception of a chosen day ends."""
LONGEST = 14
"""Days of an exception after which it is asked whether they are meant."""


def _said(view: ExceptView, *names: str) -> dict[str, Value]:
    """Return what was answered to some questions, as sentences say it."""
    state = view.state
    said = {
        "province": lambda: by_code(state.province).name,
        "week": lambda: dates.week_label(week_from_key(state.week)),
        "axes": lambda: t("common.comma").join(short for code, short in view.missing if code in state.codes),
        "moment": lambda: dates.moment(datetime.fromisoformat(state.until)),
    }
    return {name: said[name]() for name in names}


def _ask_week(view: ExceptView) -> str:
    return t("excepting.ask_week" if view.weeks else "excepting.nothing_missing", **_said(view, "province"))


def _all_missing(view: ExceptView) -> tuple[str, str]:
    codes = [code for code, _short in view.missing]
    return t("excepting.button.all", count=len(codes)), ";".join(codes)


def _preview(view: ExceptView) -> str:
    said = _said(view, "province", "week", "axes", "moment")
    return t("excepting.preview", **said, reason=view.state.reason, count=view.reachable)


def _grant(view: ExceptView, now: datetime) -> Step[ExceptState, Grant]:
    """Grant what is still missing, unless its end has come meanwhile."""
    state, until = view.state, datetime.fromisoformat(view.state.until)
    codes = tuple(code for code, _short in view.missing if code in state.codes)
    if until <= now:
        raise UserError("excepting.past")
    if not codes:
        return FORM.go(view, at="week")
    fact = Grant(state.province, week_from_key(state.week), codes, until, state.reason)
    return Step(None, (Screen(t("excepting.done", count=view.reachable)),), (fact,))


FORM: Form[ExceptState, ExceptView, Grant] = Form(
    "exception",
    {
        "province": FormField(
            lambda _view: t("excepting.ask_province"),
            OneOf(
                lambda _view: [(each.name, each.code) for each in PROVINCES],
                3,
                lambda _view, text: province_named(text),
            ),
        ),
        "week": FormField(_ask_week, OneOf(lambda view: [(each.label, each.week.key) for each in view.weeks])),
        "axes": FormField(
            lambda view: t("excepting.ask_axes", **_said(view, "province", "week")),
            Several(
                lambda view: [(short, code) for code, short in view.missing],
                _all_missing,
                "excepting.button.on",
            ),
        ),
        "until": FormField(
            lambda view: t("excepting.ask_until", **_said(view, "province", "week", "axes")),
            MomentAhead(lambda view: view.ends, ENDS_AT, lambda view: view.moment, "excepting.past", LONGEST),
        ),
        "reason": FormField(
            lambda view: t("excepting.ask_reason", **_said(view, "province", "week", "axes", "moment")),
            FreeText(200),
        ),
    },
    Preview(_preview, "excepting.button.confirm"),
    _grant,
)
