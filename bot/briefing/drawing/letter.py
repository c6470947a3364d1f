"""What every paper of headquarters has as the office signs them: title, moment, page numbers, the head of a letter."""

from datetime import UTC, datetime
from typing import Any

from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import day_of


def document_data(title: str, moment: datetime) -> dict[str, Any]:
    """Return what stands in a file's properties and at the foot of its pages; its time is that of the report."""
    made = moment.astimezone(UTC)
    return {
        "title": title,
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "page": t("brief.paper.page"),
        "of": t("brief.paper.of_pages"),
    }


def letter_data(number: str, moment: datetime, count: int) -> dict[str, Any]:
    """Return the head of a letter, whom it is to, and where it is signed."""
    return {
        "organisation": t("brief.paper.organisation"),
        "invocation": t("province_week.sheet.invocation"),
        "date": t("province_week.sheet.date", date=dates.numeric(day_of(moment))),
        "number": t("brief.paper.number", number=number),
        "addressee": t("brief.paper.addressee"),
        "opening": t("brief.paper.opening", count=count, moment=dates.moment(moment)),
        "order": t("brief.paper.order"),
        "signature": t("brief.paper.signature"),
    }
