"""The engine of conversations: resolve a tap, load the view, take the step, save, and show."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.conversing.buttons import read_buttons
from bot.conversing.flow import FLOWS, Flow, Step
from bot.conversing.posting import in_place_of, live_screen, post, stand
from bot.conversing.resuming import NOWHERE, kept
from bot.conversing.screen import Screen
from bot.conversing.widgets import under_note
from bot.delivery.turn import Turn
from bot.errors import UserError
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.said import Choice, File, Heard, Location, Said, Stale, Tap, Text
from storage import conversations, outbox
from storage.outbox import Address, Letter, Shown

AnyFlow = Flow[Any, Any, Any]
AnyStep = Step[Any, Any]
Unheard = Text | File | Location
TakeUnheard = Callable[[Turn, Caller, Unheard], Awaitable[bool]]
"""Gives what is no answer where it was said to whoever has a use for it; False where nobody has."""


async def go_on(
    turn: Turn,
    caller: Caller,
    flow: AnyFlow,
    state: object,
    said: Heard | Choice | None,
    otherwise: TakeUnheard | None = None,
) -> None:
    """Take one step of ``flow`` from ``state``; nothing said means that the flow is entered.

    What is no answer there is given to ``otherwise``; where it takes it, what is open stays as it is.
    """
    heard, shown = await resolve(turn, caller, said) if isinstance(said, Tap) else (said or Choice("enter"), None)
    step = await _take_step(turn, caller, flow, state, heard)
    if step.unheard and otherwise and isinstance(heard, Unheard) and await otherwise(turn, caller, heard):
        return
    flow, step = await _follow(turn, caller, flow, step)
    if isinstance(heard, Stale) and shown is None:  # no double tap on the message that stands
        step = replace(step, screens=under_note(t("common.old_button"), step.screens))
    await _show(turn, caller, flow, step, await live_screen(turn.tx, caller.person.id) if step.in_place else shown)


async def lay_over(turn: Turn, caller: Caller, screen: Screen, flow: str, tapped: str = "") -> None:
    """Show what is no conversation over what is open: it is live in its place until the person goes on with that.

    It takes the place of the live message if that is the one whose button was ``tapped``, by its token.
    """
    live = await live_screen(turn.tx, caller.person.id)
    address = address_of(caller)
    letter = await in_place_of(turn.tx, live if live and live.token == tapped else None, address, turn.row.id)
    row = await post(turn.tx, address, screen, turn.now, letter, flow)
    held = await conversations.get(turn.tx, caller.person.id) or NOWHERE
    await stand(turn.tx, caller.person.id, replace(held, screen=row.id), turn.now, in_place=row.operation == "edit")


async def uncover(turn: Turn, caller: Caller, flow: AnyFlow, state: object) -> None:
    """Show again what is open, as it stands."""
    flow, step = await _follow(turn, caller, flow, await _take_step(turn, caller, flow, state, Stale()))
    await _show(turn, caller, flow, step, await live_screen(turn.tx, caller.person.id))


async def _follow(turn: Turn, caller: Caller, flow: AnyFlow, step: AnyStep) -> tuple[AnyFlow, AnyStep]:
    """Return the step at which the conversations end that a step leads on to, and its flow."""
    while step.onward:
        flow, note = FLOWS[step.onward.flow], step.onward.note
        step = await _take_step(turn, caller, flow, flow.state(**step.onward.values), Choice("enter"))
        step = replace(step, screens=under_note(note, step.screens))
    return flow, step


async def _take_step(turn: Turn, caller: Caller, flow: AnyFlow, state: object, said: Said) -> AnyStep:
    view = await flow.load(turn.tx, caller, state, said, turn.moment)
    step: AnyStep = flow.step(view, said, turn.moment)
    try:
        async with turn.tx.savepoint():
            await flow.save(turn.tx, caller, step.facts, turn.now)
    except UserError as mistake:  # it was right when it was said; meanwhile, a week has begun
        return Step(state, (Screen(mistake.text),))
    turn.toast = step.toast
    turn.fruitful = turn.fruitful or bool(step.facts)
    return step


async def resolve(turn: Turn, caller: Caller, tap: Tap) -> tuple[Said, Shown | None]:
    """Return what a tapped button stands for, and the live screen if its message is the one that was tapped.

    It is Stale unless it is this person's own and on the screen that is live.
    """
    current = await live_screen(turn.tx, caller.person.id)
    pressed = current if current and current.token == tap.token else await outbox.get_shown(turn.tx, tap.token)
    if pressed is None or current is None or pressed.person_id != caller.person.id:
        return Stale(), None
    if pressed.id != current.id:
        return Stale(), current if (pressed.target or pressed.id) == (current.target or current.id) else None
    return read_button(pressed, tap.index), current


async def pressed(turn: Turn, caller: Caller, said: Heard, flow: str) -> Said:
    """Return what a button of a flow that stays good stands for, however old it is; Stale unless it is one's own."""
    found = await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) else None
    if not isinstance(said, Tap) or found is None or found.person_id != caller.person.id:
        return Stale()
    return read_buttons(found.buttons).choice(said.index, flow)


def read_button(pressed: Shown, index: int) -> Said:
    """Return the choice behind a button of a row."""
    return read_buttons(pressed.buttons).choice(index)


def address_of(caller: Caller) -> Address:
    """Return the chat that a caller is writing from."""
    return Address(caller.account.platform, caller.account.chat_id, caller.person.id)


async def answer(turn: Turn, caller: Caller, text: str) -> None:
    """Say something in answer; what is open stays open."""
    await post(turn.tx, address_of(caller), Screen(text), turn.now, Letter("", inbox_id=turn.row.id))


async def _show(turn: Turn, caller: Caller, flow: AnyFlow, step: AnyStep, replaced: Shown | None) -> None:
    """Post the screens; a single answer to a tap takes the place of the tapped message. Without any, it stays live."""
    in_place = not step.screens
    live = await live_screen(turn.tx, caller.person.id) if in_place else None
    address, screen_id = address_of(caller), live.id if live else None
    for screen in step.screens:
        letter = Letter("", inbox_id=turn.row.id)
        if replaced and len(step.screens) == 1 and screen.menu is None:
            letter = await in_place_of(turn.tx, replaced, address, turn.row.id)
        row = await post(turn.tx, address, screen, turn.now, letter, flow.name)
        in_place = in_place or row.operation == "edit"
        if screen.rows:
            screen_id = row.id
    stands = kept(flow, step.state, screen_id) if step.state is not None else replace(NOWHERE, screen=screen_id)
    await stand(turn.tx, caller.person.id, stands, turn.now, in_place=in_place)
