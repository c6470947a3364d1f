"""The repository as the house tests see it: its modules, their imports, their strings."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "storage", "locales", "sandbox")


@dataclass(frozen=True)
class Module:
    """A module: its dotted name and its file, whose text is parsed when it is asked for."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]

    @property
    def imports(self) -> set[str]:
        """Every module that is imported, anywhere in the file, by its dotted name."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        return found

    @property
    def packages(self) -> set[str]:
        """The top-level packages that are imported."""
        return {name.partition(".")[0] for name in self.imports}


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the five rooms."""
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(
        Module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path) for path in paths
    )


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and text of every string constant that is evaluated: docstrings are not."""
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented | bare:
            yield node.lineno, node.value
