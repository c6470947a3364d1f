"""Which screen of a report stands now. Pure."""

from bot.conversing.screen import Screen
from bot.reporting.cards import ReportView
from bot.reporting.rules import shown_owed
from bot.signing.screens import ready
from handlers.reporting.card_screens import action, card, correction, details, status
from handlers.reporting.estate_screens import estates, why
from handlers.reporting.evidence_screens import evidence
from handlers.reporting.question_screens import over
from handlers.reporting.same_screens import days, same
from handlers.reporting.sweep_screens import axes, done, nothing, week


def show(view: ReportView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    match view.state.at, view.card:
        case "done", _:
            return done(view, note)
        case "axes", _:
            return axes(view, note)
        case "ready", _:
            return ready(view, note)
        case "unchanged" | "picking", _ if shown := same(view, note):
            return shown
        case "nothing", _ if shown_owed(view):
            return nothing(shown_owed(view), note)
        case "look_again", _:
            return days(view, note=note)
        case "list" | "unchanged" | "picking" | "nothing", _:
            return week(view, note)
        case _, None:
            return week(view, note)
        case "estates", axis:
            return estates(axis, note)
        case "estates_why", axis:
            return why(axis, view.state.cursor, note)
        case "details", axis:
            return details(view, axis, note)
        case "status", axis:
            return status(axis, note)
        case "action" | "add_action", axis:
            return action(axis, note, adding=view.state.at == "add_action")
        case "evidence", axis:
            return evidence(axis, note)
        case "over", axis if asked := over(axis, view.state.cursor, note):
            return asked
        case "correction", axis:
            return correction(axis, note)
        case _, axis:
            return card(view, axis, note)
