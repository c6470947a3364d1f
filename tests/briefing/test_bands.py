"""A CEO is told the third of the own province only where headquarters has allowed it, and never a place or a name."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.briefing.bands import allow_bands, find_band
from bot.briefing.province_week.errand import ProvinceWeekErrand
from bot.briefing.province_week.lines import message
from bot.briefing.province_week.sending import load_for
from bot.briefing.province_week.sheet import sheet_data
from bot.figures.loading import count
from bot.figures.ranking import band_of, ranking
from bot.programme.provinces import PROVINCES
from storage import people
from storage.transaction import Transaction
from tests.briefing.demo import SATURDAY, open_demo
from tests.briefing.sample import WEEK
from tests.fresh import look

NOW = SATURDAY + timedelta(minutes=1)


async def told(tx: Transaction, province: str) -> str:
    ceo = (await people.list_holders(tx, "ceo", province))[0].id
    held = await load_for(tx, ProvinceWeekErrand(ceo, province, NOW, WEEK.key))
    assert held
    assert ("ثلث" in str(sheet_data(held)["summary"])) == ("ثلث" in message(held))
    return next((line for line in message(held).splitlines() if "ثلث" in line), "")


async def test_no_ceo_is_told_until_headquarters_allows_it_nor_after_it_is_taken_back() -> None:
    async with open_demo() as tx:
        head = (await people.list_ids(tx, "head"))[0]
        assert await told(tx, "IR-21") == ""
        await allow_bands(tx, head, NOW, told=True)
        line = await told(tx, "IR-21")
        assert "ثلث" in line
        assert not re.search("[0-9۰-۹]", line)
        assert not [each.name for each in PROVINCES if each.name in line]
        await allow_bands(tx, head, NOW, told=False)
        assert await told(tx, "IR-21") == ""
        rows = await look(tx, "SELECT actor, action, subject FROM audit WHERE subject = 'province.band'")
        assert rows == [(f"person:{head}", "switch.set", "province.band")] * 2


async def test_thirds_are_those_of_the_ranking_and_equals_share_the_better_one() -> None:
    async with open_demo() as tx:
        await allow_bands(tx, (await people.list_ids(tx, "head"))[0], NOW, told=True)
        figures = await count(tx, NOW, None, WEEK)
        found = ranking(figures)[::-1]
        bands = [await find_band(tx, NOW, WEEK, each.province.code) for each in found]
        assert bands == sorted(bands)
        assert set(bands) == {1, 2, 3}
        for (band, each), (other, next_one) in zip(
            zip(bands, found, strict=True), list(zip(bands, found, strict=True))[1:], strict=False
        ):
            assert each.reached != next_one.reached or band == other


async def test_among_few_provinces_no_third_is_told() -> None:
    async with open_demo() as tx:
        figures = await count(tx, NOW, None, WEEK)
        few = {key: target for key, target in figures.targets.items() if key[1] in {"IR-21", "IR-10", "IR-07"}}
        assert band_of(replace(figures, targets=few), "IR-21") == 0
