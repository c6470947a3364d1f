"""Who reads the digest: the axes that they may see, when it comes, and which of its parts they have chosen."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.people.scope import axes_of
from bot.programme.calendar import DAY, at, day_of
from bot.programme.in_memory import hold_calendar
from storage import digests, people
from storage.transaction import Reading

PARTS = ("figures", "behind", "obstacles", "silent")
"""What a reader may leave out: the country's figures, the furthest behind, obstacles, who is silent."""
HOURS = (8, 9, 10, 12, 14)
"""When a reader may have the digest, in Tehran."""


@dataclass(frozen=True)
class Reader:
    """A reader: ``axes`` None is all of them; ``person`` 0 is nobody in particular, whom no obstacle awaits.

    ``hour`` None is that of the schedule.
    """

    axes: frozenset[str] | None
    person: int = 0
    hour: int | None = None
    parts: frozenset[str] = field(default=frozenset(PARTS))

    async def since(self, tx: Reading, moment: datetime) -> datetime:
        """Return the reader's hour of the working day before the day of an instant."""
        calendar, day = (await hold_calendar(tx)).calendar, day_of(moment) - DAY
        while not calendar.is_working(day):
            day -= DAY
        return await self.moment_of(tx, day)

    async def moment_of(self, tx: Reading, day: date) -> datetime:
        """Return the reader's hour of a day."""
        return at(day, (await hold_calendar(tx)).digest_at(day) if self.hour is None else time(self.hour))


async def read_reader(tx: Reading, person_id: int) -> Reader:
    """Return a person as a reader, with the rights of this moment."""
    axes = axes_of(await people.list_duties(tx, person_id))
    chosen = await digests.get(tx, person_id)
    if chosen is None:
        return Reader(axes, person_id)
    return Reader(axes, person_id, chosen.hour, frozenset(filter(None, chosen.parts.split(";"))))
