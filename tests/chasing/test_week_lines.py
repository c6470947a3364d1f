"""The timetable of a week in plain lines follows closures and stands in the order of time."""

from datetime import date

from bot.chasing.week_lines import week_lines
from storage import calendar
from storage.calendar import StoredClosure
from tests.chasing.world import World, tehran

NOW = tehran("1405/09/02 08:00")


async def test_a_closure_moves_the_lines_and_is_named(world: World) -> None:
    async with world.turn() as tx:
        plain = await week_lines(tx, NOW, "IR-21")
        await calendar.save_closure(tx, StoredClosure(date(2026, 11, 25), "IR-21", "آلودگی", NOW))
        moved = await week_lines(tx, NOW, "IR-21")
        elsewhere = await week_lines(tx, NOW, "IR-25")
    assert plain[4:6] == [
        "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۱:۳۰: آخرین یادآوری (مدیرعامل، رابط استان)",
        "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۳: مهلت",
    ]
    assert "شنبه ۷ آذر ۱۴۰۵، ساعت ۱۱: مهلت" in moved
    assert "روز تعطیل: چهارشنبه ۴ آذر ۱۴۰۵ — \u2068آلودگی\u2069" in moved
    assert elsewhere[1:] == plain[1:]


async def test_headquarters_sees_its_table_and_the_last_week_of_a_month_is_named(world: World) -> None:
    async with world.turn() as tx:
        assert not any("جدول" in line for line in await week_lines(tx, NOW, "IR-21"))
        assert any("جدول" in line for line in await week_lines(tx, NOW))
        assert (await week_lines(tx, tehran("1405/09/24 10:00")))[-1] == "آخرین هفتهٔ گزارش آذر"
