"""Persian lives in locales/fa: none of it in code, no key missing, none unused."""

import ast
import re
from collections.abc import Iterator
from typing import get_args

from bot.language.catalogue import all_keys as keys
from storage.audit import Action
from tests.house.tree import Module, modules, strings

PERSIAN = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
FILES = (".toml", ".csv", ".db", ".typ")
EXEMPT = {"bot.language.letters", "bot.language.folding"}  # tables of letters
KEY = re.compile(r"[a-z_]+(\.[a-z_0-9-]+)+")


def ours() -> list[Module]:
    return [module for module in modules() if module.room in {"bot", "handlers", "storage"}]


def prefixes(module: Module) -> Iterator[str]:
    """Yield the fixed beginning of every text that is put together: t(f"report.status.{status}")."""
    for node in ast.walk(module.tree):
        first = node.values[0] if isinstance(node, ast.JoinedStr) else None
        if isinstance(first, ast.Constant) and re.match(r"[a-z_]+\.", str(first.value)):
            yield str(first.value)


def test_no_persian_stands_in_code() -> None:
    found = [
        f"{module.name}:{line} {text!r}"
        for module in ours()
        if module.name not in EXEMPT
        for line, text in strings(module.tree)
        if PERSIAN.search(text)
    ]
    assert not found


def test_every_key_that_code_names_has_a_text() -> None:
    known = set(keys())
    files = {key.partition(".")[0] for key in known}
    named = {
        text
        for module in ours()
        for _line, text in strings(module.tree)
        if KEY.fullmatch(text) and text.partition(".")[0] in files and not text.endswith(FILES)
    }
    calls = {
        str(node.args[0].value)
        for module in ours()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"t", "UserError"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    named -= set(get_args(Action))  # «report.submit» is an act of the audit trail, not a key
    assert not calls - known
    assert named - known <= {text for text in named if any(key.startswith(text) for key in known)}


def test_every_put_together_key_has_texts() -> None:
    known = keys()
    files = {key.partition(".")[0] for key in known}
    for module in ours():
        for prefix in prefixes(module):
            if prefix.partition(".")[0] in files:
                assert any(key.startswith(prefix) for key in known), f"{module.name}: {prefix}"


def test_no_text_is_unused() -> None:
    said = {text for module in ours() for _line, text in strings(module.tree)}
    begun = {prefix for module in ours() for prefix in prefixes(module)}
    unused = [key for key in keys() if key not in said and not any(key.startswith(prefix) for prefix in begun)]
    assert not unused
