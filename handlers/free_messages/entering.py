"""Where a free message leads that is begun, or that a week has passed over. Pure."""

from dataclasses import replace

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import no_answer, quoted, unread
from bot.conversing.screen import Screen
from bot.conversing.widgets import noted
from bot.free_messages.kinds import MessageKind, is_sentence, kind_of, obstacle_in
from bot.free_messages.reading import only_names
from bot.free_messages.wording import says_yes
from bot.language.catalogue import t
from bot.reporting.words import read_order
from bot.said import Edited, File, Location, Said, Text
from handlers.free_messages import screens
from handlers.free_messages.moves import FastStep, go, onward, stay, sweep
from handlers.free_messages.view import FastState, FastView
from handlers.obstacles.view import ObstacleState
from handlers.reporting.sweep_steps import beside_name, untaken

PLACES = {MessageKind.UNCHANGED: "unchanged", MessageKind.NOTHING: "nothing"}
"""Where in the report a message about the whole week leads."""


def enter(view: FastView) -> FastStep:
    """Show the rows; a message without any opens the axis that it names, or is no report."""
    found, note = view.found, view.state.note
    kind = MessageKind.REPORT if view.state.settled else kind_of(view.state.text, found)
    if kind == MessageKind.OBSTACLE:
        return _record_obstacle(view)
    if kind == MessageKind.REPORT:
        return stay(view, note, keep_note=True)
    if len(found.named) == 1 and len(found.unread) == 1:
        return onward(view, sweep(view, found.named[0], noted(note, beside_name(view.state.text, view.report.cards))))
    if len(view.named) == 1 and is_sentence(view.state.text) and not view.not_due and kind == MessageKind.OTHER:
        (axis,) = view.named
        return onward(view, replace(sweep(view, axis, note), words=view.state.text))
    if place := PLACES.get(kind):
        return onward(view, replace(sweep(view, note=noted(note, quoted(view.state.text))), at=place))
    if view.not_due:
        return onward(view, sweep(view, note=noted(note, f"{quoted(view.state.text)}\n{screens.not_due(view)}")))
    words = noted(note, unread(view.state.text, t("fast.nothing")))
    return unheard(Step(None, (Screen(words, menu=view.menu),)))


def _record_obstacle(view: FastView) -> FastStep:
    """Go on to an obstacle, filled in with what the message says of it."""
    report, text = view.report, view.state.text
    axis = next(iter(view.named)) if len(view.named) == 1 else ""
    words = obstacle_in(text)
    name, colon, rest = words.partition(":")
    if axis and colon and rest.strip() and only_names(name, report.cards):  # it says of which axis it is
        words = rest.strip()
    state = ObstacleState(province=report.province.code, axis=axis, week=report.week.key, home="list", words=words)
    return Step(view.state, onward=Onward("obstacle", vars(state), view.state.note))


def in_other_week(view: FastView, said: Said) -> FastStep:
    """Read the message anew into the week that holds now, with what is said in its own words now."""
    state = view.state
    again = FastState(state.text, starts=state.starts, province=state.province, note=t("report.other_week"))
    match said:
        case File() | Location():
            again = replace(again, note=f"{again.note}\n{untaken(said)}")
        case Text(forwarded=True) | Edited():
            again = replace(again, note=f"{again.note}\n{no_answer(said)}")
        case Text(text=text) if not read_order(text) and not says_yes(text):
            starts = f"{state.starts} {len(state.text) + 1}".strip()
            again = replace(again, text=f"{state.text}\n{text}", starts=starts)
    return go(view, again)
