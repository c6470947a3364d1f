"""Makes mutants: copies of a file in which one small thing says something else, in Python or in SQL. Pure."""

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip
IS_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE)\b")
SQL = [
    (r">=", ">"), (r"<=", "<"), (r"(?<= )>(?= )", ">="), (r"(?<= )<(?= )", "<="), (r"<>", "="),
    (r"= 0\b", "= 1"), (r"= 1\b", "= 0"), (r"\bIS NULL\b", "IS NOT NULL"), (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bNOT EXISTS\b", "EXISTS"), (r"(?<!NOT )\bEXISTS\b", "NOT EXISTS"), (r"\bNOT IN\b", "IN"),
    (r"\bLEFT JOIN\b", "JOIN"), (r"\bmax\(", "min("), (r"\bmin\(", "max("), (r" DESC\b", ""),
    (r"\b(AND|OR) [\w.]+ (=|<>|<=|>=|<|>|IS NOT|IS) [:\w.']+", ""),
]  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A file's whole text with one change in it: on which line, from what, to what."""

    path: str
    line: int
    was: str
    now: str
    text: str


def mutants_of(path: str, text: str) -> Iterator[Mutant]:
    """Yield every mutant of a file; whatever is no code (docstrings, annotations) stays as it is."""
    tree = ast.parse(text)
    starts = [0]
    for row in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(row))

    def changed(node: ast.expr | ast.stmt, now: str) -> Mutant:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        raw = text.encode()
        first = starts[node.lineno - 1] + node.col_offset
        last = starts[node.end_lineno - 1] + node.end_col_offset
        was = raw[first:last].decode()
        return Mutant(path, node.lineno, was, now, raw[:first].decode() + now + raw[last:].decode())

    for node in _code(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and IS_SQL.search(node.value):
            was = ast.get_source_segment(text, node) or ""
            for now, place, found in _other_sql(was):
                whole = changed(node, now)
                yield Mutant(path, node.lineno + was[:place].count("\n"), *found, whole.text)
        else:
            for now in _others(node):
                yield changed(node, now)


def _code(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Yield the expressions and statements in a tree that are carried out, outer ones first."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or (
                isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            ):
                continue
            if isinstance(node, ast.ClassDef) and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                continue  # fields and their defaults: what a class is made of is no decision
            if isinstance(child, ast.JoinedStr):
                continue  # before Python 3.12 what stands in one does not know its place
            if isinstance(child, ast.expr | ast.stmt):
                yield child
            yield from _code(child)


def _others(node: ast.expr | ast.stmt) -> Iterator[str]:
    """Yield what a node might say instead."""
    match node:
        case ast.Compare(ops=[operator]) | ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in SWAPS:
            other, swapped = copy.copy(node), SWAPS[type(operator)]()
            if isinstance(other, ast.Compare):
                other.ops = [swapped]  # type: ignore[list-item]
            else:
                other.op = swapped  # type: ignore[assignment]
            yield f"({ast.unparse(other)})"
        case ast.UnaryOp(op=ast.Not()):
            yield f"({ast.unparse(node.operand)})"
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield "pass"
        case ast.IfExp():
            yield f"({ast.unparse(node.orelse)})"


def _other_sql(text: str) -> Iterator[tuple[str, int, tuple[str, str]]]:
    """Yield SQL with one change: the whole, where it is, and what it was and is."""
    for pattern, now in SQL:
        for found in re.finditer(pattern, text):
            yield text[: found.start()] + now + text[found.end() :], found.start(), (found[0], now)
