"""People act at random: nothing raises, a way on is always shown, and no obstacle ever skips a state."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.obstacles.rules import ENDED, FORWARD, STATES
from bot.said import Choice, Edited, Said, Stale, Text
from handlers.obstacles.hq_view import HqState
from handlers.obstacles.own_view import OwnState
from storage import audit, obstacle_events, obstacles
from storage.obstacles import Obstacle
from storage.transaction import Transaction
from tests.obstacles.organisation import Actor, days, make, open_organisation

WORDS = ("صدور مجوز پست", "۱۲/ت", "دیروز", "۱۴۰۵/۰۹/۴۰", "۵ آذر", "برق", "ثبت", "بازگشت", "بعداً", "", "/x", "د" * 1200)
ODD: tuple[Said, ...] = (Stale(), Edited(), *map(Text, WORDS), Choice("move", ("decided",)))
CASTS = ("yazd", "qom", "liaison", "deputy", "head")
acts = st.lists(st.tuples(st.sampled_from(CASTS), st.integers(0, 60), st.integers(0, 3)), max_size=60)
SIDE = {"deputy": "hq_obstacles", "head": "hq_obstacles"}


async def act(actor: Actor, number: int) -> None:
    """Do something sensible mostly: tap one of the buttons; else say something, or press what is old."""
    buttons = [button for row in actor.screen.rows for button in row] if actor.screens else []
    if number % 4 and buttons:
        button = buttons[number % len(buttons)]
        await actor.hear(Choice(button.name, button.args))
    else:
        await actor.hear(ODD[number % len(ODD)])


async def check(tx: Transaction, row: Obstacle) -> None:
    """The history is a way through the states, and the row stands at its end."""
    state = "recorded"
    was_decided = await tx.count("SELECT count(*) FROM decided_obstacles WHERE obstacle_id = :id", id=row.id)
    for event in (await obstacle_events.list_of(tx, row.id))[1:]:
        if event.kind == "moved":
            end = {"province": "resolved", "headquarters": "refused"}[event.side]
            executed = {"done"} if event.side == "headquarters" and was_decided else set()
            assert event.state in {*FORWARD[state], end, *executed}
            state = event.state
        assert event.state == state
    assert row.state == state
    assert (row.ended_at is not None) == (state in ENDED)
    assert state in STATES


@settings(max_examples=60, deadline=None)
@given(acts)
async def test_whatever_people_do_no_obstacle_skips_a_state(doing: list[tuple[str, int, int]]) -> None:
    async with open_organisation() as tx:
        await make(tx)
        await make(tx, "qom", level="taskforce")
        actors = {name: Actor(tx, name) for name in CASTS}
        for name, number, later in doing:
            actor = actors[name]
            for each in actors.values():
                each.now += days(later / 2)
            if actor.state is None or actor.flow == "report":
                await actor.enter(SIDE.get(name, "own_obstacles"), HqState() if name in SIDE else OwnState())
            await act(actor, number)
            assert actor.screens
            assert actor.state is None or actor.screen.rows
        rows = [
            row
            for number in range(1, await obstacles.next_number(tx, 1405))
            if (row := await obstacles.get(tx, number))
        ]
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            await check(tx, row)
        assert await audit.find_break(tx, b"s" * 32) is None
