"""Obstacles: what stands in a province's way on an axis, and where it has got to. Their past is `obstacle_events`."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Obstacle:
    """An obstacle as it stands; ``year`` and ``number`` are what people call it by.

    ``changed_at`` is when it came into its state. Headquarters is asked since ``asked_at`` (None: it is not), has taken
    it on at ``acknowledged_at`` and answered it at ``answered_at``. It is open while ``ended_at`` is None.
    """

    id: int
    year: int
    number: int
    week: date
    province: str
    axis: str
    agency: str
    request: str
    folded: str
    level: str
    letter: str
    letter_day: date | None
    state: str
    decision: str
    decision_day: date | None
    written_by: int
    recorded_at: datetime
    changed_at: datetime
    asked_at: datetime | None
    acknowledged_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None

    @property
    def awaits_answer(self) -> bool:
        """Say whether headquarters is asked and has not answered."""
        return self.asked_at is not None and self.answered_at is None and self.ended_at is None


@dataclass(frozen=True)
class NewObstacle:
    """An obstacle to be recorded, in the programme year ``year``; ``folded`` is the request, folded for matching."""

    year: int
    week: date
    province: str
    axis: str
    agency: str
    request: str
    folded: str
    level: str
    letter: str = ""
    letter_day: date | None = None


@dataclass(frozen=True)
class OpenOnAxis:
    """How many open obstacles a province has on an axis."""

    axis: str
    obstacles: int


async def add(tx: Transaction, person_id: int, new: NewObstacle, now: datetime) -> int:
    """Record an obstacle under the next number of its year and return its id; headquarters' level asks headquarters."""
    return await tx.insert(
        """INSERT INTO obstacles (year, number, week, province, axis, agency, request, folded, level, letter,
                                  letter_day, state, written_by, recorded_at, changed_at, asked_at)
           VALUES (:year, :number, :week, :province, :axis, :agency, :request, :folded, :level, :letter,
                   :letter_day, 'recorded', :person_id, :now, :now, :asked_at)""",
        **new.__dict__,
        number=await next_number(tx, new.year),
        person_id=person_id,
        now=now,
        asked_at=now if new.level == "headquarters" else None,
    )


async def next_number(tx: Reading, year: int) -> int:
    """Return the number that the next obstacle of a year gets."""
    return await tx.count("SELECT coalesce(max(number), 0) + 1 FROM obstacles WHERE year = :year", year=year)


async def get(tx: Reading, obstacle_id: int) -> Obstacle | None:
    """Return an obstacle."""
    return await tx.one(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE id = :obstacle_id""",
        obstacle_id=obstacle_id,
    )


async def list_open(tx: Reading) -> list[Obstacle]:
    """Return every open obstacle, the oldest first."""
    return await tx.all(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE ended_at IS NULL ORDER BY recorded_at, id""",
    )


async def list_of_province(tx: Reading, province: str) -> list[Obstacle]:
    """Return a province's open obstacles, the oldest first."""
    return await tx.all(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE province = :province AND ended_at IS NULL ORDER BY recorded_at, id""",
        province=province,
    )


async def list_ended(tx: Reading, province: str, most: int) -> list[Obstacle]:
    """Return a province's obstacles that ended last, the latest first, at most so many."""
    return await tx.all(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE province = :province AND ended_at IS NOT NULL
           ORDER BY ended_at DESC, id DESC LIMIT :most""",
        province=province,
        most=most,
    )


async def list_asked(tx: Reading, begin: datetime, end: datetime) -> list[Obstacle]:
    """Return the obstacles that headquarters was asked before ``end`` and had not answered before ``begin``."""
    return await tx.all(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE asked_at < :end AND (answered_at IS NULL OR answered_at >= :begin)
             AND (ended_at IS NULL OR ended_at >= :begin)
           ORDER BY asked_at, id""",
        begin=begin,
        end=end,
    )


async def list_met(tx: Reading, after: datetime, until: datetime) -> list[Obstacle]:
    """Return the obstacles that were recorded or answered in a span of time, the oldest first."""
    return await tx.all(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE (recorded_at > :after AND recorded_at <= :until)
             OR (answered_at > :after AND answered_at <= :until)
           ORDER BY recorded_at, id""",
        after=after,
        until=until,
    )


async def list_between(tx: Reading, begin: datetime, end: datetime) -> list[Obstacle]:
    """Return the obstacles that were recorded before ``end`` and had not ended before ``begin``."""
    return await tx.all(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE recorded_at < :end AND (ended_at IS NULL OR ended_at >= :begin)
           ORDER BY recorded_at, id""",
        begin=begin,
        end=end,
    )


async def list_owing(tx: Reading) -> list[Obstacle]:
    """Return the open obstacles on which the clock may ask somebody: headquarters or, once decided, the province."""
    return await tx.all(
        Obstacle,
        """SELECT id, year, number, week, province, axis, agency, request, folded, level, letter, letter_day, state,
                  decision, decision_day, written_by, recorded_at, changed_at, asked_at, acknowledged_at, answered_at,
                  ended_at
           FROM obstacles WHERE ended_at IS NULL AND (asked_at IS NOT NULL AND answered_at IS NULL OR state = 'decided')
           ORDER BY recorded_at, id""",
    )


async def list_open_axes(tx: Reading, province: str) -> dict[str, int]:
    """Return a province's axes (their codes) that have open obstacles, with how many each has."""
    found = await tx.all(
        OpenOnAxis,
        """SELECT axis, count(*) FROM obstacles WHERE province = :province AND ended_at IS NULL
           GROUP BY axis ORDER BY axis""",
        province=province,
    )
    return {each.axis: each.obstacles for each in found}


async def count(tx: Reading, province: str, axis: str) -> int:
    """Count a province's open obstacles on an axis."""
    return await tx.count(
        "SELECT count(*) FROM obstacles WHERE province = :province AND axis = :axis AND ended_at IS NULL",
        province=province,
        axis=axis,
    )


async def save_state(tx: Transaction, obstacle_id: int, state: str, now: datetime, *, ended: bool) -> None:
    """Bring an obstacle into a state."""
    tx.write(
        """UPDATE obstacles SET state = :state, changed_at = :now, ended_at = CASE WHEN :ended THEN :now END
           WHERE id = :obstacle_id""",
        obstacle_id=obstacle_id,
        state=state,
        now=now,
        ended=int(ended),
    )


async def save_decision(tx: Transaction, obstacle_id: int, decision: str, day: date) -> None:
    """Keep number and date of the decision."""
    tx.write(
        "UPDATE obstacles SET decision = :decision, decision_day = :day WHERE id = :obstacle_id",
        obstacle_id=obstacle_id,
        decision=decision,
        day=day,
    )


async def save_letter(tx: Transaction, obstacle_id: int, letter: str, day: date) -> None:
    """Keep number and date of the letter."""
    tx.write(
        "UPDATE obstacles SET letter = :letter, letter_day = :day WHERE id = :obstacle_id",
        obstacle_id=obstacle_id,
        letter=letter,
        day=day,
    )


async def ask_headquarters(tx: Transaction, obstacle_id: int, now: datetime) -> None:
    """Ask headquarters (once more): from now on it is its turn."""
    tx.write(
        """UPDATE obstacles SET level = 'headquarters', asked_at = :now, acknowledged_at = NULL, answered_at = NULL
           WHERE id = :obstacle_id""",
        obstacle_id=obstacle_id,
        now=now,
    )


async def note_acknowledged(tx: Transaction, obstacle_id: int, now: datetime) -> None:
    """Note that headquarters has taken an obstacle on."""
    tx.write(
        "UPDATE obstacles SET acknowledged_at = coalesce(acknowledged_at, :now) WHERE id = :obstacle_id",
        obstacle_id=obstacle_id,
        now=now,
    )


async def note_answered(tx: Transaction, obstacle_id: int, now: datetime) -> None:
    """Note that headquarters has answered an obstacle that it was asked; the first answer counts."""
    tx.write(
        """UPDATE obstacles SET answered_at = coalesce(answered_at, :now),
                  acknowledged_at = coalesce(acknowledged_at, :now)
           WHERE id = :obstacle_id AND asked_at IS NOT NULL""",
        obstacle_id=obstacle_id,
        now=now,
    )
