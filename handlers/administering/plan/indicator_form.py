"""The places of an indicator: what it is called, how it is answered and counted, and its targets. Pure."""

import json
from dataclasses import asdict

from bot.administering.edits import AdminFact, Edit
from bot.administering.plan.rules import fitting, next_code
from bot.conversing.answers import FreeText, OneOf, Option, short_words
from bot.conversing.form import Instead
from bot.conversing.screen import Button
from bot.conversing.widgets import in_rows, noted
from bot.errors import UserError
from bot.language import writing
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Refused, Understood
from bot.language.units import UNITS
from bot.programme.indicator_entry import TARGETS
from bot.programme.kinds import KINDS, STAGED, IndicatorKind, rules_of, rules_of_kind
from bot.said import Choice
from handlers.administering.plan import indicator_screens as screens
from handlers.administering.plan.view import PlanFact, PlanView
from handlers.administering.room import Go, Places, RoomPlace, go, hears, only_where, read_province, typed

LONGEST = 100
MOST_OPTIONS = 12
BETWEEN = str.maketrans({"\n": ";"})


def _on_card(view: PlanView, said: Choice) -> Go[AdminFact] | None:
    bounded = rules_of(view.indicator).bounded
    match said:
        case Choice("text", ("title" | "options" as field,)):
            return go("text", field=field)
        case Choice("choose", ("kind" | "unit" | "target" | "aggregate" as field,)):
            return go("choose", field=field)
        case Choice("bound", ("minimum" | "maximum" as field,)) if bounded:
            return go("bound", field=field)
        case Choice("targets") if bounded:
            return go("targets", page=0)
        case Choice("reporter"):
            return _set(view, reporter="hq" if view.indicator.reporter == "province" else "province")
        case Choice("drop"):
            return _drop(view)
    return None


def _set(view: PlanView, **changes: str | int | None) -> Go[AdminFact]:
    return view.keep("indicator", view.edit("indicator", view.state.indicator, **changes))


def _ask_text(view: PlanView) -> str:
    if view.has_indicator:
        return t(f"admin_plan.ask.indicator_{view.state.field}", title=view.indicator.title)
    return t("admin_plan.ask.new_indicator", title=view.axis.title)


def _take_text(view: PlanView, text: str) -> Go[AdminFact]:
    if not view.has_indicator:
        return _add(view, short_words(text, LONGEST))
    if view.state.field == "title":
        return _set(view, title=short_words(text, LONGEST))
    parts = text.translate(BETWEEN).replace(t("common.comma").strip(), ";").split(";")
    options = [option for option in dict.fromkeys(" ".join(part.split()) for part in parts) if option]
    if not 2 <= len(options) <= MOST_OPTIONS or any(len(option) > LONGEST for option in options):
        raise UserError("admin_plan.bad_options", most=MOST_OPTIONS)
    return _set(view, options=json.dumps(options, ensure_ascii=False))


def _add(view: PlanView, title: str) -> Go[AdminFact]:
    """Add an indicator that is counted from the year's beginning; what it really is, is chosen next."""
    code = next_code(view.plan, view.axis.code)
    added = fitting(
        {
            "code": code,
            "axis": view.axis.code,
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
            "frequency": view.axis.frequency,
            "reporter": "province",
            "evidence": "none",
            "max_chars": 300,
        }
    )
    return view.keep("choose", Edit(view.key("indicator", code), None, added), indicator=code, field="kind")


def _choices(view: PlanView) -> list[Option]:
    """Return what may be chosen of the field that is asked."""
    match field := view.state.field:
        case "unit":
            return [(unit.title, code) for code, unit in UNITS.items() if code not in ("pct", "mn_rial")]
        case "kind":
            values: tuple[str, ...] = KINDS
        case "target":
            values = TARGETS
        case _:
            values = rules_of(view.indicator).aggregates
    return [(t(f"admin.{field}.{value}"), value) for value in values]


def _choose(view: PlanView, value: str) -> Go[AdminFact]:
    """Set what was chosen; a new kind brings its way of counting, a staged one asks for its stages."""
    before, field = asdict(view.indicator), view.state.field
    edit = Edit(view.key("indicator", view.indicator.code), before, fitting(before | {field: value}))
    if field == "kind" and value in STAGED and before["options"] == "[]":
        return view.keep("text", edit, field="options")
    if field == "kind" and rules_of_kind(value).bounded and value != IndicatorKind.PERCENT:
        return view.keep("choose", edit, field="unit")
    return view.keep("indicator", edit)


def _read(view: PlanView, text: str) -> str | Instead:
    """Return a typed amount as it is stored, or the question which of several was meant."""
    match read_number(text, view.unit):
        case Understood(value=value):
            return str(value)
        case Refused(reason=reason):
            raise UserError(reason.key, **reason.values)
        case Ambiguous(readings, reason):
            meant = (Button(each.label, "set", (str(each.value),)) for each in readings if each.value is not None)
            return Instead(noted(reason.text, screens.asked(view)), in_rows(meant, 1))


def _bound(view: PlanView, value: str) -> Go[AdminFact]:
    bounds = {"minimum": view.indicator.minimum, "maximum": view.indicator.maximum}
    bounds[view.state.field] = int(value) if value else None
    low, high = bounds["minimum"], bounds["maximum"]
    if low is not None and high is not None and low > high:
        raise UserError("admin_plan.bounds_crossed")
    return _set(view, **bounds)


def _drop(view: PlanView) -> Go[AdminFact]:
    """Drop the indicator with its targets, unless another one is measured by it."""
    code = view.state.indicator
    for other in view.indicators:
        if other.code != code and code in (other.not_over, other.aggregate.partition(":")[2]):
            raise UserError("admin_plan.needed", title=other.title)
    targets = [Edit(key, part, None) for key, part in view.parts.items() if part.get("indicator") == code]
    key = view.key("indicator", code)
    return view.keep("axis", *targets, Edit(key, view.parts[key], None), indicator="")


def _ask_target_of(_view: PlanView, province: str) -> Go[AdminFact]:
    return go("target", province=province, page=0)


def _target(view: PlanView, value: str) -> Go[AdminFact]:
    """Set the target, or take it away; a first one makes the indicator one that has a yearly target."""
    indicator, province = view.state.indicator, view.state.province
    key = view.key("target", f"{indicator} {province}".strip())
    before = view.parts.get(key)
    if not value:
        return view.keep("targets", Edit(key, before, None), note=t("admin_plan.target.none"))
    edits = [Edit(key, before, {"indicator": indicator, "province": province, "value": int(value)})]
    if view.indicator.target == "none":
        edits.append(view.edit("indicator", indicator, target="annual"))
    return view.keep("targets", *edits, note=t("admin_plan.target.set", value=writing.echo(int(value), view.unit)))


INDICATOR: Places[PlanView, PlanFact] = {
    "text": RoomPlace(
        _ask_text,
        FreeText(MOST_OPTIONS * (LONGEST + 2)),
        _take_text,
        lambda view: go("indicator" if view.has_indicator else "axis"),
    ),
    **only_where(
        lambda view: view.has_indicator,
        {
            "indicator": RoomPlace(screens.card, rows=screens.card_rows, tap=_on_card, back=go("axis"), waits=True),
            "choose": RoomPlace(
                lambda view: t(f"admin_plan.ask.{view.state.field}", title=view.indicator.title),
                OneOf(_choices, 2),
                _choose,
                go("indicator"),
                called="set",
            ),
            "bound": RoomPlace(
                screens.asked, typed(_read), _bound, go("indicator"), screens.none_row, hears("set", _bound)
            ),
            "targets": RoomPlace(
                screens.targets,
                typed(read_province),
                _ask_target_of,
                go("indicator", page=0),
                screens.target_rows,
                hears("place", _ask_target_of),
            ),
            "target": RoomPlace(
                screens.asked, typed(_read), _target, go("targets"), screens.none_row, hears("set", _target)
            ),
        },
    ),
}
