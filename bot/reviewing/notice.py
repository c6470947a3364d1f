"""What a province is told of a field that is handed back, as headquarters is shown it before. Pure."""

from datetime import datetime

from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.reviewing.comparing import describe
from bot.reviewing.fields import Field


def return_notice(field: Field, of: tuple[Week, str, str], reason: str, until: datetime | None) -> str:
    """Return the field, what stood, the reason, what to do and until when; ``of``: week, province and axis, by name."""
    week, province, axis = of
    ask = t("mend.until", moment=dates.moment(until)) if until else t("mend.soon")
    return t(
        "mend.notice",
        axis=axis,
        province=province,
        week=dates.week_label(week),
        field=describe(field),
        reason=reason,
        ask=ask,
    )
