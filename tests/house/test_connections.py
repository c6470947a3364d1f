"""SQLite's connections are closed by whoever opened them: `with connection` ends a transaction and closes nothing."""

import ast

from tests.house.tree import ROOT

FOLDERS = ("bot", "handlers", "storage", "locales", "sandbox", "tests", "bench")


def left_open(text: str) -> list[int]:
    """Return the lines on which a `with` takes a connection of sqlite3 without `closing`, or nobody keeps it."""
    found = []
    for node in ast.walk(ast.parse(text)):
        taken = [item.context_expr for item in node.items] if isinstance(node, ast.With) else []
        taken += [node.value] if isinstance(node, ast.Attribute | ast.Expr) else []
        found += [
            each.lineno for each in taken if isinstance(each, ast.Call) and ast.unparse(each.func) == "sqlite3.connect"
        ]
    return found


def test_no_connection_is_left_to_a_with_that_does_not_close_it() -> None:
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    found = {path: left_open(path.read_text(encoding="utf-8")) for path in paths}
    assert len(found) > 500
    assert not {f"{path.relative_to(ROOT)}:{line}" for path, lines in found.items() for line in lines}


def test_the_program_opens_a_database_in_its_storage_alone_and_through_aiosqlite() -> None:
    paths = [path for folder in ("bot", "handlers", "storage", "sandbox") for path in (ROOT / folder).rglob("*.py")]
    text = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}
    assert not [name for name, code in text.items() if "sqlite3.connect(" in code]
    opening = {name for name, code in text.items() if "aiosqlite.connect(" in code}
    assert opening == {"storage/copying.py", "storage/database.py", "storage/migrations/__init__.py"}


def test_each_way_to_leave_one_open_is_found() -> None:
    assert left_open("with sqlite3.connect(path) as connection:\n    connection.execute('PRAGMA user_version')") == [1]
    assert left_open("found = sqlite3.connect(path).execute('PRAGMA user_version').fetchone()") == [1]
    assert left_open("with closing(sqlite3.connect(path)) as connection, connection:\n    pass") == []
