"""A figure beside the name of another axis, due or not, is asked about before it is kept."""

from bot.language.catalogue import t
from bot.reporting.cards import ReportState
from tests.reviewing.town import WATER, WEEK, YAZD, open_town


async def test_a_figure_of_another_axis_is_asked_about() -> None:
    async with open_town() as town:
        ceo = await town.ceo.enter("report", ReportState("card", WATER, week=WEEK.key, province=YAZD))
        assert t("report.other_axis") in (await ceo.say("زنجیره ۱۲")).text
        assert "۱۲ لیتر بر ثانیه" in ceo.labels
        assert "ثبت موقت" in (await ceo.tap("۱۲ لیتر بر ثانیه")).text
