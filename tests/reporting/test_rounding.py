"""A figure with more decimals than its unit has is kept rounded, and that is said."""

from bot.language.catalogue import t
from bot.reporting.cards import ReportState
from tests.reviewing.town import WATER, WEEK, YAZD, open_town


async def test_a_typed_figure_that_is_rounded_is_said_to_be() -> None:
    async with open_town() as town:
        ceo = await town.ceo.enter("report", ReportState("card", WATER, week=WEEK.key, province=YAZD))
        assert (await ceo.say("۳۲٫۴۴")).text.startswith(f"{t('report.rounded')}\n")
        assert "۳۲٫۴ لیتر بر ثانیه" in ceo.text
        assert t("report.rounded") not in (await ceo.say("۷")).text
