"""Which reminders people want, and from which hour on."""

from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Quiet:
    """«all» reminders or the «last» alone; ``hour`` (of Tehran) is the earliest of a day, None: no wish."""

    reminders: str = "all"
    hour: int | None = None


async def get(tx: Reading, person_id: int) -> Quiet:
    """Return what a person wants: everything, where nothing was said."""
    found = await tx.one(Quiet, "SELECT reminders, hour FROM quiet WHERE person_id = :person_id", person_id=person_id)
    return found or Quiet()


async def save(tx: Transaction, person_id: int, quiet: Quiet) -> None:
    """Keep what a person wants."""
    tx.write(
        """INSERT INTO quiet (person_id, reminders, hour) VALUES (:person_id, :reminders, :hour)
           ON CONFLICT (person_id) DO UPDATE SET reminders = :reminders, hour = :hour""",
        person_id=person_id,
        reminders=quiet.reminders,
        hour=quiet.hour,
    )
