"""The sample organisation with its past, its obstacles and targets of its own, for questions and their answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

from bot.language.units import UNITS
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES
from storage import programme
from storage.memory import Memory
from storage.transaction import Transaction
from tests.briefing.sample import SECRET, open_sample
from tests.fresh import content_of, made_once, open_content

TARGETS = {"elec_absorbed": Decimal(20), "elec_capacity": Decimal(12), "water_flow": Decimal(40)}
"""The yearly target of every province, in the indicator's unit; the country's is that of all of them together."""
UNTARGETED = "IR-25"
"""A province without any."""


@made_once
async def filled() -> bytes:
    async with open_sample() as tx:
        plan = await hold_programme(tx, 1405)
        for indicator in plan.indicators:
            if target := TARGETS.get(indicator.code):
                stored = UNITS[indicator.unit].stored(target)
                await programme.save_target(tx, plan.programme.id, indicator.code, "", stored * len(PROVINCES))
                for province in PROVINCES:
                    if province.code != UNTARGETED:
                        await programme.save_target(tx, plan.programme.id, indicator.code, province.code, stored)
        await tx.flush()
        return content_of(tx.connection)


@asynccontextmanager
async def open_asked() -> AsyncIterator[Transaction]:
    """Open a copy of this organisation."""
    async with open_content(filled()) as connection:
        yield Transaction(connection, Memory(), SECRET)
