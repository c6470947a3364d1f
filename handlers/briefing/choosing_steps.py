"""The steps of the digest's settings. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.briefing.readers import HOURS, PARTS
from bot.conversing.flow import Step, unheard
from bot.conversing.replies import no_answer
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import in_rows, noted
from bot.language.catalogue import t
from bot.said import Choice, Said, Stale


@dataclass(frozen=True)
class ChoosingState:
    """There is one screen; nothing needs to be remembered."""


@dataclass(frozen=True)
class ChoosingView:
    """What the reader has chosen so far; ``bands`` is None for whom it is not to decide."""

    state: ChoosingState
    hour: int
    parts: frozenset[str]
    bands: bool | None = None


@dataclass(frozen=True)
class AllowBands:
    """CEOs are to be told in which third of the provinces their own stands, or no more."""

    told: bool


@dataclass(frozen=True)
class Choose:
    """The reader wants the digest at this hour (of Tehran), with these parts."""

    hour: int
    parts: frozenset[str]


def step(view: ChoosingView, said: Said, _now: datetime) -> Step[ChoosingState, Choose | AllowBands]:
    """Change what was tapped, and show what is chosen now."""
    match said:
        case Choice("hour", (hour,)) if hour in map(str, HOURS):
            return _choose(view, Choose(int(hour), view.parts))
        case Choice("part", (part,)) if part in PARTS:
            return _choose(view, Choose(view.hour, view.parts ^ {part}))
        case Choice("bands") if view.bands is not None:
            shown = replace(view, bands=not view.bands)
            return Step(view.state, (_screen(shown),), (AllowBands(not view.bands),))
        case Choice("close"):
            return Step(None, (Screen(t("brief.choosing.closed", hour=view.hour)),), in_place=True)
        case Choice() | Stale():
            return Step(view.state, (_screen(view),))
        case _:
            return unheard(Step(view.state, (_screen(view, no_answer(said, in_words=False)),)))


def _choose(view: ChoosingView, fact: Choose) -> Step[ChoosingState, Choose | AllowBands]:
    return Step(view.state, (_screen(replace(view, hour=fact.hour, parts=fact.parts)),), (fact,))


def _screen(view: ChoosingView, note: str = "") -> Screen:
    hours = [
        Button(_marked(t("brief.choosing.hour", hour=hour), hour == view.hour), "hour", (str(hour),)) for hour in HOURS
    ]
    parts = [Button(_marked(t(f"brief.choosing.part.{part}"), part in view.parts), "part", (part,)) for part in PARTS]
    text = t("brief.choosing.title", hour=view.hour)
    bands = [] if view.bands is None else [Button(_marked(t("brief.choosing.bands"), view.bands), "bands")]
    rows = (*in_rows(hours, 3), *in_rows(parts, 1), *in_rows(bands, 1), (Button(t("common.end"), "close"),))
    return Screen(noted(note, text), rows)


def _marked(label: str, chosen: bool) -> str:  # noqa: FBT001 - a mark is there or not
    return t("brief.choosing.chosen", label=label) if chosen else t("brief.choosing.left", label=label)
