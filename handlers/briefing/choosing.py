"""The settings of the digest: when a reader has it, and which of its parts."""

from datetime import datetime
from typing import assert_never

from bot.briefing.bands import allow_bands, are_bands_told
from bot.briefing.readers import read_reader
from bot.conversing.flow import Flow
from bot.people.caller import Caller
from bot.people.rights import COMPARERS, HEADQUARTERS
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.said import Said
from handlers.briefing.choosing_steps import AllowBands, Choose, ChoosingState, ChoosingView, step
from storage import digests
from storage.digests import Chosen
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: ChoosingState, _said: Said, now: datetime) -> ChoosingView:
    reader = await read_reader(tx, caller.person.id)
    usual = (await hold_calendar(tx)).digest_at(day_of(now)).hour
    bands = await are_bands_told(tx) if caller.has(*COMPARERS) else None
    return ChoosingView(state, usual if reader.hour is None else reader.hour, reader.parts, bands)


async def _save(tx: Transaction, caller: Caller, facts: tuple[Choose | AllowBands, ...], now: datetime) -> None:
    for fact in facts:
        match fact:
            case Choose():
                await digests.save(tx, caller.person.id, Chosen(fact.hour, ";".join(sorted(fact.parts))))
            case AllowBands():
                await allow_bands(tx, caller.person.id, now, told=fact.told)
            case _:
                assert_never(fact)


CHOOSING = Flow("digest_choice", ChoosingState, _load, step, _save, HEADQUARTERS)
