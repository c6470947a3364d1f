"""The year turns: totals begin anew, what is a state now keeps its last value."""

from tests.attack.acting import CEO, come_in, move, say, tap
from tests.stage import Stage


async def test_snapshot_keeps_its_last_value_over_nowruz_and_a_total_does_not(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await move(stage, "1405/12/19 10:00")
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "تأمین آب")
    assert "ثبت شد" in await say(stage, ceo, "۱", "۲", "۳", "ثبت")
    await move(stage, "1406/01/16 10:00")
    await say(stage, ceo, "گزارش این هفته")
    card = await tap(stage, ceo, "تأمین آب", "جزئیات")
    assert card.count("گزارش قبلی") == 1
    assert "گزارش قبلی: \u2068۳ فقره" in card
    assert "بدون تغییر" in (await tap(stage, ceo, "۳) درخواست‌های تخصیص آب در انتظار"), *ceo.messages[-1].labels)
