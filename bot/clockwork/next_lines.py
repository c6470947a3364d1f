"""When each job of the clock fires next, in plain lines, for `mehvar check --week`."""

from datetime import datetime

from bot.chasing.calls import seed_calls
from bot.clockwork.jobs import JOBS
from bot.language import dates
from bot.language.catalogue import t
from storage.transaction import Reading

OF_THE_WEEK = {"deadline", *(call.kind for call in seed_calls().calls)}
"""Jobs that are called as in the timetable of the week."""


async def next_lines(tx: Reading, now: datetime) -> list[str]:
    """Return when time alone lets each job fire next, in the order of time; at the end those that it does not."""
    moments = [(await job.next(tx, now), job.name) for job in JOBS]
    known = sorted((moment, place) for place, (moment, _name) in enumerate(moments) if moment)
    lines = [t("check.next.title")]
    lines += [
        t("check.next.line", moment=dates.moment(moment), what=_title(moments[place][1])) for moment, place in known
    ]
    if none := [_title(name) for moment, name in moments if moment is None]:
        lines.append(t("check.next.none", what=t("common.comma").join(none)))
    return lines


def _title(name: str) -> str:
    return t(f"check.week.{name}") if name in OF_THE_WEEK else t(f"check.next.{name}")
