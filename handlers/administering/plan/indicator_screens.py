"""The screens about an indicator and its targets. Pure."""

import json

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted, pages
from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.kinds import STAGED, rules_of
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering.plan import choosing_rules
from handlers.administering.plan.view import PlanView
from handlers.administering.ways import back_row

A_PAGE = 16


def show(view: PlanView, note: str = "") -> Screen:
    """Return the screen of where it stands."""
    match view.state.at:
        case "text":
            return _text(view, note)
        case "choose":
            return _choose(view, note)
        case "bound":
            none = (Button(t("admin_plan.button.no_bound"), "set", ("",)),)
            text = t(f"admin_plan.ask.{view.state.field}", unit=view.unit.title)
            return Screen(noted(note, text), (none, *back_row()))
        case "targets":
            return _targets(view, note)
        case "target":
            return _target(view, note)
        case _:
            return _card(view, note)


def meant(view: PlanView, reason: str, readings: tuple[tuple[str, int | None], ...]) -> Screen:
    """Return the question which of several numbers was meant."""
    rows = tuple((Button(label, "set", (str(value),)),) for label, value in readings)
    return Screen(noted(reason, _asked(view)), (*rows, *back_row()))


def _card(view: PlanView, note: str) -> Screen:
    indicator = view.indicator
    if indicator is None:
        return Screen(note, back_row())
    lines = [
        t("admin_plan.indicator.title", title=indicator.title),
        t("admin_plan.indicator.kind", kind=t(f"admin.kind.{indicator.kind}"), unit=view.unit.title),
        t(
            "admin_plan.indicator.aggregate",
            aggregate=_aggregate(view, indicator.aggregate),
            reporter=t(f"admin.reporter.{indicator.reporter}"),
        ),
    ]
    if rules_of(indicator).bounded:
        low, high = (
            t("admin.none") if each is None else writing.quantity(each, view.unit)
            for each in (indicator.minimum, indicator.maximum)
        )
        lines.append(t("admin_plan.indicator.bounds", low=low, high=high))
        lines.append(
            t("admin_plan.indicator.target", target=t(f"admin.target.{indicator.target}"), count=len(view.targets))
        )
    if options := json.loads(indicator.options):
        lines.append(t("admin_plan.indicator.options", options=t("common.comma").join(options)))
    if indicator.code in view.answered:
        lines.append(t("admin_plan.indicator.answered"))
    return Screen(noted(note, "\n".join(lines)), _card_buttons(view))


def _aggregate(view: PlanView, aggregate: str) -> str:
    weigher = aggregate.partition(":")[2]
    if not weigher:
        return t(f"admin.aggregate.{aggregate}")
    title = next((each.title for each in view.plan.indicators if each.code == weigher), weigher)
    return t("admin.aggregate.wmean", title=title)


def _card_buttons(view: PlanView) -> Rows:
    indicator = view.indicator
    if indicator is None:
        return back_row()
    rows: list[tuple[Button, ...]] = [
        (_button("title", "text"), _button("kind", "choose")),
        (_button("aggregate", "choose"), Button(t("admin_plan.button.reporter"), "reporter")),
    ]
    if rules_of(indicator).bounded:
        rows.append((_button("unit", "choose"), _button("target", "choose")))
        rows.append((_button("minimum", "bound"), _button("maximum", "bound")))
        rows.append((Button(t("admin_plan.button.targets"), "targets"),))
    if indicator.kind in STAGED:
        rows.append((_button("options", "text"),))
    rows.append((Button(t("admin_plan.button.drop"), "drop"),))
    review = ((Button(t("admin_plan.button.review", count=len(view.draft)), "review"),),) if view.draft else ()
    return (*rows, *review, *back_row())


def _button(field: str, name: str) -> Button:
    return Button(t(f"admin.field.indicator.{field}"), name, (field,))


def _text(view: PlanView, note: str) -> Screen:
    if view.indicator is None:
        text = t("admin_plan.ask.new_indicator", title=view.axis.title if view.axis else "")
    else:
        text = t(f"admin_plan.ask.indicator_{view.state.field}", title=view.indicator.title)
    return Screen(noted(note, text), back_row())


def _choose(view: PlanView, note: str) -> Screen:
    field = view.state.field
    labels = {
        value: UNITS[value].title if field == "unit" else t(f"admin.{field}.{value}")
        for value in choosing_rules.choices(view)
    }
    rows = in_rows((Button(label, "set", (value,)) for value, label in labels.items()), 2)
    title = view.indicator.title if view.indicator else ""
    return Screen(noted(note, t(f"admin_plan.ask.{field}", title=title)), (*rows, *back_row()))


def _targets(view: PlanView, note: str) -> Screen:
    """Return the country's target beside the sum of the provinces', then the provinces a page at a time."""
    targets, page = view.targets, view.state.page
    title = view.indicator.title if view.indicator else ""
    total = sum(value for province, value in targets.items() if province)
    count = sum(1 for province in targets if province)
    lines = [
        t("admin_plan.targets.title", title=title),
        t(
            "admin_plan.targets.country",
            value=writing.quantity_or_missing(targets.get(""), view.unit) if "" in targets else t("admin.none"),
        ),
    ]
    if count:
        lines.append(t("admin_plan.targets.sum", value=writing.quantity(total, view.unit), count=count))
    if "" in targets and count:
        lines.append(_difference(total, targets[""], view))
    shown = PROVINCES[page * A_PAGE : (page + 1) * A_PAGE]
    lines += [
        t("admin_plan.targets.province", province=each.name, value=writing.quantity(targets[each.code], view.unit))
        for each in shown
        if each.code in targets
    ]
    buttons = in_rows((Button(each.name, "place", (each.code,)) for each in shown), 2)
    country = (Button(t("admin.country"), "place", ("",)),)
    return Screen(noted(note, "\n".join(lines)), (country, *buttons, *pages(page, len(PROVINCES), A_PAGE), *back_row()))


def _difference(total: int, country: int, view: PlanView) -> str:
    if total == country:
        return t("admin_plan.targets.even")
    key = "admin_plan.targets.less" if total < country else "admin_plan.targets.more"
    return t(key, value=writing.quantity(abs(country - total), view.unit))


def _target(view: PlanView, note: str) -> Screen:
    none = ((Button(t("admin_plan.button.no_target"), "set", ("",)),),) if view.state.province in view.targets else ()
    return Screen(noted(note, _asked(view)), (*none, *back_row()))


def _asked(view: PlanView) -> str:
    province = view.state.province
    where = by_code(province).name if province else t("admin.country")
    title = view.indicator.title if view.indicator else ""
    old = view.targets.get(province)
    was = t("admin.none") if old is None else writing.quantity(old, view.unit)
    return t("admin_plan.target.ask", title=title, where=where, unit=view.unit.title, old=was)
