"""The run of mutants makes what it says: one small change each, the same for the same seed, none on the disk."""

import ast
import subprocess
import sys

import pytest

from bench.mutants.__main__ import choose, list_files
from bench.mutants.mutating import mutants_of
from tests.house.tree import ROOT

SOURCE = '''"""A module."""
MOST = 3


class Kept:
    size: int = 5


def find(tx: int, day: int = 2) -> bool:
    """Say 1 > 0."""
    note(f"{day + 1}")
    rows = tx.all("SELECT id FROM days WHERE day >= :day AND kept IS NULL")
    return not rows or day < MOST
'''


def changes(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.was, each.now) for each in mutants_of("module.py", text)]


def test_every_decision_of_a_text_is_changed_once_and_nothing_that_decides_nothing() -> None:
    assert changes(SOURCE) == [
        (2, "3", "4"),
        (9, "2", "3"),
        (11, 'note(f"{day + 1}")', "pass"),
        (12, ">=", ">"),
        (12, "IS NULL", "IS NOT NULL"),
        (12, "AND kept IS NULL", ""),
        (13, "not rows or day < MOST", "(not rows and day < MOST)"),
        (13, "not rows", "(rows)"),
        (13, "day < MOST", "(day <= MOST)"),
    ]


def test_mutant_differs_from_its_text_in_one_place_and_can_be_read() -> None:
    for mutant in mutants_of("module.py", SOURCE):
        assert ast.parse(mutant.text).body
        rows = zip(SOURCE.splitlines(), mutant.text.splitlines(), strict=True)
        assert [number for number, (old, new) in enumerate(rows, 1) if old != new] == [mutant.line]


def test_sql_of_several_rows_is_changed_on_the_row_that_says_so() -> None:
    text = 'QUESTION = """SELECT max(at)\n    FROM days\n    WHERE kept = 1 AND day < :day\n    ORDER BY at DESC"""\n'
    assert changes(text) == [
        (3, "<", "<="),
        (3, "= 1", "= 0"),
        (1, "max(", "min("),
        (4, " DESC", ""),
        (3, "AND day < :day", ""),
    ]


def test_same_seed_chooses_the_same_mutants() -> None:
    chosen = choose(30, 7)
    assert chosen == choose(30, 7) != choose(30, 8)
    assert {mutant.path for mutant in chosen} <= {str(file.relative_to(ROOT)) for file in list_files()}


@pytest.mark.parametrize(
    ("change", "question", "answer"),
    [
        ("seconds=wait), now)", "", "same"),  # what is not changed stays
        ("max(0.0, (1 - self.level) / self.rate)", "max(0.0, (1 + self.level) / self.rate)", "wait"),
        ("LONGEST_REST = 60.0", "LONGEST_REST = 0.5", "rest"),
    ],
)
def test_mutant_lives_in_functions_and_constants_of_its_own_process_alone(
    change: str, question: str, answer: str
) -> None:
    path = "bot/delivery/pace.py"
    before = (ROOT / path).read_text(encoding="utf-8")
    program = f"""
import bot.delivery.lane
from bench.mutants.mutating import Mutant
from bench.mutants.trying import ROOT, put_in
from bot.delivery import pace
from datetime import UTC, datetime
now = datetime(2026, 11, 23, tzinfo=UTC)
def said():
    full = pace.Pace(pace.TELEGRAM, now)
    return full.wait(now), full.wait_chat(7, now), pace.LONGEST_REST
old, text = said(), (ROOT / {path!r}).read_text(encoding="utf-8")
put_in(Mutant({path!r}, 1, "", "", text.replace({change!r}, {question!r} or {change!r})))
new = said()
print("same" if new == old else "wait" if new[0] > old[0] else "rest" if new[2] == 0.5 else new)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [answer]
    assert (ROOT / path).read_text(encoding="utf-8") == before
