"""What the places of the programme and of its axes show. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import noted
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from handlers.administering.plan.view import PlanView
from handlers.reporting import card_screens
from storage.programme import Axis


def listed(view: PlanView) -> str:
    """Return how many axes the programme has."""
    axes = view.plan.axes
    active = sum(axis.active for axis in axes)
    title = t("admin_plan.list.title", year=view.plan.programme.year, active=active, slots=len(axes) - active)
    waits = t("admin_plan.list.unconfirmed", before=view.plan.programme.year - 1) if view.unconfirmed else ""
    return "\n\n".join(filter(None, (title, waits)))


def axis_label(axis: Axis) -> str:
    """Return the button of an axis."""
    return t(f"admin_plan.list.{'axis' if axis.active else 'slot'}", number=axis.position, short=axis.short)


def list_rows(view: PlanView) -> Rows:
    """Return the word that a programme is right, the way back to what was published before, and to another year's."""
    year = view.plan.programme.year
    confirm = Button(t("admin_plan.button.confirm_year", year=year), "confirm_year")
    other = Button(t("admin_plan.button.other_year", year=view.other_year or 0), "other_year")
    return (
        *(((confirm,),) if view.unconfirmed and not view.draft else ()),
        *(((_button("undo"),),) if view.newest else ()),
        *(((other,),) if view.other_year else ()),
    )


def axis(view: PlanView) -> str:
    """Return an axis: its titles, who answers for it, what holds for it and what it asks."""
    axis = view.axis
    holders = t("common.comma").join(holder.part["name"] for holder in view.holders if axis.code in holder.axes)
    lines = [
        t("admin_plan.axis.title", number=axis.position, title=axis.title),
        t("admin_plan.axis.short", short=axis.short),
        t("admin_plan.axis.owner", owner=axis.owner or t("admin.none"), holders=holders or t("admin.none")),
        t(
            "admin_plan.axis.rules",
            frequency=t(f"admin.frequency.{axis.frequency}"),
            may_stay=t(f"admin.may_stay.{'yes' if axis.may_stay else 'no'}"),
            active=t(f"admin.active.{'yes' if axis.active else 'no'}"),
        ),
    ]
    lines += [
        t("admin_plan.axis.indicator", number=number, title=each.title, kind=t(f"admin.kind.{each.kind}"))
        for number, each in enumerate(view.indicators, start=1)
    ] or [t("admin_plan.axis.empty")]
    return "\n".join(lines)


def axis_rows(view: PlanView) -> Rows:
    """Return what may be changed of an axis."""
    axis = view.axis
    frequency = "monthly" if axis.frequency == "weekly" else "weekly"
    stay, active = "no_stay" if axis.may_stay else "stay", "idle" if axis.active else "active"
    indicators = (
        (Button(t("admin_plan.button.indicator", number=number, title=each.title), "indicator", (each.code,)),)
        for number, each in enumerate(view.indicators, start=1)
    )
    return (
        (_button("title", "text", "title"), _button("short", "text", "short")),
        (_button("owner"), _button(frequency, "frequency")),
        (_button(stay, "may_stay"), _button(active, "active")),
        *indicators,
        (_button("new"), *((_button("preview"),) if view.indicators else ())),
    )


def _button(label: str, name: str = "", *args: str) -> Button:
    return Button(t(f"admin_plan.button.{label}"), name or label, args)


def holder_rows(view: PlanView) -> Rows:
    """Return the people of headquarters who may answer for an axis, or do."""
    does = {holder.id: "let_go" if view.axis.code in holder.axes else "give" for holder in view.holders}
    return tuple(
        (Button(t(f"admin_plan.owner.{does[each.id]}", name=each.part["name"]), "holder", (str(each.id),)),)
        for each in view.holders
    )


def preview(view: PlanView) -> str:
    """Return the card as a province sees it."""
    title = t("admin_plan.preview.title", province=by_code(view.state.province).name)
    return noted(title, _previewed(view).text)


def preview_rows(view: PlanView) -> Rows:
    """Return the buttons of that card; they only say that this is a look at it."""
    return tuple(tuple(Button(button.label, "look") for button in row) for row in _previewed(view).rows)


def _previewed(view: PlanView) -> Screen:
    return card_screens.card(view.preview, view.preview.cards[0]) if view.preview else Screen("")
