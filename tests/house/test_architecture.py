"""The tables of docs/architecture.md, held for every module: what a layer may import, and the order of rooms."""

import ast
import importlib.metadata
import re
import sys
from graphlib import TopologicalSorter

import pytest

from bot.people.roles import ROLES
from tests.house.tree import ROOMS, ROOT, Module, modules

THIRD_PARTY_OF_BOT = {
    "jdatetime",
    "apscheduler",
    "rapidfuzz",
    "python_calamine",
    "prometheus_client",
    "typst",
    "xlsxwriter",
    "pyrage",
}
MAY_IMPORT = {
    "handlers": {"handlers", "bot", "storage", "telegram", "aiohttp", "aiohttp_socks", "yarl"},
    "bot": {"bot", "storage", *THIRD_PARTY_OF_BOT},
    "storage": {"storage", "aiosqlite"},
    "locales": set(),
    "sandbox": {"sandbox", "aiohttp"},
}
ALONE = {
    "handlers": {"bot.compose"},
    "sandbox": {"bot.commands.demo", "bot.commands.terminal"},
    "apscheduler": {"bot.clockwork.firing"},
    "jdatetime": {"bot.language.jalali"},
    "rapidfuzz": {"bot.language.naming"},
    "python_calamine": {"bot.sheets.reading"},
    "xlsxwriter": {"bot.sheets.writing"},
    "prometheus_client": {"bot.delivery.metrics"},
    "typst": {"bot.drawing.child"},
    "pyrage": {"bot.backup.sealing"},
    "yarl": {"handlers.edge.raw_line"},
}
"""Who alone may import what, where that is narrower than the room's row."""
PURE = ("steps", "form", "rules", "screens")
CLOCKS = {"datetime", "date", "dt.datetime", "dt.date"}
IMPURE = {"asyncio", "time", "random", "secrets", "os", "pathlib", "sqlite3", "socket", "logging"}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_module_imports_only_what_its_room_may(module: Module) -> None:
    allowed = MAY_IMPORT[module.room] | {name for name, alone in ALONE.items() if module.name in alone}
    foreign = {name for name in module.packages if name not in sys.stdlib_module_names} - allowed
    assert not foreign


@pytest.mark.parametrize("package", sorted(ALONE))
def test_package_is_imported_only_where_it_may_be(package: str) -> None:
    users = {module.name for module in modules() if package in module.packages and module.room != package}
    assert users <= ALONE[package]


@pytest.mark.parametrize(
    "module",
    [m for m in modules() if m.room in ("bot", "handlers") and m.path.stem.rpartition("_")[2] in PURE],
    ids=lambda module: module.name,
)
def test_steps_forms_rules_and_screens_are_pure(module: Module) -> None:
    assert not module.packages & IMPURE
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("storage"):
            assert all(alias.name[0].isupper() for alias in node.names), "of storage, records alone"
        assert not isinstance(node, ast.AsyncFunctionDef | ast.Await)
        assert not (
            isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"} and _is_clock(node.value)
        )


def _is_clock(node: ast.expr) -> bool:
    return ast.unparse(node) in CLOCKS


ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
ORDER = re.findall(r"^\| \w+ \| `((?:bot|handlers)/\w+)(?:/|\.py)` \|", ARCHITECTURE, re.MULTILINE)
"""The rooms of `bot/` and `handlers/` from the ground up."""


def room_of(name: str) -> str:
    """Return the room of a module as the table names it: a folder or a file of its layer, else the layer."""
    return "/".join(name.split(".")[:2])


def test_every_room_stands_in_the_order_once() -> None:
    rooms = {room_of(module.name) for module in modules() if module.room in ("bot", "handlers")}
    assert sorted(ORDER) == sorted(rooms - {"bot", "handlers"})


@pytest.mark.parametrize("module", [m for m in modules() if room_of(m.name) in ORDER], ids=lambda module: module.name)
def test_module_imports_only_rooms_that_stand_before_its_own(module: Module) -> None:
    before = ORDER[: ORDER.index(room_of(module.name)) + 1]
    assert not {room_of(name) for name in module.imports} & set(ORDER) - set(before)


def test_no_files_import_each_other_in_a_circle() -> None:
    names = {module.name for module in modules()}
    names -= {name.rpartition(".")[0] for name in names}  # a package's face hands its files on
    TopologicalSorter({m.name: m.imports & names - {m.name} for m in modules() if m.name in names}).prepare()


def test_a_class_has_a_name_of_its_own() -> None:
    """One term, one name: what two rooms call alike is one thing, or one of them is called otherwise."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if module.room != "sandbox" and isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, set()).add(module.name)
    assert not {name: homes for name, homes in found.items() if len(homes) > 1}


ROLES_ARE_LISTED = {"bot.people.rights", "bot.people.roles", "handlers.registering.admission"}
"""Where several roles may be named together: rights, what roles there are, and the order in which one is offered."""


def test_who_may_do_what_is_said_in_one_place() -> None:
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Set | ast.Tuple | ast.List) and module.name not in ROLES_ARE_LISTED:
                named = {each.value for each in node.elts if isinstance(each, ast.Constant)} & set(ROLES)
                assert len(named) < 2, f"{module.name}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "has":
                assert not [each for each in node.args if isinstance(each, ast.Constant)], (
                    f"{module.name}:{node.lineno}"
                )


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    for module in modules():
        said = ast.get_docstring(module.tree) or ""
        assert said, module.name
        assert said.partition("\n\n")[0].rstrip().endswith((".", "?", "»)")), module.name


def test_no_other_distribution_brings_a_package_of_our_names() -> None:
    packages = importlib.metadata.packages_distributions()
    for room in ROOMS:
        assert set(packages.get(room, ["mehvar"])) <= {"mehvar"}, room
