"""A platform's lane: outgoing rows in order per chat, whatever the messenger says."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.delivery.beats import Beats
from bot.delivery.lane import Lane
from bot.delivery.outcomes import Blocked, Gone, Rejected, RetryAfter, Uncertain, Unsent
from bot.delivery.pace import TELEGRAM, UNLIMITED, PaceLimits
from sandbox.clock import Clock
from storage import accounts, outbox
from storage.database import Database
from storage.outbox import Address, Letter
from storage.outgoing import Outgoing
from tests.delivery.by_hand import ADMIN_CHAT, NOW, HandMessenger, looping, rows, until

SILENCE = Uncertain("silence", hardly=False)
GATEWAY = Uncertain("HTTP 502", hardly=True)


class Post:
    """A lane with its messenger, and a pen to write letters with."""

    def __init__(self, database: Database, clock: Clock, limits: PaceLimits = UNLIMITED) -> None:
        self.database, self.clock = database, clock
        self.messenger = HandMessenger()
        self.lane = Lane(database, self.messenger, clock, limits, Beats())
        database.committed = self.line_up

    def line_up(self, created: list[Outgoing]) -> None:
        for row in created:
            self.lane.put(row)

    async def write(self, chat: int, text: str, letter: Letter | None = None) -> Outgoing:
        letter = letter or Letter(text)
        async with self.database.transaction() as tx:
            return await outbox.save(tx, Address("telegram", chat), letter, NOW)

    async def edit(self, row: Outgoing, text: str) -> Outgoing:
        return await self.write(row.chat_id, text, Letter(text, operation="edit", target=row.id))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        async with looping(self.lane.run()):
            yield

    async def done(self) -> None:
        await until(lambda: not len(self.lane))

    async def states(self) -> dict[str, str]:
        return dict(await rows(self.database, "SELECT text, state FROM outbox"))


@pytest.fixture
def post(database: Database, clock: Clock) -> Post:
    return Post(database, clock)


async def test_each_chat_hears_its_rows_in_order_and_one_at_a_time(post: Post) -> None:
    for number in range(60):
        await post.write(number % 3, f"{number:02}")
    async with post.open():
        await post.done()
    for chat in range(3):
        assert post.messenger.texts(chat) == sorted(post.messenger.texts(chat))
    assert len(post.messenger.got) == 60
    assert post.messenger.most_at_once == 1
    assert set((await post.states()).values()) == {"sent"}


async def test_one_chat_that_takes_long_holds_up_no_other(post: Post) -> None:
    post.messenger.open.clear()
    await post.write(1, "slow")
    async with post.open():
        await until(lambda: post.messenger.got)
        await post.write(1, "behind it")
        for chat in range(2, 40):
            await post.write(chat, "other")
        await until(lambda: len(post.messenger.got) == 39)
        assert "behind it" not in post.messenger.texts()
        post.messenger.open.set()
        await post.done()
    assert post.messenger.texts(1) == ["slow", "behind it"]


async def test_replies_go_ahead_of_announcements(database: Database, clock: Clock) -> None:
    post = Post(database, clock, PaceLimits(first=1, least=1, most=1))
    for chat in range(20):
        await post.write(chat, f"announcement {chat}", Letter(f"announcement {chat}", kind="announcement"))
    async with post.open():
        await until(lambda: len(post.messenger.got) == 1)
        await post.write(50, "reply")
        clock.advance(1)
        await until(lambda: len(post.messenger.got) == 2)
    assert post.messenger.texts() == ["announcement 0", "reply"]


async def test_the_pace_is_kept_by_the_given_clock(database: Database, clock: Clock) -> None:
    post = Post(database, clock, PaceLimits(first=3, least=3, most=3))
    for chat in range(9):
        await post.write(chat, str(chat))
    async with post.open():
        for second in range(3):
            await until(lambda: len(post.messenger.got) == 3 * (second + 1))  # noqa: B023
            await asyncio.sleep(0.02)
            assert len(post.messenger.got) == 3 * (second + 1)
            clock.advance(1)
        await post.done()


async def test_edits_that_wait_take_the_place_of_what_they_change(post: Post) -> None:
    post.messenger.open.clear()
    await post.write(1, "before")
    async with post.open():
        await until(lambda: post.messenger.got)
        screen = await post.write(1, "screen")
        await post.edit(screen, "edit 1")
        await post.edit(screen, "edit 2")
        await post.write(1, "after")
        post.messenger.open.set()
        await post.done()
        await post.edit(screen, "edit 3")
        await post.done()
    assert [got[1:3] for got in post.messenger.got] == [
        ("send", "before"),
        ("send", "edit 2"),
        ("send", "after"),
        ("edit", "edit 3"),
    ]
    assert post.messenger.got[-1][3] == 2
    states = {"before": "sent", "screen": "replaced", "edit 1": "replaced", "edit 2": "sent", "after": "sent"}
    assert await post.states() == states | {"edit 3": "sent"}


async def test_an_edit_does_not_overtake_what_stands_between(post: Post) -> None:
    screen = await post.write(1, "screen")
    await post.write(1, "between")
    await post.edit(screen, "edit")
    async with post.open():
        await post.done()
    assert [got[1:3] for got in post.messenger.got] == [("send", "screen"), ("send", "between"), ("edit", "edit")]


async def test_a_menu_is_never_lost_under_an_edit(post: Post) -> None:
    screen = await post.write(1, "menu", Letter("menu", menu="[]"))
    await post.edit(screen, "edit")
    async with post.open():
        await post.done()
    assert post.messenger.texts() == ["menu", "edit"]


async def test_an_edit_of_a_message_that_is_gone_is_said_anew_and_edited_there_later(post: Post) -> None:
    screen = await post.write(1, "screen")
    async with post.open():
        await post.done()
        post.messenger.script["edit 1"] = [Gone("message to edit not found")]
        await post.edit(screen, "edit 1")
        await post.done()
        await post.edit(screen, "edit 2")
        await post.done()
    assert [got[1:] for got in post.messenger.got] == [
        ("send", "screen", None),
        ("edit", "edit 1", 1),
        ("send", "edit 1", None),
        ("edit", "edit 2", 3),
    ]
    assert await rows(post.database, "SELECT sum(maybe_twice) FROM outbox") == [(0,)]


async def test_an_edit_of_what_never_arrived_is_sent(post: Post) -> None:
    post.messenger.script["screen"] = [SILENCE, SILENCE]
    screen = await post.write(1, "screen")
    async with post.open():
        await advancing(post)
        await post.edit(screen, "edit")
        await advancing(post)
    assert post.messenger.got[-1][1:] == ("send", "edit", None)
    assert await post.states() == {"screen": "unknown", "edit": "sent"}


async def test_who_blocks_us_is_noted_and_the_others_are_served(post: Post) -> None:
    async with post.database.transaction() as tx:
        await accounts.meet(tx, "telegram", 1, 1, NOW)
    post.messenger.script["one"] = [Blocked("bot was blocked by the user")]
    await post.write(1, "one")
    await post.write(1, "two")
    await post.write(2, "three")
    async with post.open():
        await post.done()
    assert await post.states() == {"one": "blocked", "two": "sent", "three": "sent"}
    assert await rows(post.database, "SELECT blocked_at IS NOT NULL FROM accounts") == [(1,)]


async def test_what_is_refused_is_told_to_the_admins_once_an_hour(post: Post, admin: int) -> None:
    for number in range(4):
        post.messenger.script[f"bad {number}"] = [Rejected("can't parse entities")]
        await post.write(1, f"bad {number}")
    async with post.open():
        await post.done()
        await until(lambda: len(post.messenger.got) == 5)
        await post.done()
    assert len(post.messenger.texts(ADMIN_CHAT)) == 1
    assert await rows(post.database, "SELECT count(*) FROM outbox WHERE state = 'failed'") == [(4,)]


async def test_an_alert_that_is_itself_refused_ends_there(post: Post, admin: int) -> None:
    post.messenger.script["bad"] = [Rejected("can't parse entities")]
    await post.write(ADMIN_CHAT, "bad")
    async with post.open():
        await until(lambda: len(post.messenger.got) == 2)
        await post.done()
    assert post.messenger.texts(ADMIN_CHAT)[0] == "bad"
    assert await rows(post.database, "SELECT state FROM outbox ORDER BY id") == [("failed",), ("sent",)]


async def test_after_silence_a_reply_is_sent_once_more_and_that_is_on_record(post: Post) -> None:
    post.messenger.script["lucky"] = [SILENCE]
    post.messenger.script["unlucky"] = [SILENCE, SILENCE]
    await post.write(1, "lucky")
    await post.write(2, "unlucky")
    async with post.open():
        await advancing(post)
    assert post.messenger.texts(1) == ["lucky"] * 2
    assert post.messenger.texts(2) == ["unlucky"] * 2
    assert await post.states() == {"lucky": "sent", "unlucky": "unknown"}
    assert await rows(post.database, "SELECT maybe_twice FROM outbox") == [(1,), (1,)]


async def test_after_a_gateways_error_a_reply_is_sent_up_to_five_times_more(post: Post) -> None:
    post.messenger.script["lucky"] = [GATEWAY] * 5
    post.messenger.script["unlucky"] = [GATEWAY] * 6
    await post.write(1, "lucky")
    await post.write(2, "unlucky")
    async with post.open():
        await advancing(post)
    assert [len(post.messenger.texts(chat)) for chat in (1, 2)] == [6, 6]
    assert await post.states() == {"lucky": "sent", "unlucky": "unknown"}


@pytest.mark.parametrize("outcome", [SILENCE, GATEWAY])
async def test_an_announcement_is_never_sent_twice(post: Post, outcome: Uncertain) -> None:
    post.messenger.script["announcement"] = [outcome]
    await post.write(1, "announcement", Letter("announcement", kind="announcement"))
    async with post.open():
        await advancing(post)
    assert post.messenger.texts() == ["announcement"]
    assert await post.states() == {"announcement": "unknown"}


async def test_too_fast_holds_one_chat_for_the_seconds_told(post: Post) -> None:
    post.messenger.script["held"] = [RetryAfter(30)]
    await post.write(1, "held")
    await post.write(1, "next")
    async with post.open():
        await until(lambda: post.messenger.got)
        await post.write(2, "other")
        await until(lambda: post.messenger.texts(2) and post.lane._pace.wait_chat(1, NOW) == 30)
        post.clock.advance(29)
        await asyncio.sleep(0.02)
        assert post.messenger.texts(1) == ["held"]
        post.clock.advance(1)
        await post.done()
    assert post.messenger.texts(1) == ["held", "held", "next"]
    assert await rows(post.database, "SELECT sum(maybe_twice) FROM outbox") == [(0,)]


async def test_a_messenger_that_is_away_loses_nothing_and_is_asked_more_and_more_seldom(post: Post) -> None:
    for chat in range(4):
        for number in range(3):
            post.messenger.script[f"{chat}-{number}"] = [Unsent("no route")] * 3
            await post.write(chat, f"{chat}-{number}")
    async with post.open():
        await advancing(post)
    for chat in range(4):
        assert list(dict.fromkeys(post.messenger.texts(chat))) == [f"{chat}-{number}" for number in range(3)]
    assert set((await post.states()).values()) == {"sent"}
    assert await rows(post.database, "SELECT sum(maybe_twice), sum(attempts) FROM outbox") == [(0, 0)]


async def test_what_a_former_process_was_sending_goes_out_first_and_is_on_record(post: Post) -> None:
    post.database.committed = lambda _created: None
    first = await post.write(1, "first")
    await post.write(1, "second")
    bulk = await post.write(2, "bulk", Letter("bulk", kind="announcement"))
    async with post.database.transaction() as tx:
        await outbox.begin_sending(tx, {first.id: "send", bulk.id: "send"})
    await post.lane.settle_interrupted()
    await post.lane.take_up_waiting()
    async with post.open():
        await post.done()
    assert post.messenger.texts() == ["first", "second"]
    assert await rows(post.database, "SELECT text, state, maybe_twice FROM outbox ORDER BY id") == [
        ("first", "sent", 1),
        ("second", "sent", 0),
        ("bulk", "unknown", 0),
    ]


async def test_nothing_leaves_when_its_mark_cannot_be_written(post: Post) -> None:
    await post.write(1, "text")
    await post.database._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError):
        await post.lane.run()
    assert post.messenger.got == []


async def test_a_sent_message_is_never_forgotten_silently_when_its_result_cannot_be_written(post: Post) -> None:
    post.messenger.open.clear()
    await post.write(1, "text")
    running = asyncio.create_task(post.lane.run())
    await until(lambda: post.messenger.got)
    await post.database._writer.execute("PRAGMA query_only = ON")
    post.messenger.open.set()
    with pytest.raises(sqlite3.OperationalError):
        await running
    assert await post.states() == {"text": "sending"}


async def test_an_edit_behind_a_deletion_does_not_vanish_in_it(post: Post) -> None:
    screen = await post.write(1, "screen")
    async with post.open():
        await post.done()
        post.messenger.script["edit"] = [Gone("message to edit not found")]
        post.messenger.open.clear()
        await post.write(1, "before")
        await until(lambda: len(post.messenger.got) == 2)
        await post.write(1, "", Letter("", operation="delete", target=screen.id))
        await post.edit(screen, "edit")
        post.messenger.open.set()
        await post.done()
    assert [got[1:3] for got in post.messenger.got[2:]] == [("delete", ""), ("edit", "edit"), ("send", "edit")]


async def test_a_message_that_is_gone_already_needs_no_deletion(post: Post) -> None:
    screen = await post.write(1, "screen")
    async with post.open():
        await post.done()
        post.messenger.script[""] = [Gone("message to delete not found")]
        await post.write(1, "", Letter("", operation="delete", target=screen.id))
        await post.done()
    assert len(post.messenger.got) == 2
    assert await post.states() == {"screen": "sent", "": "sent"}


async def test_a_deleted_message_is_named_by_its_row(post: Post) -> None:
    screen = await post.write(1, "screen")
    async with post.open():
        await post.done()
        await post.write(1, "", Letter("", operation="delete", target=screen.id))
        await post.done()
    assert post.messenger.got[-1] == (1, "delete", "", 1)


async def test_a_deletion_that_nobody_answers_is_tried_until_one_does(post: Post) -> None:
    screen = await post.write(1, "screen")
    async with post.open():
        await post.done()
        post.messenger.script[""] = [SILENCE, SILENCE, SILENCE]
        await post.write(1, "", Letter("", operation="delete", kind="notice", target=screen.id))
        await advancing(post)
        await post.done()
    assert [got[1] for got in post.messenger.got[1:]] == ["delete"] * 4
    assert await post.states() == {"screen": "sent", "": "sent"}


async def test_a_card_that_a_messenger_does_not_delete_loses_its_buttons_and_alerts_nobody(post: Post) -> None:
    screen = await post.write(1, "screen")
    async with post.open():
        await post.done()
        post.messenger.script[""] = [Rejected("message can't be deleted for everyone")]
        await post.write(1, "", Letter("", operation="delete", kind="notice", target=screen.id))
        await advancing(post)
        await post.done()
    assert [got[1:] for got in post.messenger.got[1:]] == [("delete", "", 1), ("edit", "", 1)]
    assert await rows(post.database, "SELECT count(*) FROM outbox WHERE text <> ''") == [(1,)]


async def test_a_lane_that_finishes_settles_what_is_under_way_and_begins_nothing_more(post: Post) -> None:
    post.messenger.open.clear()
    await post.write(1, "under way")
    async with post.open():
        await until(lambda: post.messenger.got)
        finishing = asyncio.create_task(post.lane.finish(10))
        await post.write(1, "too late")
        await post.write(2, "too late as well")
        post.messenger.open.set()
        await finishing
    assert await post.states() == {"under way": "sent", "too late": "pending", "too late as well": "pending"}


async def advancing(post: Post) -> None:
    """Let the clock run ahead until nothing waits any more."""
    async with asyncio.timeout(10):
        while len(post.lane):
            post.clock.advance(1)
            await asyncio.sleep(0.002)


async def test_no_more_leave_than_may_arrive_together(database: Database, clock: Clock) -> None:
    post = Post(database, clock, TELEGRAM)
    post.messenger.open.clear()
    for chat in range(40):
        await post.write(chat, str(chat), Letter(str(chat), kind="announcement"))
    async with post.open():
        await until(lambda: len(post.messenger.got) == TELEGRAM.at_once)
        clock.advance(5)
        await asyncio.sleep(0.02)
        assert len(post.messenger.got) == TELEGRAM.at_once
        post.messenger.open.set()
        await advancing(post)
    assert len(post.messenger.got) == 40
