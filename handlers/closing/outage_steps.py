"""The conversation «اختلال پیام‌رسان»: which messenger, on which day, why. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.conversing.flow import Step
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import under
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import DAY, at
from bot.said import Choice, Said, Text
from handlers.closing.view import DeclareOutage

MESSENGERS = ("bale", "telegram")
DAYS_BACK = 7
LONGEST = 200


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


def step(view: OutageView, said: Said, _now: datetime) -> Step[OutageState, DeclareOutage]:
    """Take one step."""
    state = view.state
    match state.at, said:
        case _, Choice("enter" | "back"):
            return _to(view, OutageState())
        case _, Choice("cancel"):
            return Step(None, (Screen(t("closing.cancelled")),))
        case "messenger", Choice("messenger", (platform,)) if platform in MESSENGERS:
            return _to(view, replace(state, at="day", platform=platform))
        case "day", Choice("day", (day,)) if view.day - DAY * DAYS_BACK <= date.fromisoformat(day) <= view.day:
            return _to(view, replace(state, at="reason", day=day))
        case "reason", Text(forwarded=False, text=text) if text and not text.startswith("/"):
            reason = " ".join(text.split())
            if len(reason) > LONGEST:
                return _to(view, state, t("report.too_long", limit=LONGEST, length=len(reason)))
            return _to(view, replace(state, at="preview", reason=reason))
        case "preview", Choice("confirm"):
            began_at = at(date.fromisoformat(state.day), time.min)
            fact = DeclareOutage(state.platform, began_at, began_at + DAY, state.reason)
            return Step(None, (Screen(t("closing.outage.done")),), (fact,))
        case _:
            return _to(view, state)


def _to(view: OutageView, state: OutageState, note: str = "") -> Step[OutageState, DeclareOutage]:
    screen = _screen(replace(view, state=state))
    return Step(state, (under(note, screen),))


def _screen(view: OutageView) -> Screen:
    state = view.state
    out = (Button(t("closing.button.back"), "back"), Button(t("closing.button.cancel"), "cancel"))
    if state.at == "messenger":
        rows = [(Button(t(f"check.messenger.{name}"), "messenger", (name,)),) for name in MESSENGERS]
        return Screen(t("closing.outage.ask_messenger"), (*rows, out[1:]))
    messenger = t(f"check.messenger.{state.platform}")
    if state.at == "day":
        days = [view.day - DAY * back for back in range(DAYS_BACK + 1)]
        rows = [(Button(dates.date_without_year(day), "day", (day.isoformat(),)),) for day in days]
        return Screen(t("closing.outage.ask_day", messenger=messenger), (*rows, out))
    day = dates.date(date.fromisoformat(state.day))
    if state.at == "reason":
        return Screen(t("closing.outage.ask_reason", messenger=messenger, day=day), (out,))
    text = t("closing.outage.preview", messenger=messenger, day=day, reason=state.reason, count=view.late)
    return Screen(text, ((Button(t("closing.button.confirm"), "confirm"),), out))
