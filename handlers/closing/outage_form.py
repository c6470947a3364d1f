"""The form «اختلال پیام‌رسان»: which messenger, on which day, why. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.conversing.answers import FreeText, OneOf, Option
from bot.conversing.flow import Step
from bot.conversing.form import Form, FormField, Preview
from bot.conversing.screen import Screen
from bot.language import dates
from bot.language.catalogue import Value, t
from bot.programme.calendar import DAY, at
from handlers.closing.view import DeclareOutage

MESSENGERS = ("bale", "telegram")
DAYS_BACK = 7


@dataclass(frozen=True)
class OutageState:
    """Where it stands: «messenger», «day», «reason», «preview»."""

    at: str = "messenger"
    platform: str = ""
    day: str = ""
    reason: str = ""


@dataclass(frozen=True)
class OutageView:
    """The state, today, and how many reports came with delay after a deadline of the chosen day."""

    state: OutageState
    day: date
    late: int = 0


def _days(view: OutageView) -> list[Option]:
    days = [view.day - DAY * back for back in range(DAYS_BACK + 1)]
    return [(dates.date_without_year(day), day.isoformat()) for day in days]


def _said(view: OutageView) -> dict[str, Value]:
    """Return messenger and day, as sentences say them."""
    messenger = t(f"check.messenger.{view.state.platform}")
    return {"messenger": messenger, "day": dates.date(date.fromisoformat(view.state.day))}


def _preview(view: OutageView) -> str:
    return t("closing.outage.preview", **_said(view), reason=view.state.reason, count=view.late)


def _declare(view: OutageView, _now: datetime) -> Step[OutageState, DeclareOutage]:
    began_at = at(date.fromisoformat(view.state.day), time.min)
    fact = DeclareOutage(view.state.platform, began_at, began_at + DAY, view.state.reason)
    return Step(None, (Screen(t("closing.outage.done")),), (fact,))


FORM: Form[OutageState, OutageView, DeclareOutage] = Form(
    "outage",
    {
        "messenger": FormField(
            lambda _view: t("closing.outage.ask_messenger"),
            OneOf(lambda _view: [(t(f"check.messenger.{name}"), name) for name in MESSENGERS]),
            "platform",
        ),
        "day": FormField(
            lambda view: t("closing.outage.ask_day", messenger=t(f"check.messenger.{view.state.platform}")),
            OneOf(_days),
        ),
        "reason": FormField(lambda view: t("closing.outage.ask_reason", **_said(view)), FreeText(200)),
    },
    Preview(_preview, "closing.button.confirm"),
    _declare,
)
