"""The world of the local messenger: its bots, phones, groups, clock, faults and log; whoever serves it looks here."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from sandbox import shapes
from sandbox.bots import Bot
from sandbox.cast import CastMember, sample_cast
from sandbox.changes import Changes
from sandbox.chats import Chat, User
from sandbox.clock import Clock
from sandbox.faults import POLLING, Faults
from sandbox.log import CallLog
from sandbox.phones import Phone

TOKENS = {"telegram": "100:TELEGRAM-TEST", "bale": "200:BALE-TEST"}


class World:
    """What there is of a messenger, served or not.

    `bots` are tokens by platform ("telegram", "bale", or with a suffix: "telegram-2"). `light` keeps no
    call log and short histories, `limits=False` lifts Telegram's flood limits: both for benches.

    The page of phones offers the phones of `cast`, and calls the `hooks` that whoever runs the service sets
    ("restart", "kill"); each returns when it is done.
    """

    def __init__(
        self,
        bots: dict[str, str] | None = None,
        clock: Clock | None = None,
        *,
        light: bool = False,
        limits: bool = True,
    ) -> None:
        self.clock = clock or Clock()
        tokens = dict(bots or TOKENS)
        self.faults = Faults()
        self.poll_faults = Faults(methods=POLLING)
        shared = (self.faults, self.poll_faults)
        self.bots = {
            name: Bot(name, token, self.clock, shared, light=light, limits=limits) for name, token in tokens.items()
        }
        self.phones: dict[str, Phone] = {}
        self.cast: list[CastMember] = sample_cast()
        self.hooks: dict[str, Callable[[], Awaitable[None]]] = {}
        self.log = CallLog(list(tokens.values()), light=light)
        self.activity = Changes()
        self.working = 0

    @property
    def calls(self) -> Counter[tuple[str, str, str]]:
        """Return how often each (platform, method, outcome) happened."""
        return self.log.counts

    def phone(
        self,
        platform: str,
        user_id: int,
        first_name: str = "Sample",
        phone_number: str = "989120000000",
        username: str | None = None,
    ) -> Phone:
        """Return the phone of a person on a platform, new or the one that is there already."""
        bot = self.bots[platform]
        phone_id = f"{platform}-{user_id}"
        if phone_id not in self.phones:
            shape = shapes.user(user_id, first_name, username, bale=bot.bale)
            self.phones[phone_id] = Phone(bot, User(user_id, first_name, phone_number, shape))
        return self.phones[phone_id]

    def group(self, platform: str, group_id: int, title: str = "Group") -> Chat:
        """Return a group that the bot is in; `phone.say(…, group=group)` writes there."""
        bot = self.bots[platform]
        if group_id not in bot.chats:
            shape = shapes.group_chat(group_id, title, bale=bot.bale)
            bot.chats[group_id] = bot.new_chat(group_id, "group", shape)
        return bot.chats[group_id]

    async def quiet(self, pause: float = 0.05, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Return when every update is confirmed and no call came or worked for `pause` seconds."""
        async with asyncio.timeout(timeout):
            while await self.activity.wait(self.activity.version, pause) or self._busy():
                pass

    def _busy(self) -> bool:
        return self.working > 0 or any(len(bot.queue) for bot in self.bots.values())
