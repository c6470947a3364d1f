"""Brings a province's week to its readers: a short message with the sheet, counted on the reader."""

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.briefing.bands import find_band
from bot.briefing.periods import MONTH, read_period
from bot.briefing.province_week.errand import KIND, ProvinceWeekErrand
from bot.briefing.province_week.lines import message
from bot.briefing.province_week.loading import ProvinceWeek, load_province_week, span_of_month, span_of_week
from bot.briefing.province_week.sheet import print_sheet
from bot.conversing.posting import post
from bot.conversing.screen import Screen
from bot.delivery.attachment import PDF, file_name
from bot.delivery.errands import Finish, nothing
from bot.delivery.outgoing_files import OutgoingFiles
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.people.rights import SIGNERS
from bot.people.scope import reports_on
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES
from bot.stored import dump
from storage import accounts, errands, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction


async def order_for_provinces(tx: Transaction, now: datetime, *, week: str = "", month: str = "") -> None:
    """Order a week or a month for every CEO, of each province that they answer for."""
    for province in PROVINCES:
        for holder in await people.list_holders(tx, "ceo", province.code):
            await errands.add(tx, KIND, dump(ProvinceWeekErrand(holder.id, province.code, now, week, month)), now)


async def send_province_week(files: OutgoingFiles, database: Database, errand: ProvinceWeekErrand) -> Finish:
    """Do the errand; nothing for who reports for the province no more, or where nothing was asked of it."""
    held = await database.read(load_for, errand)
    if held is None:
        return nothing
    content = await asyncio.to_thread(print_sheet, held)
    day = dates.numeric(held.span.weeks[-1].wednesday)
    name = t(f"province_week.file.{held.span.kind}", province=held.province.name, day=day)
    file = await files.keep(content, file_name(name, "pdf"), PDF, "document")
    return partial(_deliver, screen=Screen(message(held), file=file), errand=errand)


async def load_for(tx: Reading, errand: ProvinceWeekErrand) -> ProvinceWeek | None:
    """Return what may be seen of a province with the rights of this moment, as of the errand's instant."""
    span = (
        await span_of_month(tx, read_period(errand.month, MONTH))
        if errand.month
        else span_of_week(week_from_key(errand.week))
    )
    if span is None:
        return None
    duties, plan = await people.list_duties(tx, errand.person), await hold_programme(tx, span.weeks[-1].year)
    axes = frozenset(axis.code for axis in plan.axes if reports_on(duties, errand.province, axis.code))
    held = await load_province_week(tx, errand.moment, errand.province, axes, span) if axes else None
    if held is None or not (held.cells or errand.asked):
        return None
    leads = any(duty.role in SIGNERS and duty.province == errand.province for duty in duties)
    if not leads or span.kind != "week":
        return held
    return replace(held, band=await find_band(tx, errand.moment, span.weeks[-1], errand.province))


async def _deliver(tx: Transaction, screen: Screen, errand: ProvinceWeekErrand) -> None:
    if address := await accounts.get_address(tx, errand.person):
        await post(tx, address, screen, errand.moment, Letter("", kind="notice"))
