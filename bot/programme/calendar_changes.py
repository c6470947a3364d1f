"""What a file changes in the working calendar, in lines, and the change itself."""

from datetime import datetime

from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar_file import CalendarFile
from bot.programme.provinces import by_code
from storage import audit, calendar
from storage.audit import Act
from storage.calendar import CalendarDay, StoredClosure
from storage.transaction import Reading, Transaction


async def calendar_lines(tx: Reading, file: CalendarFile) -> list[str]:
    """Return what the file would change, a line each."""
    days, closures = await _news(tx, file)
    return [*map(_day_line, days), *map(_closure_line, closures)]


async def change_calendar(tx: Transaction, file: CalendarFile, now: datetime) -> list[str]:
    """Make the changes, and return what `calendar_lines` would have said."""
    lines, (days, closures) = await calendar_lines(tx, file), await _news(tx, file)
    for day in days:
        await calendar.save_day(tx, day)
        await audit.append(tx, now, Act("command", "calendar.day", day.day.isoformat(), {"worked": int(day.worked)}))
    for closure in closures:
        await calendar.save_closure(tx, closure)
        act = Act("command", "calendar.closure", closure.day.isoformat(), {"provinces": closure.provinces})
        await audit.append(tx, now, act)
    return lines


async def _news(tx: Reading, file: CalendarFile) -> tuple[list[CalendarDay], list[StoredClosure]]:
    known = await calendar.list_days(tx)
    declared = {(each.day, each.provinces, each.reason) for each in await calendar.list_closures(tx)}
    return (
        [day for day in file.days if day not in known],
        [each for each in file.closures if (each.day, each.provinces, each.reason) not in declared],
    )


def _day_line(day: CalendarDay) -> str:
    key = "closures.workday" if day.worked else "closures.holiday"
    return t(key, day=dates.date(day.day), reason=day.reason)


def _closure_line(closure: StoredClosure) -> str:
    names = [by_code(code).name for code in closure.provinces.split(";") if code]
    provinces = t("common.comma").join(names) or t("closures.country")
    return t("closures.closure", day=dates.date(closure.day), provinces=provinces, reason=closure.reason)
