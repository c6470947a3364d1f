"""The programme of a year: its axes, indicators, topics and targets."""

from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Programme:
    """A year's programme."""

    id: int
    year: int
    title: str
    motto: str
    axes_total: int


@dataclass(frozen=True)
class Axis:
    """A line of the programme; a slot that HQ has not filled is not active. ``may_stay``: «unchanged» is an answer."""

    code: str
    position: int
    title: str
    short: str
    owner: str
    frequency: str
    active: bool
    may_stay: bool = True


@dataclass(frozen=True)
class Indicator:
    """One thing asked on an axis; bounds in the unit's smallest stored unit; ``options`` is a JSON list.

    ``months`` is what each month is to bring of a yearly target: a JSON list of twelve whole numbers, or empty.
    """

    code: str
    axis: str
    position: int
    title: str
    kind: str
    unit: str
    minimum: int | None
    maximum: int | None
    not_over: str
    options: str
    aggregate: str
    target: str
    frequency: str
    reporter: str
    evidence: str
    max_chars: int
    months: str = "[]"


@dataclass(frozen=True)
class Topic:
    """A topic that HQ may put to the provinces; ``fields`` is what a proposal on it is made of, a JSON list."""

    code: str
    title: str
    owner: str
    mode: str
    restricted: bool
    fields: str = "[]"


@dataclass(frozen=True)
class Target:
    """A yearly target of an indicator for a province ('' = national), in the unit's smallest stored unit."""

    indicator: str
    province: str
    value: int


async def get_version(tx: Reading) -> str:
    """Return a mark that every change of a programme makes another one."""
    return str(await tx.value("SELECT value FROM settings WHERE name = 'programme.version'") or "")


async def note_change(tx: Transaction) -> None:
    """Let what is held of the programmes in memory be read anew."""
    tx.write(
        """INSERT INTO settings (name, value) VALUES ('programme.version', lower(hex(randomblob(8))))
           ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
    )


async def get(tx: Reading, year: int) -> Programme | None:
    """Return the programme of a Jalali year."""
    return await tx.one(
        Programme, "SELECT id, year, title, motto, axes_total FROM programmes WHERE year = :year", year=year
    )


async def save(tx: Transaction, programme: Programme) -> int:
    """Add or change the programme of a year and return its id (``programme.id`` is not read)."""
    tx.write(
        """INSERT INTO programmes (year, title, motto, axes_total) VALUES (:year, :title, :motto, :axes_total)
           ON CONFLICT (year) DO UPDATE SET title = :title, motto = :motto, axes_total = :axes_total""",
        year=programme.year,
        title=programme.title,
        motto=programme.motto,
        axes_total=programme.axes_total,
    )
    return await tx.count("SELECT id FROM programmes WHERE year = :year", year=programme.year)


async def list_axes(tx: Reading, programme_id: int) -> list[Axis]:
    """Return all axes of a programme, empty slots included, in order."""
    return await tx.all(
        Axis,
        """SELECT code, position, title, short, owner, frequency, active, may_stay FROM axes
           WHERE programme_id = :programme_id ORDER BY position""",
        programme_id=programme_id,
    )


async def list_newest_axes(tx: Reading) -> list[Axis]:
    """Return the axes of the newest programme."""
    newest = await tx.value("SELECT id FROM programmes ORDER BY year DESC LIMIT 1")
    return [] if newest is None else await list_axes(tx, int(newest))


async def save_axis(tx: Transaction, programme_id: int, axis: Axis) -> None:
    """Add or change an axis."""
    tx.write(
        """INSERT INTO axes (programme_id, code, position, title, short, owner, frequency, active, may_stay)
           VALUES (:programme_id, :code, :position, :title, :short, :owner, :frequency, :active, :may_stay)
           ON CONFLICT (programme_id, code) DO UPDATE SET position = :position, title = :title, short = :short,
               owner = :owner, frequency = :frequency, active = :active, may_stay = :may_stay""",
        programme_id=programme_id,
        **axis.__dict__,
    )


async def list_indicators(tx: Reading, programme_id: int) -> list[Indicator]:
    """Return all indicators of a programme, by axis and in order."""
    return await tx.all(
        Indicator,
        """SELECT code, axis, position, title, kind, unit, minimum, maximum, not_over, options, aggregate, target,
                  frequency, reporter, evidence, max_chars, months
           FROM indicators WHERE programme_id = :programme_id ORDER BY axis, position""",
        programme_id=programme_id,
    )


async def save_indicator(tx: Transaction, programme_id: int, indicator: Indicator) -> None:
    """Add or change an indicator."""
    tx.write(
        """INSERT INTO indicators (programme_id, code, axis, position, title, kind, unit, minimum, maximum, not_over,
                                   options, aggregate, target, frequency, reporter, evidence, max_chars, months)
           VALUES (:programme_id, :code, :axis, :position, :title, :kind, :unit, :minimum, :maximum, :not_over,
                   :options, :aggregate, :target, :frequency, :reporter, :evidence, :max_chars, :months)
           ON CONFLICT (programme_id, code) DO UPDATE SET axis = :axis, position = :position, title = :title,
               kind = :kind, unit = :unit, minimum = :minimum, maximum = :maximum, not_over = :not_over,
               options = :options, aggregate = :aggregate, target = :target, frequency = :frequency,
               reporter = :reporter, evidence = :evidence, max_chars = :max_chars, months = :months""",
        programme_id=programme_id,
        **indicator.__dict__,
    )


async def list_topics(tx: Reading, programme_id: int) -> list[Topic]:
    """Return the topics of a programme."""
    return await tx.all(
        Topic,
        """SELECT code, title, owner, mode, restricted, fields FROM topics
           WHERE programme_id = :programme_id ORDER BY code""",
        programme_id=programme_id,
    )


async def save_topic(tx: Transaction, programme_id: int, topic: Topic) -> None:
    """Add or change a topic."""
    tx.write(
        """INSERT INTO topics (programme_id, code, title, owner, mode, restricted, fields)
           VALUES (:programme_id, :code, :title, :owner, :mode, :restricted, :fields)
           ON CONFLICT (programme_id, code) DO UPDATE SET title = :title, owner = :owner, mode = :mode,
               restricted = :restricted, fields = :fields""",
        programme_id=programme_id,
        **topic.__dict__,
    )


async def save_target(tx: Transaction, programme_id: int, indicator: str, province: str, value: int) -> None:
    """Set a target."""
    tx.write(
        """INSERT INTO targets (programme_id, indicator, province, value)
           VALUES (:programme_id, :indicator, :province, :value)
           ON CONFLICT (programme_id, indicator, province) DO UPDATE SET value = :value""",
        programme_id=programme_id,
        indicator=indicator,
        province=province,
        value=value,
    )


async def list_targets(tx: Reading, programme_id: int) -> list[Target]:
    """Return every target of a programme."""
    return await tx.all(
        Target,
        """SELECT indicator, province, value FROM targets
           WHERE programme_id = :programme_id ORDER BY indicator, province""",
        programme_id=programme_id,
    )


async def drop_target(tx: Transaction, programme_id: int, indicator: str, province: str) -> None:
    """Drop a target."""
    tx.write(
        """DELETE FROM targets
           WHERE programme_id = :programme_id AND indicator = :indicator AND province = :province""",
        programme_id=programme_id,
        indicator=indicator,
        province=province,
    )


async def drop_axis(tx: Transaction, programme_id: int, code: str) -> None:
    """Drop an axis that has no indicators."""
    tx.write(
        "DELETE FROM axes WHERE programme_id = :programme_id AND code = :code", programme_id=programme_id, code=code
    )


async def drop_indicator(tx: Transaction, programme_id: int, code: str) -> None:
    """Drop an indicator with its targets."""
    tx.write(
        "DELETE FROM targets WHERE programme_id = :programme_id AND indicator = :code",
        programme_id=programme_id,
        code=code,
    )
    tx.write(
        "DELETE FROM indicators WHERE programme_id = :programme_id AND code = :code",
        programme_id=programme_id,
        code=code,
    )


async def drop_topic(tx: Transaction, programme_id: int, code: str) -> None:
    """Drop a topic."""
    tx.write(
        "DELETE FROM topics WHERE programme_id = :programme_id AND code = :code", programme_id=programme_id, code=code
    )


async def count_answers(tx: Reading, programme_id: int, indicator: str) -> int:
    """Count the answers that an indicator has."""
    return await tx.count(
        "SELECT count(*) FROM answers WHERE programme_id = :programme_id AND indicator = :indicator",
        programme_id=programme_id,
        indicator=indicator,
    )
