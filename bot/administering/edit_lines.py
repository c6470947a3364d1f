"""Says in words what an edit changes: before, and after."""

import json
from collections.abc import Iterator
from datetime import date

from bot.administering import week_words
from bot.administering.editable_weeks import week_of_key
from bot.administering.edits import Edit, Part
from bot.administering.names import EditNames
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.people.duty_titles import table_title
from bot.programme.provinces import by_code
from bot.programme.schedule import LINES

HIDDEN = frozenset({"code", "axis", "position", "indicator", "province"})
"""Fields that say which thing it is, and not how it is."""
LINES_OF = {"schedule": (*LINES, "off")}
"""Of what may move without being touched, all fields: a reminder goes along with the deadline."""


def edit_lines(edit: Edit, names: EditNames) -> Iterator[str]:
    """Yield what an edit is about, and each field before and after."""
    if edit.before is None or edit.after is None:
        key = "admin.difference.new" if edit.before is None else "admin.difference.gone"
        yield t(key, what=title(edit, names))
    else:
        yield t("admin.difference.changed", what=title(edit, names))
    for name in LINES_OF.get(edit.kind, edit.fields):
        if name in HIDDEN:
            continue
        old, new = (_said(edit, name, part, names) for part in (edit.before, edit.after))
        if old == new:
            continue
        field = t(f"admin.field.{edit.kind}.{name}")
        if edit.before is None or edit.after is None:
            yield t("admin.difference.only", field=field, value=old if edit.after is None else new)
        else:
            yield field
            yield t("admin.difference.before", value=old)
            yield t("admin.difference.after", value=new)


def title(edit: Edit, names: EditNames) -> str:
    """Return what an edit is about: «محور ۱۴: گاز»."""
    part = edit.after or edit.before or {}
    match edit.kind:
        case "person":
            return t("admin.what.person", name=part["name"])
        case "account":
            platform = t(f"admin.messenger.{edit.key.split(':')[1]}")
            return t("admin.what.account", platform=platform, name=names.people.get(part["person"], ""))
        case "axis":
            return t("admin.what.axis", number=part["position"], title=part["short"])
        case "indicator":
            return t("admin.what.indicator", title=part["title"], axis=names.axes.get(part["axis"], part["axis"]))
        case "target":
            indicator = names.indicators.get(part["indicator"], part["indicator"])
            where = by_code(part["province"]).name if part["province"] else t("admin.country")
            return t("admin.what.target", title=indicator, where=where)
        case "schedule":
            return t("admin.what.schedule", week=dates.week_label(week_of_key(edit.key)))
        case "thursdays":
            province = by_code(edit.key.split(":")[2]).name
            return t("admin.what.thursdays", province=province, week=dates.week_label(week_of_key(edit.key)))
        case "estate":
            return t("admin.what.estate", name=part["name"], province=by_code(part["province"]).name)
        case _:
            return t("admin.what.day", day=dates.date(date.fromisoformat(edit.key.partition(":")[2])))


def _said(edit: Edit, name: str, part: Part | None, names: EditNames) -> str:
    """Return a field in words; «none» where there is nothing."""
    value = None if part is None else part.get(name)
    if value is None or value in ("", []):
        return t("admin.none")
    match edit.kind, name:
        case "schedule", _:
            return week_words.off(value) if name == "off" else week_words.said(name, part or {})
        case "thursdays", "worked":
            return t(f"admin.thursdays.{'yes' if value else 'no'}")
        case "estate", "managers":
            return t("common.comma").join(t("admin.text", text=names.people.get(number, "")) for number in value)
        case "estate", "active":
            return t(f"admin.estate.{'yes' if value else 'no'}")
        case "person", "duties":
            return t("admin.semicolon").join(table_title(duty, names.axes) for duty in value)
        case "account", "person":
            return t("admin.linked", name=names.people.get(value, ""))
        case "target", "value":
            unit = names.units.get((part or {})["indicator"])
            return writing.quantity(value, unit) if unit else writing.number(value)
        case "indicator", "minimum" | "maximum":
            return writing.quantity(value, UNITS[(part or {})["unit"]])
        case "indicator", "unit":
            return UNITS[value].title
        case "indicator", "months":
            return t("common.comma").join(map(writing.number, json.loads(value))) or t("admin.none")
        case "indicator", "options":
            return t("common.comma").join(json.loads(value)) or t("admin.none")
        case "indicator", "aggregate" if value.startswith("wmean:"):
            weigher = value.partition(":")[2]
            return t("admin.aggregate.wmean", title=names.indicators.get(weigher, weigher))
        case "indicator", "not_over":
            return names.indicators.get(value, value)
        case _, "state" | "frequency" | "kind" | "aggregate" | "target" | "reporter" | "evidence":
            return t(f"admin.{name}.{value}")
        case _, "active" | "may_stay" | "worked":
            return t(f"admin.{name}.{'yes' if value else 'no'}")
        case _:
            return writing.number(value) if isinstance(value, int) else t("admin.text", text=value)
