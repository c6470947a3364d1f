"""The places of the year's programme: changed in a draft, seen as a province, published whole. Pure."""

from bot.administering.editable import person_key
from bot.administering.edits import AdminFact, Edit, KeepEdits, Part
from bot.conversing.answers import FreeText, OneOf, short_words
from bot.errors import UserError
from bot.language.catalogue import t
from bot.people.rights import OWNERS
from bot.said import Choice
from handlers.administering.plan import screens
from handlers.administering.plan.indicator_form import INDICATOR
from handlers.administering.plan.view import AxisOwner, ConfirmPlan, PlanFact, PlanState, PlanView
from handlers.administering.room import (
    A_PAGE,
    Go,
    Room,
    RoomPlace,
    go,
    leads,
    one_of_provinces,
    only_where,
    read_province,
    typed,
)

LONGEST = {"title": 200, "short": 30}
"""Characters of an axis' title on a card, and of its name on a button."""


def _on_list(view: PlanView, said: Choice) -> Go[PlanFact] | None:
    match said:
        case Choice("undo") if view.newest:
            return Go(flow="admin", values={"at": "change", "change": view.newest})
        case Choice("other_year") if view.other_year:
            return go("list", page=0, year=view.other_year)
        case Choice("confirm_year") if view.unconfirmed:
            year = view.plan.programme.year
            return go("list", ConfirmPlan(year), note=t("admin_plan.confirmed", year=year))
    return None


def _on_axis(view: PlanView, said: Choice) -> Go[AdminFact] | None:
    match said:
        case Choice("text", (field,)) if field in LONGEST:
            return go("axis_text", field=field)
        case Choice("frequency"):
            other = "monthly" if view.axis.frequency == "weekly" else "weekly"
            asked = [view.edit("indicator", each.code, frequency=other) for each in view.indicators]
            return view.keep("axis", view.edit("axis", view.axis.code, frequency=other), *asked)
        case Choice("may_stay"):
            return _set(view, may_stay=not view.axis.may_stay)
        case Choice("active"):
            if not view.axis.active and not view.indicators:
                raise UserError("admin.axis_asks_nothing", axis=view.axis.short)
            return _set(view, active=not view.axis.active)
        case Choice("indicator", (indicator,)):
            return go("indicator", indicator=indicator)
        case Choice("preview") if view.indicators:
            return go("places", page=0)
    return leads(owner=go("owner"), new=go("text", indicator="", field="title"))(view, said)


def _set(view: PlanView, **changes: str | bool) -> Go[AdminFact]:
    return view.keep("axis", view.edit("axis", view.axis.code, **changes))


def _take_text(view: PlanView, text: str) -> Go[AdminFact]:
    """Take a title; a slot's name on buttons follows its title where that is short enough."""
    words = short_words(text, LONGEST[view.state.field])
    changes = {view.state.field: words}
    if view.state.field == "title" and not view.axis.active and len(words) <= LONGEST["short"]:
        changes["short"] = words
    return _set(view, **changes)


def _hand_to(view: PlanView, said: Choice) -> Go[AdminFact] | None:
    """Let a person of headquarters answer for the axis, or no longer: a change of the roster, confirmed there."""
    holder = next((each for each in view.holders if said == Choice("holder", (str(each.id),))), None)
    if holder is None:
        return None
    after = holder.part | {"duties": _with_axis(holder, view.axis.code)}
    fact = KeepEdits("people", (Edit(person_key(holder.id), holder.part, after),))
    return Go(facts=(fact,), flow="admin_people", values={"at": "review", "person": holder.id})


def _with_axis(holder: AxisOwner, axis: str) -> list[Part]:
    """Return the duties with the axis in the first of headquarters, or in none where one had it."""
    duties, given = [], axis in holder.axes
    for duty in holder.part["duties"]:
        codes = set(filter(None, duty["axes"].split(";")))
        if duty["role"] in OWNERS:
            codes = codes - {axis} if axis in holder.axes else codes if given else codes | {axis}
            given = True
        duties.append(duty | {"axes": ";".join(sorted(codes))})
    return duties


def _look(_view: PlanView, said: Choice) -> None:
    if said.name == "look":
        raise UserError("admin_plan.only_preview")


def _see_as(_view: PlanView, province: str) -> Go[AdminFact]:
    return go("preview", province=province)


ROOM: Room[PlanState, PlanView, PlanFact] = Room(
    "admin_plan",
    "programme",
    {
        "list": RoomPlace(
            screens.listed,
            OneOf(lambda view: [(screens.axis_label(axis), axis.code) for axis in view.plan.axes], 2),
            lambda _view, axis: go("axis", axis=axis),
            rows=screens.list_rows,
            tap=_on_list,
            called="axis",
            a_page=6,
            waits=True,
        ),
        **only_where(
            lambda view: view.has_axis,
            {
                "axis": RoomPlace(screens.axis, rows=screens.axis_rows, tap=_on_axis, back=go("list"), waits=True),
                "axis_text": RoomPlace(
                    lambda view: t(f"admin_plan.ask.{view.state.field}", title=view.axis.title, short=view.axis.short),
                    FreeText(LONGEST["title"]),
                    _take_text,
                    go("axis"),
                ),
                "owner": RoomPlace(
                    lambda view: t("admin_plan.owner.ask", title=view.axis.title),
                    OneOf(lambda view: [(owner, str(place)) for place, owner in enumerate(view.owners)]),
                    lambda view, place: _set(view, owner=view.owners[int(place)]),
                    go("axis"),
                    screens.holder_rows,
                    _hand_to,
                ),
                "places": RoomPlace(
                    lambda _view: t("admin_plan.preview.ask"),
                    one_of_provinces(),
                    _see_as,
                    go("axis", page=0),
                    called="province",
                    a_page=A_PAGE,
                ),
                "preview": RoomPlace(
                    screens.preview,
                    typed(read_province),
                    _see_as,
                    go("places", page=0),
                    screens.preview_rows,
                    _look,
                    stands=lambda view: view.preview,
                    back_label="admin_plan.button.end_preview",
                ),
                **INDICATOR,
            },
        ),
    },
    lambda _view, end: go("axis" if end == "seen" else "list"),
    "admin_plan.button.review",
    "admin_plan.button.publish",
    "admin_plan.published",
)
