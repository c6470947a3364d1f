"""The part about an indicator: what it is called, how it is answered and counted, and its targets. Pure."""

import json
from dataclasses import asdict

from bot.administering.edits import Edit
from bot.administering.plan.rules import fitting, next_code
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Refused, Understood
from bot.programme.kinds import STAGED, IndicatorKind, rules_of, rules_of_kind
from bot.said import Choice, Said, Text
from handlers.administering.plan.choosing_rules import choices
from handlers.administering.plan.moves import PlanStep, keep, stay, to
from handlers.administering.plan.target_steps import step_in_targets
from handlers.administering.plan.view import PlanView

INDICATOR_PLACES = frozenset({"indicator", "text", "choose", "bound", "targets", "target"})
LONGEST = 100
MOST_OPTIONS = 12
BETWEEN = str.maketrans({"\n": ";"})


def step_in_indicator(view: PlanView, said: Said) -> PlanStep:
    """Change the indicator that is looked at; raises UserError."""
    match view.state.at, said:
        case "text", Choice("back"):
            return to(view, "indicator" if view.indicator else "axis")
        case "text", Text(text=text, forwarded=False):
            return _take_text(view, text)
        case _ if view.indicator is None:
            return to(view, "axis")
        case (("targets" | "target"), _):
            return step_in_targets(view, said)
        case "indicator", Choice():
            return _on_card(view, said)
        case "choose", Choice("set", (value,)):
            return _choose(view, value)
        case "bound", Choice("set", (value,)):
            return _bound(view, int(value) if value else None)
        case "bound", Text(text=text, forwarded=False):
            return _read_bound(view, text)
        case _, Choice("back"):
            return to(view, "indicator")
        case _, Choice():
            return stay(view)
        case _:
            return stay(view, t("common.use_buttons"))


def _on_card(view: PlanView, said: Choice) -> PlanStep:
    indicator = view.indicator
    if indicator is None:
        return to(view, "axis")
    match said:
        case Choice("text", (field,)) if field in ("title", "options"):
            return to(view, "text", field=field)
        case Choice("choose", (field,)) if field in ("kind", "unit", "target", "aggregate"):
            return to(view, "choose", field=field)
        case Choice("bound", (field,)) if field in ("minimum", "maximum") and rules_of(indicator).bounded:
            return to(view, "bound", field=field)
        case Choice("reporter"):
            return _set(view, reporter="hq" if indicator.reporter == "province" else "province")
        case Choice("targets") if rules_of(indicator).bounded:
            return to(view, "targets", page=0)
        case Choice("drop"):
            return _drop(view)
        case Choice("back"):
            return to(view, "axis")
        case _:
            return stay(view)


def _set(view: PlanView, **changes: str | int | None) -> PlanStep:
    return keep(view, "indicator", view.edit("indicator", view.state.indicator, **changes))


def _take_text(view: PlanView, text: str) -> PlanStep:
    if view.indicator is None:
        return _add(view, _title(text))
    if view.state.field == "options":
        found = [
            " ".join(option.split())
            for option in text.translate(BETWEEN).replace(t("common.comma").strip(), ";").split(";")
        ]
        options = list(dict.fromkeys(option for option in found if option))
        if not 2 <= len(options) <= MOST_OPTIONS or any(len(option) > LONGEST for option in options):
            raise UserError("admin_plan.bad_options", most=MOST_OPTIONS)
        return _set(view, options=json.dumps(options, ensure_ascii=False))
    return _set(view, title=_title(text))


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title or title.startswith("/") or len(title) > LONGEST:
        raise UserError("admin_plan.too_long", limit=LONGEST)
    return title


def _add(view: PlanView, title: str) -> PlanStep:
    """Add an indicator that is counted from the year's beginning; what it really is, is chosen next."""
    code = next_code(view.plan, view.state.axis)
    axis = view.axis
    added = fitting(
        {
            "code": code,
            "axis": view.state.axis,
            "position": max((each.position for each in view.indicators), default=0) + 1,
            "title": title,
            "kind": IndicatorKind.CUMULATIVE.value,
            "unit": "item",
            "minimum": 0,
            "maximum": None,
            "not_over": "",
            "options": "[]",
            "aggregate": "sum",
            "target": "none",
            "frequency": axis.frequency if axis else "weekly",
            "reporter": "province",
            "evidence": "none",
            "max_chars": 300,
        }
    )
    return keep(view, "choose", Edit(view.key("indicator", code), None, added), indicator=code, field="kind")


def _choose(view: PlanView, value: str) -> PlanStep:
    """Set what was chosen; a new kind brings its way of counting, a staged one asks for its stages."""
    indicator, field = view.indicator, view.state.field
    if indicator is None or value not in choices(view):
        return stay(view)
    part = asdict(indicator) | {field: value}
    edit = Edit(view.key("indicator", indicator.code), asdict(indicator), fitting(part))
    if field == "kind" and value in STAGED and part["options"] == "[]":
        return keep(view, "text", edit, field="options")
    if field == "kind" and rules_of_kind(str(value)).bounded and value != IndicatorKind.PERCENT:
        return keep(view, "choose", edit, field="unit")
    return keep(view, "indicator", edit)


def _read_bound(view: PlanView, text: str) -> PlanStep:
    match read_number(text, view.unit):
        case Understood(value=value):
            return _bound(view, value)
        case Refused(reason=reason):
            return stay(view, reason.text)
        case _:
            raise UserError("admin_plan.unclear", unit=view.unit.title)


def _bound(view: PlanView, value: int | None) -> PlanStep:
    indicator = view.indicator
    bounds = {"minimum": indicator.minimum, "maximum": indicator.maximum} if indicator else {}
    bounds[view.state.field] = value
    low, high = bounds["minimum"], bounds["maximum"]
    if low is not None and high is not None and low > high:
        raise UserError("admin_plan.bounds_crossed")
    return _set(view, **{view.state.field: value})


def _drop(view: PlanView) -> PlanStep:
    """Drop the indicator with its targets, unless another one is measured by it."""
    code = view.state.indicator
    for other in view.indicators:
        if other.code != code and code in (other.not_over, other.aggregate.partition(":")[2]):
            raise UserError("admin_plan.needed", title=other.title)
    targets = [Edit(key, part, None) for key, part in view.parts.items() if part.get("indicator") == code]
    key = view.key("indicator", code)
    return keep(view, "axis", *targets, Edit(key, view.parts[key], None), indicator="")
