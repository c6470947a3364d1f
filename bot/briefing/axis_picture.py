"""The errand that draws the course of an axis for its province and sends the picture."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.briefing.drawing.trend import draw_trend
from bot.clock import Clock
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.attachment import Attachment, file_name
from bot.delivery.errands import Finish, nothing
from bot.delivery.outgoing_files import OutgoingFiles
from bot.figures.trend import AxisTrend
from bot.figures.trending import load_trend
from bot.language.catalogue import t
from bot.people.scope import reports_on
from bot.programme.due import week_at_hand
from bot.programme.in_memory import hold_calendar, hold_programme
from storage import accounts, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class PictureErrand:
    """What the errand says: who wants the course of which axis of which province."""

    person: int
    province: str
    axis: str


class AxisPictures:
    """Draws in a thread, from what the reader connection sees."""

    def __init__(self, outgoing: OutgoingFiles, clock: Clock) -> None:
        self._outgoing = outgoing
        self._clock = clock

    async def send(self, database: Database, errand: PictureErrand) -> Finish:
        """Do the errand «draw_axis»: the person's id, province and axis; nothing for who reports on it no more."""
        now = self._clock.now()
        trend = await database.read(_trend_for, errand, now)
        if trend is None:
            return nothing
        content = await asyncio.to_thread(draw_trend, trend)
        file = await self._outgoing.keep(content, file_name(trend.axis, "png"), "image/png", "photo")
        text = t("look.picture", axis=trend.axis, province=trend.place)
        return partial(_deliver, person=errand.person, file=file, text=text, now=now)


async def _trend_for(tx: Reading, errand: PictureErrand, now: datetime) -> AxisTrend | None:
    province, code = errand.province, errand.axis
    week, _times = week_at_hand(now, await hold_calendar(tx), province)
    axis = (await hold_programme(tx, week.year)).axis(code)
    allowed = reports_on(await people.list_duties(tx, errand.person), province, code)
    return await load_trend(tx, now, axis, province) if axis and allowed else None


async def _deliver(tx: Transaction, person: int, file: Attachment, text: str, now: datetime) -> None:
    if address := await accounts.get_address(tx, person):
        await post(tx, address, Screen(text, file=file), now, Letter("", kind="notice"))
