"""The part about targets: the country's and the provinces', typed as any number is. Pure."""

from dataclasses import replace

from bot.administering.edits import Edit
from bot.conversing.flow import Step
from bot.language import writing
from bot.language.catalogue import t
from bot.language.reading.number import read_number
from bot.language.reading.outcome import Ambiguous, Understood
from bot.programme.naming import find_province
from bot.programme.provinces import PROVINCES
from bot.said import Choice, Said, Text
from handlers.administering.plan import indicator_screens
from handlers.administering.plan.moves import PlanStep, keep, stay, to
from handlers.administering.plan.view import PlanView

PLACES = frozenset({"", *(province.code for province in PROVINCES)})


def step_in_targets(view: PlanView, said: Said) -> PlanStep:
    """Choose whose target is set, and set it."""
    match view.state.at, said:
        case "targets", Choice("place", (code,)) if code in PLACES:
            return to(view, "target", province=code)
        case "targets", Text(text=text) if province := find_province(text):
            return to(view, "target", province=province.code)
        case "targets", Choice("back"):
            return to(view, "indicator")
        case "target", Choice("set", (value,)):
            return _set(view, int(value) if value else None)
        case "target", Text(text=text, forwarded=False):
            return _read(view, text)
        case "target", Choice("back"):
            return to(view, "targets")
        case _, Choice():
            return stay(view)
        case _:
            return stay(view, t("common.use_buttons"))


def _read(view: PlanView, text: str) -> PlanStep:
    found = read_number(text, view.unit)
    if isinstance(found, Understood):
        return _set(view, found.value)
    if isinstance(found, Ambiguous):
        meant = tuple((each.label, each.value) for each in found.readings if each.value is not None)
        return Step(replace(view.state, note=""), (indicator_screens.meant(view, found.reason.text, meant),))
    return stay(view, found.reason.text)


def _set(view: PlanView, value: int | None) -> PlanStep:
    """Set the target, or take it away; a first one makes the indicator one that has a yearly target."""
    indicator, province = view.state.indicator, view.state.province
    key = view.key("target", f"{indicator} {province}".strip())
    after = None if value is None else {"indicator": indicator, "province": province, "value": value}
    edits = [Edit(key, view.parts.get(key), after)]
    if after and view.indicator and view.indicator.target == "none":
        edits.append(view.edit("indicator", indicator, target="annual"))
    note = (
        t("admin_plan.target.none")
        if value is None
        else t("admin_plan.target.set", value=writing.echo(value, view.unit))
    )
    return keep(view, "targets", *edits, note=note)
