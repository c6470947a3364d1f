"""The working calendar as admins have changed it."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class CalendarDay:
    """A holiday that was added, or (``worked``) one of the program's that is worked after all."""

    day: date
    reason: str
    worked: bool


@dataclass(frozen=True)
class StoredClosure:
    """A sudden closure; ``provinces`` are ISO codes with «;», '' is the whole country."""

    day: date
    provinces: str
    reason: str
    declared_at: datetime


@dataclass(frozen=True)
class Thursdays:
    """Whether a province works on Thursdays, from the week of a Saturday on."""

    province: str
    week: date
    worked: bool


async def list_days(tx: Reading) -> list[CalendarDay]:
    """Return the changed days, in order."""
    return await tx.all(CalendarDay, "SELECT day, reason, worked FROM calendar_days ORDER BY day")


async def get_version(tx: Reading) -> str:
    """Return a mark that every change of the calendar or the schedule makes another one."""
    return str(await tx.value("SELECT value FROM settings WHERE name = 'calendar.version'") or "")


async def save_day(tx: Transaction, day: CalendarDay) -> None:
    """Add or change a day."""
    await note_change(tx)
    tx.write(
        """INSERT INTO calendar_days (day, reason, worked) VALUES (:day, :reason, :worked)
           ON CONFLICT (day) DO UPDATE SET reason = :reason, worked = :worked""",
        day=day.day,
        reason=day.reason,
        worked=int(day.worked),
    )


async def drop_day(tx: Transaction, day: date) -> None:
    """Let a day be again what the program knows of it."""
    await note_change(tx)
    tx.write("DELETE FROM calendar_days WHERE day = :day", day=day)


async def list_closures(tx: Reading) -> list[StoredClosure]:
    """Return the sudden closures, in order."""
    return await tx.all(
        StoredClosure, "SELECT day, provinces, reason, declared_at FROM closures ORDER BY day, provinces"
    )


async def save_closure(tx: Transaction, closure: StoredClosure) -> None:
    """Add a closure, or change its reason; the moment of its declaration stays."""
    await note_change(tx)
    tx.write(
        """INSERT INTO closures (day, provinces, reason, declared_at)
           VALUES (:day, :provinces, :reason, :declared_at)
           ON CONFLICT (day, provinces) DO UPDATE SET reason = :reason""",
        day=closure.day,
        provinces=closure.provinces,
        reason=closure.reason,
        declared_at=closure.declared_at,
    )


async def drop_closure(tx: Transaction, closure: StoredClosure) -> bool:
    """Take a closure back; False when there is none."""
    await note_change(tx)
    return bool(
        await tx.run(
            "DELETE FROM closures WHERE day = :day AND provinces = :provinces",
            day=closure.day,
            provinces=closure.provinces,
        )
    )


async def list_thursdays(tx: Reading) -> list[Thursdays]:
    """Return what was said of Thursdays, in order."""
    return await tx.all(Thursdays, "SELECT province, week, worked FROM thursdays ORDER BY week, province")


async def save_thursdays(tx: Transaction, thursdays: Thursdays) -> None:
    """Keep whether a province works on Thursdays from a week on."""
    await note_change(tx)
    tx.write(
        """INSERT INTO thursdays (province, week, worked) VALUES (:province, :week, :worked)
           ON CONFLICT (province, week) DO UPDATE SET worked = :worked""",
        province=thursdays.province,
        week=thursdays.week,
        worked=int(thursdays.worked),
    )


async def note_change(tx: Transaction) -> None:
    """Let what is held of the calendar in memory be read anew; by chance, for a turn may be taken back."""
    tx.write(
        """INSERT INTO settings (name, value) VALUES ('calendar.version', lower(hex(randomblob(8))))
           ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
    )
