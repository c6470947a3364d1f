"""The conversation of a report: what was said goes to the week's message, or to the axis that is open. Pure."""

from datetime import datetime

from bot.conversing.flow import Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.reporting.cards import ReportView
from bot.reporting.words import read_order
from bot.said import Choice, Edited, File, Location, Said, Stale, Text
from handlers.reporting import screens, sweep_screens
from handlers.reporting.card_steps import step_in_card
from handlers.reporting.estate_steps import is_about_estates, step_in_estates
from handlers.reporting.evidence_steps import once_an_album, step_with_evidence
from handlers.reporting.onward import ReportStep, stay, to_card, to_list
from handlers.reporting.sweep_steps import open_axis, step_in_sweep


def step(view: ReportView, said: Said, _now: datetime) -> ReportStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        taken = _step(view, said)
    except UserError as mistake:
        taken = stay(view, mistake.text)
    return once_an_album(view, said, taken) if isinstance(said, File) else taken


def _step(view: ReportView, said: Said) -> ReportStep:
    match said:
        case Choice("enter") if view.card and view.state.at == "card":
            return to_card(view, view.card, note=view.state.note)
        case Choice("enter"):
            return to_list(view, view.state.note, lasting=True)
        case Choice("later"):
            return Step(None, (sweep_screens.put_off(view),))
        case Choice("week"):
            return to_list(view)
        case _ if view.state.week not in {"", view.week.key}:
            return to_list(view, t("report.other_week"))
        case _ if view.state.province not in {"", view.province.code}:  # chosen now, or taken away meanwhile
            return to_list(view)
        case Choice("open", (axis,)) if view.card and view.card.code == axis:
            return open_axis(view, view.card)
        case Choice("list"):
            return to_list(view)
        case Text(forwarded=True):
            return stay(view, t("report.forwarded"))
        case Text(text=text) if (order := read_order(text)) is not None:
            return _step(view, Choice(order.value))
        case Text(text=""):  # nothing that can be seen
            return stay(view, t("report.want_text"))
        case Edited():
            return stay(view, t("report.edited"))
        case Stale():  # a double tap does not wipe the receipt away
            return Step(view.state, (screens.show(view, view.state.note),))
        case _ if view.card is None:
            return step_in_sweep(view, said)
        case File() | Location() | Choice("evidence" | "drop_evidence"):
            return step_with_evidence(view, view.card, said)
        case Text() if view.state.at == "evidence":
            return stay(view, t("evidence.only_files"))
        case _ if is_about_estates(view, said):
            return step_in_estates(view, view.card, said)
        case _:
            return step_in_card(view, view.card, said)
