"""What the places of an indicator and of its targets show. Pure."""

import json

from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import in_rows
from bot.language import writing
from bot.language.catalogue import t
from bot.programme.kinds import STAGED, rules_of
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering.plan.view import PlanView
from handlers.administering.room import A_PAGE, paged


def card(view: PlanView) -> str:
    """Return an indicator: what it asks and how it is counted."""
    indicator = view.indicator
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
    return "\n".join(lines)


def _aggregate(view: PlanView, aggregate: str) -> str:
    weigher = aggregate.partition(":")[2]
    if not weigher:
        return t(f"admin.aggregate.{aggregate}")
    title = next((each.title for each in view.plan.indicators if each.code == weigher), weigher)
    return t("admin.aggregate.wmean", title=title)


def card_rows(view: PlanView) -> Rows:
    """Return what may be changed of an indicator."""
    rows = [(_field("title", "text"), _field("kind", "choose")), (_field("aggregate", "choose"), _button("reporter"))]
    if rules_of(view.indicator).bounded:
        rows.append((_field("unit", "choose"), _field("target", "choose")))
        rows.append((_field("minimum", "bound"), _field("maximum", "bound")))
    targets = ((_button("targets"),),) if rules_of(view.indicator).bounded else ()
    options = ((_field("options", "text"),),) if view.indicator.kind in STAGED else ()
    return (*rows, *targets, *options, (_button("drop"),))


def _field(field: str, name: str) -> Button:
    return Button(t(f"admin.field.indicator.{field}"), name, (field,))


def _button(name: str) -> Button:
    return Button(t(f"admin_plan.button.{name}"), name)


def targets(view: PlanView) -> str:
    """Return the country's target beside the sum of the provinces', then the provinces of the page."""
    targets, first = view.targets, view.state.page * A_PAGE * 2
    total = sum(value for province, value in targets.items() if province)
    count = sum(1 for province in targets if province)
    lines = [
        t("admin_plan.targets.title", title=view.indicator.title),
        t(
            "admin_plan.targets.country",
            value=writing.quantity_or_missing(targets.get(""), view.unit) if "" in targets else t("admin.none"),
        ),
    ]
    if count:
        lines.append(t("admin_plan.targets.sum", value=writing.quantity(total, view.unit), count=count))
    if "" in targets and count:
        lines.append(_difference(total, targets[""], view))
    lines += [
        t("admin_plan.targets.province", province=each.name, value=writing.quantity(targets[each.code], view.unit))
        for each in PROVINCES[first : first + A_PAGE * 2]
        if each.code in targets
    ]
    return "\n".join(lines)


def target_rows(view: PlanView) -> Rows:
    """Return the country and the provinces, a page at a time."""
    provinces = in_rows(Button(each.name, "place", (each.code,)) for each in PROVINCES)
    return ((Button(t("admin.country"), "place", ("",)),), *paged(provinces, view.state.page, A_PAGE))


def _difference(total: int, country: int, view: PlanView) -> str:
    if total == country:
        return t("admin_plan.targets.even")
    key = "admin_plan.targets.less" if total < country else "admin_plan.targets.more"
    return t(key, value=writing.quantity(abs(country - total), view.unit))


def asked(view: PlanView) -> str:
    """Return the question for a bound or a target."""
    if view.state.at == "bound":
        return t(f"admin_plan.ask.{view.state.field}", unit=view.unit.title)
    province = view.state.province
    where = by_code(province).name if province else t("admin.country")
    was = writing.quantity(view.targets[province], view.unit) if province in view.targets else t("admin.none")
    return t("admin_plan.target.ask", title=view.indicator.title, where=where, unit=view.unit.title, old=was)


def none_row(view: PlanView) -> Rows:
    """Return the button for no bound, or for a target that is no longer set."""
    if view.state.at == "bound":
        return ((Button(t("admin_plan.button.no_bound"), "set", ("",)),),)
    return ((Button(t("admin_plan.button.no_target"), "set", ("",)),),) if view.state.province in view.targets else ()
