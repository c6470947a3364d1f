"""One messenger with all that belongs to it: wire, doors, intake. Its failure is its own."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram.ext import Application

from bot.config import PlatformConfig
from bot.delivery.beats import Beats
from bot.delivery.outgoing_files import OutgoingFiles
from bot.delivery.receiving import Receiver
from bot.delivery.turn import Turn
from handlers.edge.files import PlatformFiles
from handlers.edge.intake import Intake
from handlers.edge.messenger import PlatformMessenger
from handlers.edge.request import QuietBot, WireRequest
from handlers.edge.wire import Wire, open_wire
from handlers.register import register
from handlers.turn import AnyApplication, run_turn

LONGEST_PAUSE = 30.0
log = logging.getLogger(__name__)


@dataclass
class Platform:
    """The parts of one messenger; ``ready`` once python-telegram-bot has met its bot."""

    name: str
    wire: Wire
    messenger: PlatformMessenger
    files: PlatformFiles
    application: AnyApplication
    intake: Intake
    beats: Beats
    receiver: Receiver
    ready: bool = False

    @property
    def username(self) -> str:
        """Return the bot's user name on this messenger."""
        return str(self.application.bot.username)

    async def run_turn(self, turn: Turn) -> None:
        """Let the doors handle a stored update."""
        await run_turn(self.application, self.wire.dialect, turn)

    async def get_ready(self) -> None:
        """Meet the bot, however long the messenger is away; meanwhile inbox rows wait."""
        tries = 0
        while True:
            self.beats.beat(f"intake {self.name}")
            try:
                await self.application.initialize()
            except Exception as problem:  # noqa: BLE001 - a messenger that is away must not end the other one
                tries += 1
                self.intake.problem = type(problem).__name__
                await self.receiver.note_failures(self.name, tries, self.intake.problem)
                log.warning("%s cannot be reached yet: %s", self.name, type(problem).__name__)
                await asyncio.sleep(min(LONGEST_PAUSE, 2.0 ** min(tries, 6) / 4))
            else:
                break
        await self.receiver.note_return(self.name, tries)
        self.ready, self.intake.problem = True, ""
        self.intake.bot_id = self.application.bot.id


@asynccontextmanager
async def open_platform(
    config: PlatformConfig, receiver: Receiver, beats: Beats, outgoing: OutgoingFiles
) -> AsyncIterator[Platform]:
    """Open a messenger's wire and build its parts; nothing runs yet. ``outgoing`` holds the files to be sent."""
    async with open_wire(config) as wire:
        request = WireRequest(wire)
        bot = QuietBot(config.token, config.base_url, config.file_url, request=request, get_updates_request=request)
        application = Application.builder().bot(bot).updater(None).job_queue(None).build()
        register(application)
        messenger, files = PlatformMessenger(wire, outgoing), PlatformFiles(wire)
        intake = Intake(receiver, wire, beats)
        yield Platform(config.name, wire, messenger, files, application, intake, beats, receiver)
