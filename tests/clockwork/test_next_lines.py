"""When each job of the clock fires next, as `mehvar check --week` prints it and `/healthz` tells it."""

from datetime import date, timedelta
from pathlib import Path

from bot.clockwork.next_lines import next_lines
from bot.delivery.health import tell_next
from storage import calendar, snoozes
from storage.calendar import StoredClosure
from storage.snoozes import Snooze
from tests.clockwork.house import HOUR, OPENS, SUNDAY, YAZD, open_house


async def test_lines_stand_in_the_order_of_time_and_follow_what_is_stored(tmp_path: Path) -> None:
    async with open_house(tmp_path / "mehvar.db") as house:
        person = await house.person("ceo", YAZD)
        async with house.database.transaction() as tx:
            plain = await next_lines(tx, SUNDAY)
            await snoozes.save(tx, Snooze(person, SUNDAY + HOUR), SUNDAY)
            await calendar.save_closure(tx, StoredClosure(date(2026, 11, 23), "", "آلودگی", SUNDAY))
            moved = await next_lines(tx, SUNDAY)
    assert plain[0] == moved[0] == "نوبت بعدی هر کار"
    assert plain[1:3] == [
        "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۰: کارهای شبانهٔ سامانه",
        "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۹: آغاز گزارش",
    ]
    assert plain[-1].startswith("تا رویدادی تازه نوبتی ندارد: ")
    assert "سه‌شنبه ۳ آذر ۱۴۰۵، ساعت ۹: آغاز گزارش" in moved
    assert moved[1] == "یکشنبه ۱ آذر ۱۴۰۵، ساعت ۱۱: یادآوری‌هایی که خواسته شده‌اند"


def test_health_tells_the_soonest_first_and_nothing_that_is_past() -> None:
    moments = {"a": None, "b": OPENS, "c": SUNDAY - timedelta(days=9)}
    assert list(tell_next(moments, SUNDAY).items()) == [
        ("c", "2026-11-22T06:30:00+00:00"),
        ("b", "2026-11-23T05:30:00+00:00"),
        ("a", None),
    ]
