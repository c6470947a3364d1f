"""A plan becomes the stored programme of its year, and says before what it changes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.programme.axes_file import package_plan
from bot.programme.loading import current_year, ensure_programme, list_changes, save_programme
from bot.programme.plan import Plan, compare, load
from storage import agencies, audit, people, programme
from storage.database import Database
from storage.transaction import Transaction
from tests.fresh import open_fresh

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET = b"s" * 32


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_fresh(tmp_path / "m.db", SECRET) as opened:
        yield opened


async def stored(tx: Transaction, year: int) -> Plan:
    plan = await load(tx, year)
    assert plan
    return plan


async def target_of(tx: Transaction, number: int, indicator: str, province: str) -> object:
    return await tx.value(
        "SELECT value FROM targets WHERE programme_id = :number AND indicator = :indicator AND province = :province",
        number=number,
        indicator=indicator,
        province=province,
    )


def changed_indicator(plan: Plan, code: str, **values: str | int) -> Plan:
    return replace(
        plan,
        indicators=tuple(replace(old, **values) if old.code == code else old for old in plan.indicators),  # type: ignore[arg-type]
    )


def test_the_year_is_the_one_of_tehran() -> None:
    assert current_year(datetime(2026, 3, 20, 20, 29, tzinfo=UTC)) == 1404
    assert current_year(datetime(2026, 3, 20, 20, 31, tzinfo=UTC)) == 1405


async def test_the_year_of_the_source_text_has_its_motto_and_its_target(database: Database) -> None:
    async with database.transaction() as tx:
        number = await save_programme(tx, package_plan(), 1402, NOW)
        assert await target_of(tx, number, "elec_absorbed", "") == 500 * 10**10
        assert (await stored(tx, 1402)).programme.motto == "مهار تورم و رشد تولید"


async def test_another_year_has_neither_motto_nor_targets(database: Database) -> None:
    async with database.transaction() as tx:
        await ensure_programme(tx, 1405, NOW)
        plan = await stored(tx, 1405)
        assert (plan.programme.motto, plan.targets) == ("", ())
        assert len(plan.axes) == 35
        assert plan.programme.title == package_plan().programme.title


async def test_a_programme_that_stands_is_left_alone(database: Database) -> None:
    async with database.transaction() as tx:
        first = await save_programme(tx, changed_indicator(package_plan(), "water_flow", title="ت"), 1405, NOW)
        assert await ensure_programme(tx, 1405, NOW) == first
        assert "ت" in {indicator.title for indicator in (await stored(tx, 1405)).indicators}


async def test_saving_twice_changes_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        await save_programme(tx, package_plan(), 1402, NOW)
        head = await audit.get_head(tx)
        assert await list_changes(tx, package_plan(), 1402) == []
        await save_programme(tx, package_plan(), 1402, NOW)
        assert await audit.get_head(tx) == head
        assert await audit.find_break(tx, SECRET) is None


async def test_the_difference_names_what_is_new_changed_and_gone(database: Database) -> None:
    plan = changed_indicator(package_plan(), "water_flow", title="ت", maximum=7)
    plan = replace(plan, topics=plan.topics[1:])
    async with database.transaction() as tx:
        await save_programme(tx, package_plan(), 1405, NOW)
        changed, gone = await list_changes(tx, plan, 1405)
        assert (changed.how, changed.what, changed.code) == ("changed", "indicator", "water_flow")
        assert changed.fields == (("title", "آب تأمین‌شده", "ت"), ("maximum", "5000", "7"))
        assert (gone.how, gone.what, gone.code) == ("gone", "topic", "TP01")
        await save_programme(tx, plan, 1405, NOW)
        assert await list_changes(tx, plan, 1405) == []
        assert len(await programme.list_topics(tx, (await stored(tx, 1405)).programme.id)) == 6


def test_a_first_programme_is_new_as_a_whole() -> None:
    plan = package_plan()
    changes = compare(None, plan)
    assert {change.how for change in changes} == {"new"}
    assert len(changes) == 1 + len(plan.axes) + len(plan.indicators) + len(plan.topics) + len(plan.targets) + len(
        plan.agencies
    )


async def test_a_shorter_programme_drops_axes_with_their_indicators(database: Database) -> None:
    plan = package_plan()
    short = replace(
        plan,
        programme=replace(plan.programme, axes_total=1),
        axes=plan.axes[:1],
        indicators=tuple(indicator for indicator in plan.indicators if indicator.axis == "AX01"),
    )
    async with database.transaction() as tx:
        await save_programme(tx, plan, 1405, NOW)
        await save_programme(tx, short, 1405, NOW)
        assert [axis.code for axis in (await stored(tx, 1405)).axes] == ["AX01"]


async def test_targets_of_another_file_stay(database: Database) -> None:
    async with database.transaction() as tx:
        number = await save_programme(tx, package_plan(), 1405, NOW)
        await programme.save_target(tx, number, "water_flow", "IR-21", 50)
        await save_programme(tx, package_plan(), 1405, NOW)
        assert await target_of(tx, number, "water_flow", "IR-21") == 50


async def test_an_indicator_with_answers_keeps_its_meaning(database: Database) -> None:
    async with database.transaction() as tx:
        number = await save_programme(tx, package_plan(), 1405, NOW)
        person = await people.add(tx, "الف", "", "active", NOW)
        report = await tx.insert(
            """INSERT INTO reports (programme_id, week, province, axis, state, revision, written_by, first_at,
                                    submitted_at)
               VALUES (:number, '2026-11-21', 'IR-21', 'AX02', 'submitted', 1, :person, :now, :now)""",
            number=number,
            person=person,
            now=NOW,
        )
        await tx.run(
            """INSERT INTO answers (report_id, revision, indicator, programme_id, province, week, value, at)
               VALUES (:report, 1, 'water_flow', :number, 'IR-21', '2026-11-21', 5, :now)""",
            report=report,
            number=number,
            now=NOW,
        )
        plan = package_plan()
        gone = replace(plan, indicators=tuple(old for old in plan.indicators if old.code != "water_flow"))
        for other in (changed_indicator(plan, "water_flow", unit="m3d"), gone):
            with pytest.raises(UserError, match="has_answers"):
                await save_programme(tx, other, 1405, NOW)
        await save_programme(tx, changed_indicator(plan, "water_flow", title="ت", maximum=9000), 1405, NOW)


async def test_an_agency_that_the_file_no_longer_names_is_gone_and_a_new_order_is_kept(database: Database) -> None:
    plan = package_plan()
    turned = tuple(replace(each, position=30 - each.position) for each in plan.agencies[1:])
    async with database.transaction() as tx:
        number = await save_programme(tx, plan, 1405, NOW)
        (gone,) = await list_changes(tx, replace(plan, agencies=turned), 1405)
        assert (gone.how, gone.what, gone.code) == ("gone", "agency", "شرکت برق منطقه‌ای")
        await save_programme(tx, replace(plan, agencies=turned), 1405, NOW)
        assert [each.title for each in await agencies.list_all(tx, number)][:2] == ["سایر", "ستاد سازمان"]


async def test_a_programme_of_before_the_list_of_agencies_gets_it(database: Database) -> None:
    async with database.transaction() as tx:
        number = await ensure_programme(tx, 1405, NOW)
        await tx.run("DELETE FROM agencies")
        await ensure_programme(tx, 1405, NOW)
        assert await agencies.list_all(tx, number) == list(package_plan().agencies)
