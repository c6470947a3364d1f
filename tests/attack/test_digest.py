"""The digest of a reader with few axes, and of a week that other axes were asked in."""

from bot.briefing.digest import write_digest
from bot.briefing.readers import Reader
from tests.attack.acting import CEO, change, come_in, say, tap
from tests.stage import Stage


async def test_reader_whose_axes_are_not_asked_this_week_is_told_of_no_province(stage: Stage) -> None:
    async with stage.service.database.transaction() as tx:
        for axes in (frozenset[str](), frozenset({"AX08"})):
            text = await write_digest(tx, stage.clock.now(), Reader(axes), in_full=True)
            assert "۰ استان کامل، ۰ ناقص، ۰ بدون گزارش" in text


async def test_report_of_an_axis_that_is_gone_does_not_stop_the_digest(stage: Stage) -> None:
    ceo = await come_in(stage, CEO)
    await say(stage, ceo, "گزارش این هفته")
    await tap(stage, ceo, "تأمین آب")
    await say(stage, ceo, "۱", "۲", "۳", "ثبت")
    await change(stage, "UPDATE reports SET axis = 'AX99', revision = 2")
    async with stage.service.database.transaction() as tx:
        assert "AX99" not in await write_digest(tx, stage.clock.now(), Reader(None), in_full=True)
