"""Whatever the audit trail may hold is asserted somewhere: an act whose row is forgotten fails a test."""

import ast
from collections.abc import Iterator
from typing import get_args

from storage.audit import Action
from tests.dialogues.speaking import dialogues, read
from tests.house.tree import ROOT

ACTIONS = frozenset(get_args(Action))


def asserted(source: str) -> Iterator[str]:
    """Yield every text that stands inside an assertion."""
    for statement in ast.walk(ast.parse(source)):
        if isinstance(statement, ast.Assert):
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def in_tests() -> set[str]:
    files = [file for file in (ROOT / "tests").rglob("*.py") if file.parent.name != "house"]
    return {word for file in files for text in asserted(file.read_text(encoding="utf-8")) for word in text.split("'")}


def in_dialogues() -> set[str]:
    lines = [line for file in dialogues() for line in read(file.read_text(encoding="utf-8")) if line.mark == "="]
    return {row.partition(" × ")[0] for line in lines for row in line.text.splitlines()}


def test_every_action_of_the_trail_is_asserted_by_a_test_or_a_dialogue() -> None:
    assert sorted(ACTIONS - in_tests() - in_dialogues()) == []


def test_only_what_stands_in_an_assertion_counts() -> None:
    assert set(asserted("seen = 'person.add'\nassert rows == ['duty.save']")) == {"duty.save"}
