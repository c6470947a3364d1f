"""Reads a programme from `axes.toml`, strictly: a mistake is a UserError that names its axis or indicator."""

import json
import re
import tomllib
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from importlib import resources

from bot.errors import UserError
from bot.language.folding import squeeze
from bot.language.letters import persian_digits
from bot.language.units import UNITS
from bot.programme.entry import Entry
from bot.programme.indicator_entry import read_indicator
from bot.programme.plan import Plan
from storage.agencies import Agency
from storage.programme import Axis, Indicator, Programme, Target, Topic

AXIS_CODE = re.compile(r"AX[0-9]{2}")
FREQUENCIES = ("weekly", "monthly")
MODES = ("consultation", "consultation_then_tracking", "tracking", "announcement_with_ack")
# The source text says in words what its target counts; this is the indicator that counts it.
MEANT = {"absorbed funds": "elec_absorbed"}
MOST_AGENCIES, LONGEST_AGENCY = 60, 60
"""What fits on the buttons of one message, and on one of them."""


def package_plan() -> Plan:
    """Return the programme that comes with Mehvar, for the year of its source text."""
    return read_plan((resources.files("bot.programme") / "axes.toml").read_text(encoding="utf-8"))


def read_plan(text: str) -> Plan:
    """Return the programme of a file's text, empty slots filled; raise UserError for the first mistake in it."""
    try:
        file = Entry("axes.toml", tomllib.loads(text, parse_float=Decimal))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise UserError("axes.not_toml", problem=str(error)) from error
    file.only("version programme money units soft_rules common_fields obstacles owners axes topics candidates")
    if file.whole("version") != 1:
        raise file.wrong("other_version")
    _check_units(_part(file, "units"))
    owners = _part(file, "owners")
    head = _part(file, "programme")
    tables = [Entry(str(table.get("code", "?")), table) for table in file.list_inner("axes")]
    axes = _with_slots(head, [_read_axis(axis, owners) for axis in tables])
    topics = [Entry(str(table.get("code", "?")), table) for table in file.list_inner("topics")]
    plan = Plan(
        _read_programme(head),
        tuple(axes),
        tuple(indicator for axis in tables for indicator in _read_indicators(axis)),
        tuple(_read_topic(topic, owners) for topic in topics),
        tuple(target for axis in tables for target in _read_targets(axis, head.whole("year"))),
        tuple(_read_agencies(_part(file, "obstacles"))),
    )
    check_codes(plan)
    return plan


def _part(file: Entry, key: str) -> Entry:
    inner = file.inner(key)
    if inner is None:
        raise file.wrong("missing_key", key=key)
    return Entry(f"[{key}]", inner.table)


def _check_units(units: Entry) -> None:
    """Refuse a unit that Mehvar does not know, or knows with other decimals: stored values would change meaning."""
    for code, table in units.table.items():
        if code not in UNITS or not isinstance(table, dict) or table.get("decimals") != UNITS[code].decimals:
            raise units.wrong("other_unit", key=code)


def _read_programme(head: Entry) -> Programme:
    head.only("title_fa year year_motto_fa axes_total axes_named_in_news reserved_slots")
    if not 1390 <= head.whole("year") <= 1450:
        raise head.wrong("not_a_year", key="year")
    motto = head.table.get("year_motto_fa")
    return Programme(
        id=0,
        year=head.whole("year"),
        title=head.text("title_fa"),
        motto=head.text("year_motto_fa") if motto else "",
        axes_total=head.whole("axes_total"),
    )


def _read_axis(axis: Entry, owners: Entry) -> Axis:
    axis.only(
        "code source title_fa short_fa quote_fa quoted_target quoted_deadline owner frequency unchanged note indicators"
    )
    if not AXIS_CODE.fullmatch(axis.text("code")):
        raise axis.wrong("not_an_axis_code")
    return Axis(
        code=axis.text("code"),
        position=int(axis.text("code")[2:]),
        title=axis.text("title_fa"),
        short=axis.text("short_fa"),
        owner=owners.text(axis.one_of("owner", tuple(owners.table))),
        frequency=axis.one_of("frequency", FREQUENCIES),
        active=True,
        may_stay=axis.one_of("unchanged", ("allowed", "forbidden"), "allowed") == "allowed",
    )


def _with_slots(head: Entry, axes: list[Axis]) -> list[Axis]:
    """Return the axes with an inactive one for every reserved slot that the file does not fill, in order."""
    slots = head.inner("reserved_slots")
    taken: set[str] = set()
    for axis in axes:
        _check_new(taken, axis.code, Entry(axis.code, {}))
        taken.add(axis.code)
    empty = [] if slots is None else [slot for slot in _slots(slots) if slot.code not in taken]
    found = sorted([*axes, *empty], key=lambda axis: axis.position)
    if [axis.position for axis in found] != list(range(1, head.whole("axes_total") + 1)):
        raise head.wrong("not_all_axes", total=head.whole("axes_total"), found=len(found))
    return found


def _slots(slots: Entry) -> Iterator[Axis]:
    slots.only("first last count active title_fa")
    for key in ("first", "last"):
        if not AXIS_CODE.fullmatch(slots.text(key)):
            raise slots.wrong("not_an_axis_code")
    for number in range(int(slots.text("first")[2:]), int(slots.text("last")[2:]) + 1):
        title = slots.text("title_fa").replace("{n}", persian_digits(str(number)))
        short = title.partition(" (")[0]
        yield Axis(f"AX{number:02}", number, title, short, owner="", frequency="weekly", active=False)


def _read_indicators(axis: Entry) -> Iterator[Indicator]:
    code, frequency = axis.text("code"), axis.text("frequency")
    for position, table in enumerate(axis.list_inner("indicators"), start=1):
        yield read_indicator(Entry(f"{code} {table.get('code', '?')}", table), code, position, frequency)


def _read_targets(axis: Entry, year: int) -> Iterator[Target]:
    quoted = axis.inner("quoted_target")
    if quoted is None or quoted.whole("year") != year:
        return
    quoted.only("value unit scope year meaning")
    quoted.one_of("scope", ("national",))
    unit = UNITS[quoted.one_of("unit", tuple(UNITS))]
    meaning = quoted.one_of("meaning", tuple(MEANT))
    yield Target(MEANT[meaning], "", unit.stored(quoted.number("value") or Decimal(0)))


def _read_topic(topic: Entry, owners: Entry) -> Topic:
    topic.only("code source title_fa quote_fa owner mode sensitivity collect proposal_fields_fa indicators note")
    return Topic(
        code=topic.text("code"),
        title=topic.text("title_fa"),
        owner=owners.text(topic.one_of("owner", tuple(owners.table))),
        mode=topic.one_of("mode", MODES),
        restricted=topic.one_of("sensitivity", ("normal", "restricted"), "normal") == "restricted",
        fields=json.dumps(topic.texts("proposal_fields_fa"), ensure_ascii=False),
    )


def _read_agencies(obstacles: Entry) -> Iterator[Agency]:
    key = "agencies_fa"
    obstacles.only(key)
    titles = obstacles.texts(key)
    if not titles:
        raise obstacles.wrong("not_a_list" if key in obstacles.table else "missing_key", key=key)
    if len(titles) > MOST_AGENCIES:
        raise obstacles.wrong("too_many", key=key, limit=MOST_AGENCIES)
    if len({squeeze(title) for title in titles}) < len(titles):
        raise obstacles.wrong("twice_in_list", key=key)
    for position, title in enumerate(titles, start=1):
        if len(title) > LONGEST_AGENCY or title != title.strip():
            raise obstacles.wrong("too_long", value=title, limit=LONGEST_AGENCY)
        yield Agency(title, position)


def check_codes(plan: Plan) -> None:
    """Refuse codes that stand twice and references to an indicator that is not on the same axis."""
    homes: dict[str, Indicator] = {}
    for indicator in plan.indicators:
        _check_new(homes, indicator.code, Entry(f"{indicator.axis} {indicator.code}", {}))
        homes[indicator.code] = indicator
    for indicator in plan.indicators:
        for other in filter(None, (indicator.not_over, indicator.aggregate.partition(":")[2])):
            _check_reference(homes, indicator, other)
    for target in plan.targets:
        if target.indicator not in homes:
            raise UserError("axes.no_such_indicator", where="quoted_target", code=target.indicator)
    topics: set[str] = set()
    for topic in plan.topics:
        _check_new(topics, topic.code, Entry(topic.code, {}))
        topics.add(topic.code)


def _check_new(known: Container[str], code: str, entry: Entry) -> None:
    if code in known:
        raise entry.wrong("twice", code=code)


def _check_reference(homes: Mapping[str, Indicator], indicator: Indicator, other: str) -> None:
    where = f"{indicator.axis} {indicator.code}"
    if other not in homes or homes[other].axis != indicator.axis or other == indicator.code:
        raise UserError("axes.no_such_indicator", where=where, code=other)
    same = UNITS[homes[other].unit] == UNITS[indicator.unit]
    if other == indicator.not_over and not same:
        raise UserError("axes.other_unit", where=where, key="le")
