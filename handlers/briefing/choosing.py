"""The settings of the digest: when a reader has it, and which of its parts."""

from datetime import datetime

from bot.briefing.readers import read_reader
from bot.conversing.flow import Flow
from bot.people.caller import Caller
from bot.people.rights import HEADQUARTERS
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar
from bot.said import Said
from handlers.briefing.choosing_steps import Choose, ChoosingState, ChoosingView, step
from storage import digests
from storage.digests import Chosen
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: ChoosingState, _said: Said, now: datetime) -> ChoosingView:
    reader = await read_reader(tx, caller.person.id)
    usual = (await hold_calendar(tx)).digest_at(day_of(now)).hour
    return ChoosingView(state, usual if reader.hour is None else reader.hour, reader.parts)


async def _save(tx: Transaction, caller: Caller, facts: tuple[Choose, ...], _now: datetime) -> None:
    for fact in facts:
        if isinstance(fact, Choose):
            await digests.save(tx, caller.person.id, Chosen(fact.hour, ";".join(sorted(fact.parts))))


CHOOSING = Flow("digest_choice", ChoosingState, _load, step, _save, HEADQUARTERS)
