"""At Nowruz a programme goes on as last year's: with its axes, titles and owners, without its targets and its motto."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.programme.axes_file import package_plan
from bot.programme.loading import UNCONFIRMED, ensure_programme, save_programme
from bot.programme.plan import Plan, for_year, load
from storage import settings
from storage.transaction import Transaction
from tests.fresh import open_fresh
from tests.reporting.whole_programme import whole_plan

NOW = datetime(2027, 2, 20, tzinfo=UTC)
SECRET = b"s" * 32
OWN = package_plan().programme.year


async def plan_of(tx: Transaction, year: int) -> Plan:
    found = await load(tx, year)
    assert found is not None
    return replace(found, programme=replace(found.programme, id=0))


async def test_a_new_year_begins_with_last_years_plan_without_targets_and_motto(tmp_path: Path) -> None:
    async with open_fresh(tmp_path / "mehvar.db", SECRET) as database, database.transaction() as tx:
        whole = whole_plan()
        await save_programme(tx, replace(whole, programme=replace(whole.programme, year=OWN)), OWN, NOW)
        await ensure_programme(tx, OWN + 1, NOW)
        begun = await plan_of(tx, OWN + 1)
        assert begun == replace(for_year(await plan_of(tx, OWN), OWN + 1), targets=())
        assert (begun.targets, begun.programme.motto) == ((), "")
        assert sum(axis.active for axis in begun.axes) == len(begun.axes) == 35
        assert await settings.get(tx, UNCONFIRMED) == str(OWN + 1)


async def test_a_plan_that_is_there_is_not_touched(tmp_path: Path) -> None:
    async with open_fresh(tmp_path / "mehvar.db", SECRET) as database, database.transaction() as tx:
        await ensure_programme(tx, OWN, NOW)
        before = await plan_of(tx, OWN)
        await save_programme(tx, whole_plan(), OWN - 1, NOW)
        await ensure_programme(tx, OWN, NOW)
        assert await plan_of(tx, OWN) == before
        assert await settings.get(tx, UNCONFIRMED) is None


async def test_the_packages_own_year_has_the_packages_plan_unless_somebody_has_changed_the_year_before(
    tmp_path: Path,
) -> None:
    for whole in (False, True):
        async with open_fresh(tmp_path / f"{whole}.db", SECRET) as database, database.transaction() as tx:
            await save_programme(tx, whole_plan() if whole else package_plan(), OWN - 1, NOW)
            await ensure_programme(tx, OWN, NOW)
            begun = await plan_of(tx, OWN)
            assert (begun.programme.motto == package_plan().programme.motto) is not whole
            assert sum(axis.active for axis in begun.axes) == (35 if whole else 13)
