"""Reads a roster's rows: one row is one duty, and every mistake is said at once with the number of its row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.language.catalogue import t
from bot.language.folding import fold
from bot.language.letters import SEMICOLON, latin_digits
from bot.language.phones import normalise_phone
from bot.people.roles import HQ_ROLES, ROLES, role_title
from bot.people.roster_words import find_column, find_role, means_headquarters, means_sample
from bot.programme.naming import find_province
from bot.sheets.reading import Rows

COLUMNS = ("phone", "full_name", "honorific", "role", "province", "estate", "axes")
BETWEEN = re.compile(rf"[;{SEMICOLON}\n]")
LOST_DIGITS = re.compile(r"\de\+?\d", re.IGNORECASE)
LONGEST = 100


@dataclass(frozen=True)
class RosterRow:
    """One duty of one person; ``province`` is an ISO code or '', lists stand with «;», ``number`` counts from 1."""

    number: int
    phone: str = field(repr=False)
    full_name: str = field(repr=False)
    honorific: str
    role: str
    province: str
    estate: str
    axes: str


@dataclass(frozen=True)
class RosterFile:
    """What a file holds; with a mistake in it, nothing of it is to be used. ``notices`` are no mistakes."""

    rows: tuple[RosterRow, ...]
    mistakes: tuple[str, ...]
    notices: tuple[str, ...] = ()


def read_roster(sheet: Rows, axis_codes: frozenset[str]) -> RosterFile:
    """Return the duties of a sheet whose first row that is not empty holds the headings."""
    numbered = [(number, row) for number, row in enumerate(sheet, start=1) if any(row)]
    if not numbered:
        return RosterFile((), (t("roster.mistake.empty"),))
    headings = numbered[0][1]
    columns = [find_column(heading) for heading in headings]
    mistakes = list(_wrong_columns(columns))
    notices = [
        t("roster.unread_column", heading=heading)
        for heading, column in zip(headings, columns, strict=True)
        if heading and column is None
    ]
    if mistakes:
        return RosterFile((), tuple(mistakes), tuple(notices))
    rows = []
    for number, cells in numbered[1:]:
        named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        if means_sample(named.get("full_name", "")):
            notices.append(t("roster.sample_row", row=number))
        else:
            rows.append(_Row(number, named, axis_codes, mistakes).read())
    if not rows:
        mistakes.append(t("roster.mistake.empty"))
    mistakes.extend(_contradictions(rows))
    return RosterFile(tuple(rows), tuple(mistakes), tuple(notices))


def _wrong_columns(columns: list[str | None]) -> Iterator[str]:
    for column in COLUMNS:
        if column not in columns:
            yield t("roster.mistake.no_column", column=t(f"roster.column.{column}"), code=column)
        elif columns.count(column) > 1:
            yield t("roster.mistake.column_twice", column=t(f"roster.column.{column}"), code=column)


@dataclass(frozen=True)
class _Row:
    """One row while it is read; what is wrong with it goes to ``mistakes``."""

    number: int
    cells: Mapping[str, str]
    axis_codes: frozenset[str]
    mistakes: list[str]

    def read(self) -> RosterRow:
        """Return the row; where it is wrong, '' stands in its place."""
        role = self._role()
        return RosterRow(
            number=self.number,
            phone=self._phone(),
            full_name=self._name("full_name") if self._cell("full_name") else self._wrong("no_name"),
            honorific=self._name("honorific"),
            role=role,
            province=self._province(role),
            estate=";".join(self._list("estate")),
            axes=";".join(self._axes()),
        )

    def _wrong(self, problem: str, **values: str | int) -> str:
        self.mistakes.append(t(f"roster.mistake.{problem}", row=self.number, **values))
        return ""

    def _cell(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def _phone(self) -> str:
        text = self._cell("phone")
        found = normalise_phone(text)
        return found or self._wrong("lost_digits" if LOST_DIGITS.search(latin_digits(text)) else "phone")

    def _name(self, column: str) -> str:
        text = " ".join(self._cell(column).split())
        if len(text) > LONGEST:
            return self._wrong("long", column=t(f"roster.column.{column}"), limit=LONGEST)
        return text

    def _role(self) -> str:
        text = self._cell("role")
        known = t("common.comma").join(map(role_title, ROLES))
        return find_role(text) or self._wrong("role", role=text, known=known)

    def _province(self, role: str) -> str:
        text = self._cell("province")
        if means_headquarters(text):
            return self._wrong("no_province", role=role_title(role)) if role and role not in HQ_ROLES else ""
        province = find_province(text)
        if province is None:
            return self._wrong("province", province=text)
        return self._wrong("province_of_hq", role=role_title(role)) if role in HQ_ROLES else province.code

    def _axes(self) -> list[str]:
        codes = [latin_digits(code).upper() for code in self._list("axes")]
        for code in codes:
            if code not in self.axis_codes:
                self._wrong("axis", code=code)
        return sorted(codes)

    def _list(self, column: str) -> list[str]:
        items = (" ".join(item.split()) for item in BETWEEN.split(self._cell(column)))
        return list(dict.fromkeys(item for item in items if item))


def _contradictions(rows: list[RosterRow]) -> Iterator[str]:
    """Yield what is wrong between rows: a duty twice, or one phone under two names."""
    duties: dict[tuple[str, str, str], int] = {}
    people: dict[str, RosterRow] = {}
    for row in rows:
        if not (row.phone and row.full_name and row.role):
            continue
        first = people.setdefault(row.phone, row)
        if fold(first.full_name) != fold(row.full_name) or not _agree(first.honorific, row.honorific):
            yield t("roster.mistake.two_names", row=row.number, other=first.number)
        other = duties.setdefault((row.phone, row.role, row.province), row.number)
        if other != row.number:
            yield t("roster.mistake.duty_twice", row=row.number, other=other)


def _agree(one: str, other: str) -> bool:
    return not one or not other or fold(one) == fold(other)
