"""The dispatcher: every update has its turn, whatever another one does."""

import asyncio
import sqlite3

import pytest

from bot.delivery.beats import Beats
from bot.delivery.dispatch import GROUP, MOST_ATTEMPTS, MOST_WAITING, Dispatcher
from bot.delivery.lane import Lane
from bot.delivery.pace import PaceLimits
from bot.delivery.turn import Turn
from sandbox.clock import Clock
from storage import outbox, settings
from storage.database import Database
from storage.outbox import Address, Letter
from tests.delivery.by_hand import ADMIN_CHAT, NOW, HandMessenger, arrive, looping, rows, until, until_found

pytestmark = pytest.mark.usefixtures("quiet_logs")


class Desk:
    """A dispatcher whose handler notes what it hears, answers it, and fails when it is told to."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.heard: list[tuple[int, str]] = []
        self.answered: list[Turn] = []
        self.dispatcher = Dispatcher(database, clock, {"telegram": self.handle}, Beats())
        self.dispatcher.answered = self.answered.append

    async def handle(self, turn: Turn) -> None:
        text = turn.row.raw.split('"')[3]
        self.heard.append((turn.row.chat_id or 0, text))
        await outbox.save(turn.tx, Address("telegram", turn.row.chat_id or 0), Letter(f"re {text}"), NOW)
        match text:
            case "bug":
                raise ZeroDivisionError("09121234567")
            case "swallowed":
                turn.problem = KeyError("code")
                return
            case "nobody's":
                return
            case "disk":
                raise sqlite3.OperationalError("database or disk is full")
            case "damaged file":
                raise sqlite3.DatabaseError("database disk image is malformed")
            case "swallowed disk":
                turn.problem = sqlite3.OperationalError("disk I/O error")
                return
        turn.done = True

    async def serve(self, *sayings: tuple[int, str]) -> None:
        before = len(self.answered)
        self.dispatcher.put(await arrive(self.database, *sayings))
        async with looping(self.dispatcher.run()):  # a group that was taken and not heard yet waits nowhere
            await until(lambda: len(self.answered) == before + len(sayings))

    async def replies(self) -> list[tuple[int, str]]:
        return await rows(self.database, "SELECT chat_id, text FROM outbox ORDER BY id")


@pytest.fixture
def desk(database: Database, clock: Clock) -> Desk:
    return Desk(database, clock)


async def test_a_flooder_with_two_hundred_messages_delays_nobody(desk: Desk) -> None:
    flood = [(1, f"flood {number}") for number in range(200)]
    await desk.serve(*flood, *((chat, "question") for chat in range(2, 22)))
    others = [place for place, (chat, _) in enumerate(desk.heard) if chat != 1]
    assert others == list(range(1, 21))
    assert [heard for heard in desk.heard if heard[0] == 1] == flood
    assert await rows(desk.database, "SELECT DISTINCT state, raw FROM inbox") == [("done", "")]


async def test_a_bug_ends_one_turn_and_is_told_calmly(desk: Desk, admin: int) -> None:
    await desk.serve((1, "good"), (2, "bug"), (3, "good"), (4, "swallowed"), (5, "nobody's"))
    dead = await rows(desk.database, "SELECT chat_id, raw <> '', problem FROM inbox WHERE state = 'dead' ORDER BY id")
    assert [(chat, kept, problem.split()[1]) for chat, kept, problem in dead] == [
        (2, 1, "ZeroDivisionError"),
        (4, 1, "KeyError"),
        (5, 1, "RuntimeError"),
    ]
    replies = await desk.replies()
    assert [reply for reply in replies if reply[1].startswith("re ")] == [(1, "re good"), (3, "re good")]
    number = dead[0][2].split()[0]
    assert number in next(text for chat, text in replies if chat == 2)
    (alert,) = [text for chat, text in replies if chat == ADMIN_CHAT]
    assert number in alert
    assert "0912" not in alert
    assert len([chat for chat, _ in replies if chat in {2, 4, 5}]) == 3


async def test_a_turn_that_fails_takes_back_only_its_own_writes(desk: Desk) -> None:
    async def handle(turn: Turn) -> None:
        await settings.save(turn.tx, f"said {turn.row.chat_id}", turn.row.raw)
        if turn.row.chat_id == 2:
            raise ValueError
        turn.done = True

    dispatcher = Dispatcher(desk.database, Clock.standing(NOW), {"telegram": handle}, Beats())
    dispatcher.put(await arrive(desk.database, (1, "a"), (2, "b"), (3, "c")))
    async with looping(dispatcher.run()):
        await until_found(desk.database, "SELECT 1 FROM inbox WHERE state = 'waiting'")
    assert await rows(desk.database, "SELECT name FROM settings ORDER BY name") == [("said 1",), ("said 3",)]


@pytest.mark.parametrize("trouble", ["disk", "damaged file", "swallowed disk"])
async def test_trouble_with_the_disk_ends_the_loop_and_stores_nothing(desk: Desk, trouble: str) -> None:
    desk.dispatcher.put(await arrive(desk.database, (1, "good"), (2, trouble), (3, "good")))
    with pytest.raises(sqlite3.DatabaseError):
        await desk.dispatcher.run()
    assert await desk.replies() == []
    assert desk.answered == []
    assert await rows(desk.database, "SELECT DISTINCT state FROM inbox") == [("waiting",)]


async def test_trouble_with_the_disk_is_no_attempt_of_an_update(desk: Desk) -> None:
    await arrive(desk.database, (2, "disk"))
    for _start in range(MOST_ATTEMPTS + 2):
        with pytest.raises(sqlite3.OperationalError):
            await desk.dispatcher.recover("telegram")
    assert await rows(desk.database, "SELECT state, attempts FROM inbox") == [("waiting", 0)]


async def test_nobody_is_answered_before_the_commit(desk: Desk) -> None:
    desk.dispatcher.put(await arrive(desk.database, (1, "good")))
    await desk.database._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError):
        await desk.dispatcher.run()
    assert desk.answered == []


async def test_what_a_former_process_left_runs_one_by_one_before_anything_new(desk: Desk) -> None:
    await arrive(desk.database, (1, "one"), (1, "two"), (2, "three"))
    await desk.dispatcher.recover("telegram")
    assert desk.heard == [(1, "one"), (1, "two"), (2, "three")]
    assert await rows(desk.database, "SELECT state, attempts FROM inbox") == [("done", 1)] * 3


async def test_five_deaths_over_an_update_set_it_aside(database: Database, clock: Clock, admin: int) -> None:
    await arrive(database, (1, "deadly"), (2, "innocent"))
    lived = 0

    async def handle(turn: Turn) -> None:
        nonlocal lived
        if turn.row.chat_id == 1:
            lived += 1
            raise asyncio.CancelledError  # as if the process had ended here
        turn.done = True

    for _death in range(MOST_ATTEMPTS):
        with pytest.raises(asyncio.CancelledError):
            await Dispatcher(database, clock, {"telegram": handle}, Beats()).recover("telegram")
        assert await rows(database, "SELECT DISTINCT state FROM inbox") == [("waiting",)]
    await Dispatcher(database, clock, {"telegram": handle}, Beats()).recover("telegram")
    assert lived == MOST_ATTEMPTS  # the first life does not count: then it was one of many
    assert await rows(database, "SELECT state FROM inbox ORDER BY id") == [("dead",), ("done",)]
    assert [chat for (chat,) in await rows(database, "SELECT chat_id FROM outbox ORDER BY id")] == [1, ADMIN_CHAT]


async def test_recovering_for_long_is_not_taken_for_a_hang(database: Database, clock: Clock) -> None:
    time = 0.0
    beats = Beats(lambda: time)

    async def handle(turn: Turn) -> None:
        nonlocal time
        time += 50
        assert beats.stuck() == []
        turn.done = True

    await arrive(database, *((1, str(number)) for number in range(5)))
    beats.beat("intake telegram")
    await Dispatcher(database, clock, {"telegram": handle}, beats).recover("telegram")


async def test_intake_is_asked_to_wait_while_too_much_is_in_memory(desk: Desk) -> None:
    await desk.dispatcher.has_room()
    desk.dispatcher.put(await arrive(desk.database, *((number, "x") for number in range(MOST_WAITING + 1))))
    room = asyncio.create_task(desk.dispatcher.has_room())
    await asyncio.sleep(0)
    assert not room.done()
    async with looping(desk.dispatcher.run()):
        await room
        assert len(desk.dispatcher) <= MOST_WAITING
    assert len(desk.heard) >= GROUP


async def test_replies_are_marked_and_what_became_of_the_last_is_noted_in_the_commit_of_the_turns(desk: Desk) -> None:
    messenger = HandMessenger()
    clock = Clock.standing(NOW)
    lane = Lane(desk.database, messenger, clock, PaceLimits(first=2, least=2, most=2), Beats())
    desk.dispatcher.riders.append(lane.ride)
    await desk.serve((1, "one"), (2, "two"), (3, "three"))
    assert await rows(desk.database, "SELECT text, state FROM outbox") == [
        ("re one", "sending"),
        ("re two", "sending"),
        ("re three", "pending"),  # for which there is no room in this second
    ]
    await until(lambda: len(messenger.got) == 2)
    await desk.serve((1, "four"))
    assert await rows(desk.database, "SELECT text, state FROM outbox") == [
        ("re one", "sent"),
        ("re two", "sent"),
        ("re three", "pending"),
        ("re four", "pending"),
    ]
    clock.advance(1)
    async with looping(lane.run()):
        await until(lambda: not len(lane))
    assert messenger.texts() == ["re one", "re two", "re three", "re four"]
