"""A roster is read row by row, and everything wrong with it is said at once."""

import pytest

from bot.people.roles import ROLES, role_title
from bot.people.roster_file import COLUMNS, RosterFile, read_roster
from bot.people.roster_words import find_role
from bot.people.sample import sample_roster

CODES = frozenset(f"AX{number:02}" for number in range(1, 36))
CEO = ["09121110001", "الف", "", "ceo", "یزد", "", ""]


def read(*rows: list[str], headings: tuple[str, ...] = COLUMNS) -> RosterFile:
    return read_roster([list(headings), *rows], CODES)


def mistakes(*rows: list[str]) -> tuple[str, ...]:
    return read(*rows).mistakes


def test_a_row_is_a_duty() -> None:
    (row,) = read(CEO).rows
    assert (row.number, row.phone, row.full_name) == (2, "989121110001", "الف")
    assert (row.role, row.province, row.estate, row.axes) == ("ceo", "IR-21", "", "")


def test_persian_headings_and_roles_in_any_order() -> None:
    headings = ("محورها", "سمت", "تلفن همراه", "لقب", "نام", "شهرک", "استان")
    (row,) = read(
        ["AX02؛ ax۰۱; AX02", "مدير شهرک", "۹۱۲۱۱۱۰۰۰۱", "دکتر", "ب", "یک ؛ دو", "كرمان"], headings=headings
    ).rows
    assert (row.role, row.province, row.estate, row.axes) == ("estate_manager", "IR-08", "یک;دو", "AX01;AX02")
    assert row.honorific == "دکتر"


def test_two_duties_are_two_rows_of_one_person() -> None:
    file = read(CEO, ["+98 912 111 0001", "الف", "", "ceo", "IR-08", "", ""])
    assert not file.mistakes
    assert {row.phone for row in file.rows} == {"989121110001"}


def test_empty_rows_are_passed_over_and_counted() -> None:
    assert [row.number for row in read([""] * 7, CEO, []).rows] == [3]


def test_a_short_row_is_empty_at_its_end() -> None:
    assert read(CEO[:5]).rows[0].axes == ""


def test_headquarters_may_be_written_where_no_province_is() -> None:
    assert read(["09121110001", "الف", "", "head", "ستاد", "", ""]).rows[0].province == ""


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"phone": "9.12111E+09"}, "رقم‌های آخر"),
        ({"phone": ""}, "شمارهٔ تلفن همراه درست نیست"),
        ({"phone": "02188776655"}, "شمارهٔ تلفن همراه درست نیست"),
        ({"full_name": " "}, "نام نیامده"),
        ({"full_name": "ن" * 101}, "از ۱۰۰ نویسه بلندتر"),
        ({"role": "boss"}, "«\u2068boss\u2069» شناخته نیست"),
        ({"role": ""}, "شناخته نیست"),
        ({"province": "خراسان"}, "شناخته نیست"),
        ({"province": ""}, "استان لازم است"),
        ({"role": "head"}, "ستادی است و استان ندارد"),
        ({"axes": "AX01;AX99"}, "AX99"),
    ],
)
def test_a_wrong_cell_is_said_with_its_row(cells: dict[str, str], words: str) -> None:
    wrong = [cells.get(column, value) for column, value in zip(COLUMNS, CEO, strict=True)]
    (sentence,) = mistakes(wrong)
    assert sentence.startswith("ردیف ۲:")
    assert words in sentence


def test_every_mistake_is_said_at_once() -> None:
    found = mistakes(["x", "", "", "y", "z", "", "q"], ["x", "ب", "", "ceo", "یزد", "", ""])
    assert len(found) == 6


def test_one_phone_has_one_name_and_each_duty_once() -> None:
    assert "ردیف ۲" in mistakes(CEO, [CEO[0], "ب", *CEO[2:4], "IR-08", "", ""])[0]
    assert "ردیف ۲" in mistakes(CEO, [*CEO[:4], "IR-21", "", "AX01"])[0]
    assert not mistakes([*CEO[:2], "دکتر", *CEO[3:]], [*CEO[:4], "IR-08", "", ""])


def test_missing_unknown_and_doubled_columns_are_said() -> None:
    file = read_roster([["phone", "نام", "role", "نقش", "ردیف"], CEO], CODES)
    assert not file.rows
    assert len(file.mistakes) == 5
    assert "ردیف" in file.notices[0]
    assert read_roster([[], ["", ""]], CODES).mistakes
    assert read_roster([list(COLUMNS)], CODES).mistakes


def test_a_role_that_is_not_known_is_answered_with_those_that_are() -> None:
    (sentence,) = mistakes([*CEO[:3], "boss", *CEO[4:]])
    assert [title for title in map(role_title, ROLES) if title not in sentence] == []
    assert all(find_role(title) == role for role, title in zip(ROLES, map(role_title, ROLES), strict=True))


@pytest.mark.parametrize("name", ["نمونه: رابط یزد", " نمونه‌ : الف", "نمونه:"])
def test_the_sample_row_is_passed_over_and_said(name: str) -> None:
    file = read([CEO[0], name, *CEO[2:]], ["09121110002", *CEO[1:]])
    assert not file.mistakes
    assert [row.number for row in file.rows] == [3]
    assert "ردیف ۲" in file.notices[0]


@pytest.mark.parametrize("name", ["نمونه", "علی نمونه", "الف: نمونه"])
def test_a_person_whose_name_is_sample_is_read(name: str) -> None:
    file = read([CEO[0], name, *CEO[2:]])
    assert [row.full_name for row in file.rows] == [name]
    assert not file.notices


def test_no_phone_and_no_name_stand_in_a_repr_or_a_mistake() -> None:
    file = read(CEO, ["09121110002x", "الف", "", "ceo", "یزد", "", ""])
    assert "1110001" not in repr(file)
    assert "1110002" not in repr(file)


def test_the_sample_is_what_the_reader_would_yield() -> None:
    rows = sample_roster()
    cells = [[row.phone, row.full_name, row.honorific, row.role, row.province, row.estate, row.axes] for row in rows]
    file = read(*cells)
    assert not file.mistakes
    assert [(row.phone, row.role, row.province, row.axes) for row in file.rows] == [
        (row.phone, row.role, row.province, row.axes) for row in rows
    ]
    assert len(rows) == 34
    assert rows[0].phone == "989000000001"
    assert {rows[30].full_name, rows[32].full_name} == {"مدیرعامل یزد", "معاون فنی ستاد"}
