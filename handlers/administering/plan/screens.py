"""The screens about the programme and its axes. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted, pages
from bot.language.catalogue import t
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering import edit_screens
from handlers.administering.plan import indicator_screens
from handlers.administering.plan.view import PlanView
from handlers.administering.ways import back_row
from handlers.reporting import card_screens

AXES_A_PAGE = 12
PLACES_A_PAGE = 16


def show(view: PlanView, note: str = "") -> Screen:
    """Return the screen of where it stands."""
    match view.state.at:
        case "review" if view.draft:
            confirm = t("admin_plan.button.publish")
            return edit_screens.review(view.draft, view.names, view.state.page, view.problem, note, confirm)
        case "preview" if view.preview:
            return _preview(view, note)
        case "places" if view.axis:
            return _places(view, note)
        case "axis_text" if view.axis:
            text = t(f"admin_plan.ask.{view.state.field}", title=view.axis.title, short=view.axis.short)
            return Screen(noted(note, text), back_row())
        case "owner" if view.axis:
            return _owner(view, note)
        case "list" | "review":
            return _list(view, note)
        case place if view.axis and (view.indicator or place == "text") and place != "axis":
            return indicator_screens.show(view, note)
        case _ if view.axis:
            return _axis(view, note)
        case _:
            return _list(view, note)


def _list(view: PlanView, note: str) -> Screen:
    axes, page = view.plan.axes, view.state.page
    shown = axes[page * AXES_A_PAGE : (page + 1) * AXES_A_PAGE]
    buttons = [
        Button(
            t(f"admin_plan.list.{'axis' if axis.active else 'slot'}", number=axis.position, short=axis.short),
            "axis",
            (axis.code,),
        )
        for axis in shown
    ]
    active = sum(axis.active for axis in axes)
    text = t("admin_plan.list.title", year=view.plan.programme.year, active=active, slots=len(axes) - active)
    undo = ((Button(t("admin_plan.button.undo"), "undo"),),) if view.newest else ()
    rows = (*in_rows(buttons, 2), *pages(page, len(axes), AXES_A_PAGE), *waiting(view), *undo, *back_row())
    return Screen(noted(note, text), rows)


def waiting(view: PlanView) -> Rows:
    """Return the button that leads to the draft, if there is one."""
    return ((Button(t("admin_plan.button.review", count=len(view.draft)), "review"),),) if view.draft else ()


def _axis(view: PlanView, note: str) -> Screen:
    axis = view.axis
    if axis is None:
        return _list(view, note)
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
    return Screen(noted(note, "\n".join(lines)), _axis_buttons(view))


def _axis_buttons(view: PlanView) -> Rows:
    axis = view.axis
    if axis is None:
        return back_row()
    frequency = "monthly" if axis.frequency == "weekly" else "weekly"
    rows: list[tuple[Button, ...]] = [
        (
            Button(t("admin_plan.button.title"), "text", ("title",)),
            Button(t("admin_plan.button.short"), "text", ("short",)),
        ),
        (Button(t("admin_plan.button.owner"), "owner"), Button(t(f"admin_plan.button.{frequency}"), "frequency")),
        (
            Button(t(f"admin_plan.button.{'no_stay' if axis.may_stay else 'stay'}"), "may_stay"),
            Button(t(f"admin_plan.button.{'idle' if axis.active else 'active'}"), "active"),
        ),
    ]
    rows += [
        (Button(t("admin_plan.button.indicator", number=number, title=each.title), "indicator", (each.code,)),)
        for number, each in enumerate(view.indicators, start=1)
    ]
    look = (Button(t("admin_plan.button.preview"), "preview"),) if view.indicators else ()
    return (*rows, (Button(t("admin_plan.button.new"), "new"), *look), *waiting(view), *back_row())


def _owner(view: PlanView, note: str) -> Screen:
    axis = view.axis
    owners = tuple((Button(owner, "owner", (str(place),)),) for place, owner in enumerate(view.owners))
    people = tuple(
        (
            Button(
                t(
                    f"admin_plan.owner.{'let_go' if axis and axis.code in holder.axes else 'give'}",
                    name=holder.part["name"],
                ),
                "holder",
                (str(holder.id),),
            ),
        )
        for holder in view.holders
    )
    title = axis.title if axis else ""
    return Screen(noted(note, t("admin_plan.owner.ask", title=title)), (*owners, *people, *back_row()))


def _places(view: PlanView, note: str) -> Screen:
    page = view.state.page
    shown = PROVINCES[page * PLACES_A_PAGE : (page + 1) * PLACES_A_PAGE]
    buttons = in_rows((Button(each.name, "province", (each.code,)) for each in shown), 2)
    rows = (*buttons, *pages(page, len(PROVINCES), PLACES_A_PAGE), *back_row())
    return Screen(noted(note, t("admin_plan.preview.ask")), rows)


def _preview(view: PlanView, note: str) -> Screen:
    """Return the card as a province sees it; its buttons only say that this is a look at it."""
    report = view.preview
    card = card_screens.card(report, report.cards[0]) if report else Screen("")
    rows = tuple(tuple(Button(button.label, "look") for button in row) for row in card.rows)
    title = t("admin_plan.preview.title", province=by_code(view.state.province).name)
    return Screen(noted(note, noted(title, card.text)), (*rows, (Button(t("admin_plan.button.end_preview"), "back"),)))
