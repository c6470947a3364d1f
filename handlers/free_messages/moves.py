"""The moves of the fast lane's conversation: to its rows as they are now, and on to the report. Pure."""

import json
from dataclasses import replace

from bot.conversing.flow import Onward, Step
from bot.reporting.cards import ReportState
from bot.reporting.facts import ReportFact, SaveDraft, Submit
from handlers.free_messages import screens
from handlers.free_messages.correcting import gone_lines
from handlers.free_messages.rules import open_rows
from handlers.free_messages.view import FastState, FastView, as_lines, key_of

FastStep = Step[FastState, ReportFact]


def go(view: FastView, state: FastState, facts: tuple[SaveDraft | Submit, ...] = ()) -> FastStep:
    """Save, and show the rows as they are afterwards."""
    return Step(view.state, facts=facts, onward=Onward("fast", vars(state)))


def sweep(view: FastView, axis: str = "", note: str = "") -> ReportState:
    """Return the state in which the report goes on: the week's list, or the card of an axis."""
    report = view.report
    at = "card" if axis else "list"
    reading = json.dumps(vars(replace(view.state, note="")), ensure_ascii=False) if open_rows(view) else ""
    return ReportState(at, axis, week=report.week.key, province=report.province.code, reading=reading, note=note)


def onward(view: FastView, state: ReportState) -> FastStep:
    """Go on with the report."""
    return Step(view.state, onward=Onward("report", vars(state)))


def stay(view: FastView, note: str = "", *, keep_note: bool = False) -> FastStep:
    """Show where things stand now, after a note."""
    report = view.report
    note = "\n".join(filter(None, [note, *gone_lines(view)]))
    state = replace(
        view.state,
        shown=as_lines({key_of(row): screens.name_of(view, row) for row in open_rows(view)}),
        week=report.week.key,
        province=report.province.code,
        note=note if keep_note else "",
    )
    return Step(state, (screens.show(replace(view, state=state), note),))
