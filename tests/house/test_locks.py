"""The locks are whole: every package pinned, hashed and wanted, every requirement there, on every Python; and nothing
anywhere is installed or built from anything else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.locks import PROJECT, PYTHONS, faults, lines_of, lock_text, roots
from tests.house.tree import ROOT

LOCKS = ("run", "build", "dev")
PLACES = ("Makefile", "*.md", ".ci/*", "deploy/*", "docs/**/*.md", "bench/**/*.md")
PAGES = [path for place in PLACES for path in sorted(ROOT.glob(place)) if path.is_file()]


@pytest.mark.parametrize("name", LOCKS)
def test_nothing_is_wrong_with_a_lock(name: str) -> None:
    assert faults(lock_text(name), roots(name)) == set()


def without_pin(line: str) -> str:
    return line.replace("==", ">=", 1)


def without_hash(line: str) -> str:
    return re.sub(r" \\\n +--hash=\S+", "", line)


def without_end_of_a_hash(line: str) -> str:
    return re.sub(r"\w((?: \\)?\n)(?= +#|\Z)", r"\1", line, count=1)


def without_package(line: str) -> str:
    return ""


def without_older_pythons(line: str) -> str:
    head, marked, rest = line.partition(" ; ")
    older = "python_version >= '3.12'"
    return f"{head} ; {older} and {rest}" if marked else line.replace(" \\", f" ; {older} \\", 1)


def with_a_package_that_nobody_wants(line: str) -> str:
    return line + "left-over==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize(
    "spoilt",
    [
        without_pin,
        without_hash,
        without_end_of_a_hash,
        without_package,
        without_older_pythons,
        with_a_package_that_nobody_wants,
    ],
)
def test_a_fault_in_any_line_of_a_lock_is_found(name: str, spoilt: Callable[[str], str]) -> None:
    text = lock_text(name)
    lines = re.findall(r"^[a-z].*\n(?: .*\n)+", text, re.MULTILINE)
    assert len(lines) == len(list(lines_of(text)))
    unseen = [line.split()[0] for line in lines if not faults(text.replace(line, spoilt(line)), roots(name))]
    assert not unseen


def test_the_tests_environment_holds_the_other_locks_as_they_are() -> None:
    dev = {line.name: line for line in lines_of(lock_text("dev"))}
    for line in (*lines_of(lock_text("run")), *lines_of(lock_text("build"))):
        assert (dev[line.name].version, dev[line.name].hashes) == (line.version, line.hashes)


def test_supported_pythons_begin_with_the_one_that_is_required() -> None:
    assert PROJECT["project"]["requires-python"] == f">={PYTHONS[0]}"
    assert [int(each.partition(".")[2]) for each in PYTHONS] == list(range(11, 11 + len(PYTHONS)))


def installing(text: str) -> list[str]:
    """Return every command of a page, a script or a test that lets pip install something or make a wheel."""
    lines = text.replace("\\\n", " ").splitlines()
    parts = [part.strip() for line in lines for part in re.split(r"&&|;", line)]
    return [part for part in parts if re.search(r"\b(pip|PIP\))( -\S+)* +(install|wheel|download)\b", part)]


def is_locked(command: str) -> bool:
    """Say whether a command takes what is locked alone, or a wheel or the source without anything that they want."""
    if " -r " in command:
        return "$(LOCKED)" in command or {"--no-deps", "--require-hashes"} <= set(command.split())
    return "--no-deps" in command and (".whl" in command or "$wheel" in command or "--no-build-isolation" in command)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_whatever_installs_takes_what_is_locked_and_builds_nothing_else(page: Path) -> None:
    assert [command for command in installing(page.read_text(encoding="utf-8")) if not is_locked(command)] == []


def test_the_ways_to_install_are_found() -> None:
    found = {str(page.relative_to(ROOT)) for page in PAGES if installing(page.read_text(encoding="utf-8"))}
    assert found >= {"Makefile", "README.md", "deploy/Containerfile", "deploy/environment.sh"}
    assert "LOCKED := --require-hashes --no-deps --only-binary :all:\n" in (ROOT / "Makefile").read_text()
    for loose in ("pip install .", "python3 -m pip wheel --no-deps .", "pip install --require-hashes -r run.txt"):
        assert [is_locked(command) for command in installing(f"cd mehvar && {loose}")] == [False]
