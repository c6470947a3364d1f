"""Whom a draft is for: groups added, taken away and narrowed by what a person is or by name. Pure."""

from dataclasses import replace
from typing import Any

from bot.announcing.audience import Part
from bot.conversing.answers import toggled
from bot.errors import UserError
from bot.language import naming
from bot.programme.naming import find_province
from bot.said import Choice, Said, Text
from handlers.announcing.audience_screens import FACETS, PAGE, choices
from handlers.announcing.view import AnnounceCard, AnnounceStep, AnnounceView

MOST_PARTS = 8


def hear_audience(card: AnnounceCard, view: AnnounceView, said: Said) -> AnnounceStep | None:
    """Change whom the draft is for; None for what says nothing about it. Raises UserError."""
    parts = view.draft.parts
    match view.state.at, said:
        case "audience", Choice("add" | "take") if len(parts) >= MOST_PARTS:
            raise UserError("announce.too_many_parts", limit=MOST_PARTS)
        case "audience", Choice("add" | "take" as how):
            return card.go(view, view.saved(parts=(*parts, Part(minus=how == "take"))), at="part", part=len(parts))
        case "audience", Choice("part", (place,)) if int(place) < len(parts):
            return card.go(view, at="part", part=int(place))
        case _ if not view.has_part():
            return None
        case "part", Choice("drop"):
            left = (*parts[: view.state.part], *parts[view.state.part + 1 :])
            return card.go(view, view.saved(parts=left), at="audience", part=0)
        case "part", Choice("silent") if not view.admin:
            raise UserError("announce.silent_only_admin")
        case "part", Choice("silent"):
            return card.go(view, view.with_part(replace(view.part, silent=not view.part.silent, people=())))
        case "part", Choice("facet", (facet,)) if facet in FACETS:
            return card.go(view, at=facet, page=0, found="")
        case facet, Choice("toggle", (value,)) if facet in FACETS and value in choices(view, facet):
            return card.go(view, view.with_part(_toggled(view.part, facet, value)))
        case "people", Text(text=text, forwarded=False) if text:
            index = naming.index_of({str(holder.person_id): (holder.name,) for holder in view.holders})
            if found := naming.alike(text, index, PAGE):
                return card.go(view, page=0, found=";".join(found))
            raise UserError("announce.nobody_like", name=text[:60])
        case "provinces", Text(text=text, forwarded=False) if province := find_province(text):
            return card.go(view, view.with_part(_toggled(view.part, "provinces", province.code)))
    return None


def _toggled(part: Part, facet: str, value: str) -> Part:
    """Name something in a group, or no longer; named people and the other facets exclude each other."""
    if facet == "people":
        return Part(minus=part.minus, people=tuple(map(int, toggled([str(each) for each in part.people], value))))
    named: dict[str, Any] = {facet: toggled(getattr(part, facet), value)}
    return replace(part, people=(), **named)
