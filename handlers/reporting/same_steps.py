"""Steps where several axes stay as they are: shown with their values, ticked, confirmed together. Pure."""

from dataclasses import replace

from bot.conversing.flow import Step
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, ReportView
from bot.reporting.facts import Submit
from bot.reporting.rules import SweepGroup, as_unchanged, in_group, may_all_stand, shown_same, stand_long
from bot.said import Choice, Said
from handlers.reporting import same_screens
from handlers.reporting.onward import (
    ReportStep,
    receipt_of,
    refuse_early,
    state_at,
    stay,
    submit,
    to,
    to_list,
    with_card,
)
from handlers.reporting.sweep_screens import STANDSTILLS


def step_in_same(view: ReportView, said: Said) -> ReportStep | None:
    """Take a step of what stays as it is, None for any other; raises UserError."""
    match view.state.at, said:
        case _, Choice("unchanged" | "same" | "same_one"):
            return ask_unchanged(view, in_group(view, SweepGroup.SAME))
        case _, Choice("all_same"):
            return ask_unchanged(view, may_all_stand(view))
        case "unchanged", Choice("stay", (why,)):
            return _stay_as_they_are(view, why)
        case "unchanged", Choice("look_again" | "pick" as place):
            return to(view, "picking" if place == "pick" else place)
        case "picking", Choice("tick", (code,)):
            return _tick(view, code)
        case "picking", Choice("page", (page,)):
            return to(replace(view, state=replace(view.state, page=int(page))), "picking")
        case "picking", Choice("picked"):
            return to(view, "unchanged") if shown_same(view) else to_list(view)
        case "look_again", Choice("day", (choice,)):
            return _choose_day(view, choice)
        case "look_again", Choice("back"):
            return to(view, "unchanged")
    return None


def ask_unchanged(view: ReportView, cards: tuple[AxisCard, ...]) -> ReportStep:
    """Show the values of some axes and ask whether they stay as they are; raises UserError."""
    refuse_early(view)
    if not cards:
        return to_list(view, t("report.same.none"))
    state = replace(state_at(view, "unchanged"), axes=";".join(card.code for card in cards))
    return Step(state, (same_screens.unchanged(replace(view, state=state, opened=""), cards),))


def _tick(view: ReportView, code: str) -> ReportStep:
    """Take an axis out of those that stay as they are, or put it back."""
    off = set(filter(None, view.state.off.split(";"))) ^ {code}
    return to(replace(view, state=replace(view.state, off=";".join(sorted(off)))), "picking")


def _stay_as_they_are(view: ReportView, why: str) -> ReportStep:
    """Hand in what was shown as unchanged; for what stands still for long, with the reason that was tapped."""
    cards = shown_same(view)
    if not cards:
        return to_list(view)
    long = {card.code for card in stand_long(cards)}
    if long and why not in STANDSTILLS:
        return stay(view)
    facts: list[Submit] = []
    after, handed = view, list[AxisCard]()
    for card in cards:
        standstill = why if card.code in long else ""
        one, fact = submit(view, replace(card, draft=as_unchanged(card)), standstill=standstill)
        after, handed, facts = with_card(after, one), [*handed, one], [*facts, fact]
    return to_list(after, receipt_of(view, "report.receipt.same", handed), tuple(facts))


def _choose_day(view: ReportView, choice: str) -> ReportStep:
    if len(choice) == len("1405-09"):
        return Step(view.state, (same_screens.days(view, choice),))
    return to(replace(view, state=replace(view.state, day=choice)), "unchanged")
