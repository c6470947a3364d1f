"""The part of composing that is about whom it is for: groups added, taken away and narrowed. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.announcing.audience import Part
from bot.announcing.draft import ComposeFact, SaveAnnouncement
from bot.conversing.flow import Step
from bot.errors import UserError
from bot.language import naming
from bot.programme.naming import find_province
from bot.said import Choice, Said, Text
from handlers.announcing import audience_screens, screens
from handlers.announcing.view import AnnounceState, AnnounceView

PLACES = frozenset({"audience", "part", "roles", "provinces", "axes", "estates", "people", "list"})
FACETS = ("roles", "provinces", "axes", "estates", "people")
MOST_PARTS = 8
AudienceStep = Step[AnnounceState, ComposeFact]


def step_in_audience(view: AnnounceView, said: Said, now: datetime) -> AudienceStep:
    """Change whom the draft is for; raises UserError."""
    match view.state.at, said:
        case _, Choice("audience"):
            return _to(view, now, "audience")
        case _, Choice("page", (page,)):
            return _to(view, now, view.state.at, page=int(page))
        case "audience", Choice("add" | "take" as how):
            return _add(view, Part(minus=how == "take"), now)
        case "audience", Choice("part", (place,)) if int(place) < len(view.draft.parts):
            return _to(view, now, "part", part=int(place))
        case "audience", Choice("list"):
            return _to(view, now, "list", page=0)
        case _ if view.state.part >= len(view.draft.parts):
            return _to(view, now, "audience")
        case "part", Choice("drop"):
            return _drop(view, now)
        case "part", Choice("silent"):
            return _toggle_silent(view, now)
        case "part", Choice("facet", (facet,)) if facet in FACETS:
            return _to(view, now, facet, page=0, found="")
        case place, Choice("toggle", (value,)) if place in FACETS:
            return _toggle(view, place, value, now)
        case _, Choice("part"):
            return _to(view, now, "part")
        case place, Text(text=text) if place in FACETS:
            return _search(view, place, text, now)
        case _:
            return Step(view.state, (screens.show(view, now),))


def _add(view: AnnounceView, part: Part, now: datetime) -> AudienceStep:
    if len(view.draft.parts) >= MOST_PARTS:
        raise UserError("announce.too_many_parts", limit=MOST_PARTS)
    parts = (*view.draft.parts, part)
    return _keep(view.with_draft(replace(view.draft, parts=parts)), now, "part", part=len(parts) - 1)


def _drop(view: AnnounceView, now: datetime) -> AudienceStep:
    parts = tuple(part for place, part in enumerate(view.draft.parts) if place != view.state.part)
    return _keep(view.with_draft(replace(view.draft, parts=parts)), now, "audience", part=0)


def _toggle_silent(view: AnnounceView, now: datetime) -> AudienceStep:
    if not view.admin:
        raise UserError("announce.silent_only_admin")
    return _keep(view.with_part(replace(view.part, silent=not view.part.silent, people=())), now, "part")


def _toggle(view: AnnounceView, facet: str, value: str, now: datetime) -> AudienceStep:
    """Name something in the open group, or no longer; named people and the other facets exclude each other."""
    if value not in audience_screens.choices(view, facet):
        return Step(view.state, (screens.show(view, now),))
    chosen: str | int = int(value) if facet == "people" else value
    held = getattr(view.part, facet)
    kept = tuple(each for each in held if each != chosen) if chosen in held else (*held, chosen)
    named: dict[str, Any] = {facet: kept}
    part = Part(minus=view.part.minus, people=kept) if facet == "people" else replace(view.part, people=(), **named)
    return _keep(view.with_part(part), now, facet)


def _search(view: AnnounceView, facet: str, text: str, now: datetime) -> AudienceStep:
    """Find by its name what is to be named: a person, a province, an estate."""
    if facet == "people":
        index = naming.index_of({str(holder.person_id): (holder.name,) for holder in view.holders})
        found = naming.alike(text, index, audience_screens.PAGE)
        if not found:
            raise UserError("announce.nobody_like", name=text[:60])
        return _to(view, now, "people", found=";".join(found))
    if facet == "provinces" and (province := find_province(text)):
        return _toggle(view, facet, province.code, now)
    raise UserError("announce.choose_below")


def _keep(view: AnnounceView, now: datetime, place: str, **changes: str | int) -> AudienceStep:
    there = view.at(place, **changes)
    return Step(there.state, (screens.show(there, now),), (SaveAnnouncement(there.draft),))


def _to(view: AnnounceView, now: datetime, place: str, **changes: str | int) -> AudienceStep:
    there = view.at(place, **changes)
    return Step(there.state, (screens.show(there, now),))
