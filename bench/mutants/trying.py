"""Tries mutants: a child of this process puts one into memory and runs the tests that pass through its line."""

import ast
import contextlib
import functools
import gc
import os
import signal
import subprocess
import sys
import types
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from coverage import CoverageData

from bench.mutants.mutating import Mutant

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "artefacts" / "mutants"
SKIPPED = "not soak and not kill and not browser and not wheel"
Tests = dict[tuple[str, int], tuple[str, ...]]
"""The tests that pass through a line of a file, the quickest first."""


def record(tests: Iterable[str]) -> None:
    """Run the tests once, and keep which lines each of them passes through and how long it takes."""
    KEPT.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", SKIPPED, *tests),
        *("--cov=bot", "--cov=storage", "--cov-context=test", "--cov-report=", "--cov-fail-under=0"),
        f"--junitxml={KEPT / 'times.xml'}",
    ]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"COVERAGE_FILE": str(KEPT / "lines")}, check=False)


def read_tests() -> Tests:
    """Return what was kept of the last recorded run; a test that failed then tells nothing of mutants."""
    times: dict[str, float] = defaultdict(float)
    for case in ET.parse(KEPT / "times.xml").iter("testcase"):  # noqa: S314 - it is our own
        if not list(case):
            times[f"{case.attrib['classname'].replace('.', '/')}.py::{case.attrib['name']}"] += float(
                case.attrib["time"]
            )
    data, found = CoverageData(str(KEPT / "lines")), Tests()
    data.read()
    for file in data.measured_files():
        for line, contexts in data.contexts_by_lineno(file).items():
            names = {context.rpartition("|")[0] for context in contexts} & times.keys()
            found[str(Path(file).relative_to(ROOT)), line] = tuple(sorted(names, key=lambda name: times[name]))
    return found


def begin(mutant: Mutant, tests: tuple[str, ...], seconds: int) -> int:
    """Start a child in which a mutant lives and the tests run; return its process id.

    What is on the disk stays as it is. The child's exit code is 0 when no test notices; the alarm ends one that hangs.
    """
    child = os.fork()
    if child:
        return child
    code = 3
    try:
        signal.alarm(seconds)
        with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            put_in(mutant)
            code = int(pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:cov", *tests]))
    finally:
        os._exit(code)


def put_in(mutant: Mutant) -> None:
    """Let this process say what a mutant says: new code in the functions that are there, new values of constants."""
    path = str(ROOT / mutant.path)
    new = {each.co_qualname: each for each in _codes(compile(mutant.text, path, "exec"))}
    for there in [each for each in gc.get_objects() if isinstance(each, types.FunctionType)]:
        if there.__code__.co_filename == path and there.__code__.co_qualname in new:
            there.__code__ = new[there.__code__.co_qualname]
    module = sys.modules[mutant.path.removesuffix(".py").replace("/", ".")]
    before = {name: value for name, value in vars(module).items() if name.isupper()}
    exec(compile(_constants(mutant.text), path, "exec"), vars(module))  # noqa: S102 - our own code, with one change
    for name, value in before.items():
        for other in list(sys.modules.values()):
            if getattr(other, name, None) is value:
                setattr(other, name, vars(module)[name])
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield the code of every function in a module and its classes."""
    for each in code.co_consts:
        if isinstance(each, types.CodeType) and "<locals>" not in each.co_qualname:
            yield each
            yield from _codes(each)


def _constants(text: str) -> ast.Module:
    """Return a module that only gives constants their values."""
    named = (ast.Assign, ast.AnnAssign)
    return ast.Module([each for each in ast.parse(text).body if isinstance(each, named)], [])
