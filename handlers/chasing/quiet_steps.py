"""The conversation «تنظیم یادآوری»: which reminders somebody wants, and from which hour on. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversing.flow import Step, unheard
from bot.conversing.replies import no_answer
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import under
from bot.language.catalogue import t
from bot.said import Choice, Said

HOURS = (9, 10, 11, 12)
REMINDERS = ("all", "last")


@dataclass(frozen=True)
class QuietState:
    """There is one screen."""


@dataclass(frozen=True)
class QuietView:
    """What the person wants now: «all» or «last», and the earliest hour (None: no wish)."""

    state: QuietState
    reminders: str
    hour: int | None


@dataclass(frozen=True)
class Wish:
    """What the person wants from now on."""

    reminders: str
    hour: int | None


def step(view: QuietView, said: Said, _now: datetime) -> Step[QuietState, Wish]:
    """Take a wish and show it; anything else shows where things stand."""
    match said:
        case Choice("reminders", (reminders,)) if reminders in REMINDERS:
            return _wish(replace(view, reminders=reminders))
        case Choice("hour", (hour,)) if hour in map(str, HOURS):
            return _wish(replace(view, hour=int(hour)))
        case Choice("no_hour"):
            return _wish(replace(view, hour=None))
        case Choice("later"):
            return Step(None, (Screen(t("quiet.kept", wish=_said(view))),))
        case _:
            return unheard(Step(view.state, (under(no_answer(said, in_words=False), _screen(view)),)))


def _wish(view: QuietView) -> Step[QuietState, Wish]:
    return Step(view.state, (_screen(view),), (Wish(view.reminders, view.hour),))


def _screen(view: QuietView) -> Screen:
    """Return what is wanted now, and everything else that may be chosen."""
    rows: list[tuple[Button, ...]] = [
        (Button(t(f"quiet.button.{name}"), "reminders", (name,)),) for name in REMINDERS if name != view.reminders
    ]
    hours = [Button(t("quiet.button.hour", hour=hour), "hour", (str(hour),)) for hour in HOURS if hour != view.hour]
    rows += [tuple(hours[:2]), tuple(hours[2:])]
    if view.hour is not None:
        rows.append((Button(t("quiet.button.no_hour"), "no_hour"),))
    rows.append((Button(t("common.end"), "later"),))
    return Screen(t("quiet.screen", wish=_said(view)), tuple(rows))


def _said(view: QuietView) -> str:
    """Return a wish in words."""
    if view.hour is None:
        return t(f"quiet.wish.{view.reminders}")
    return t(f"quiet.wish.{view.reminders}_from", hour=view.hour)
