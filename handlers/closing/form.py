"""The form «اعلام تعطیلی»: the day, where, why; or the end of a closure that was declared. Pure."""

from datetime import date, datetime

from bot.conversing.answers import FreeText, Several
from bot.conversing.day_answers import DayAhead
from bot.conversing.flow import Onward, Step
from bot.conversing.form import Form, FormField, Preview
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.naming import provinces_named
from bot.programme.provinces import PROVINCES
from bot.said import Choice, Said
from handlers.closing import screens
from handlers.closing.view import COUNTRY, CloseState, CloseView, Declare, Revert

CloseStep = Step[CloseState, Declare | Revert]


def step(view: CloseView, said: Said, now: datetime) -> CloseStep:
    """Take one step: what was declared already may be taken back, and an outage is a conversation of its own."""
    match view.state.at, said:
        case _, Choice("outage"):
            return Step(view.state, onward=Onward("outage"))
        case _, Choice("revert", (day, provinces)):
            return FORM.go(view, at="revert", day=day, provinces=provinces)
        case "revert", Choice("confirm"):
            return _revert(view)
        case "revert", Choice("back"):
            return FORM.go(view, at="day")
        case "revert", Choice("cancel"):
            return FORM.given_up(view)
        case "revert", _:
            return Step(view.state, (screens.revert(view),))
        case _:
            return FORM.step(view, said, now)


def _revert(view: CloseView) -> CloseStep:
    """Open a closed day again, unless that has become impossible meanwhile."""
    if not any(screens.is_meant(view.state, each) for each in view.declared):
        return FORM.go(view, at="day")
    fact = Revert(date.fromisoformat(view.state.day), view.state.codes)
    return Step(None, (Screen(t("closing.reverted", count=view.reachable)),), (fact,))


def _close(view: CloseView, _now: datetime) -> CloseStep:
    """Close the day, unless it is over meanwhile."""
    day = date.fromisoformat(view.state.day)
    if day < view.day:
        raise UserError("closing.past_day")
    fact = Declare(day, view.state.codes, view.state.reason)
    return Step(None, (Screen(t("closing.done", count=view.reachable)),), (fact,))


FORM: Form[CloseState, CloseView, Declare | Revert] = Form(
    "closing",
    {
        "day": FormField(
            lambda _view: t("closing.ask_day"),
            DayAhead(lambda view: view.day, "closing.past_day"),
            beside=screens.beside_day,
        ),
        "where": FormField(
            lambda view: t("closing.ask_where", day=dates.date(date.fromisoformat(view.state.day))),
            Several(
                lambda _view: [(each.name, each.code) for each in PROVINCES],
                lambda _view: (t("closures.country"), COUNTRY),
                "closing.button.on",
                3,
                lambda _view, text: provinces_named(text),
            ),
            "provinces",
        ),
        "reason": FormField(lambda view: t("closing.ask_reason", **screens.said(view.state)), FreeText(200)),
    },
    Preview(screens.preview, "closing.button.confirm"),
    _close,
)
