"""The documentation is true: settings, commands, paths and words are those of the code."""

import re

import pytest

from bot.commands import COMMANDS
from tests.house.tree import ROOT, modules

README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
SOURCES = "\n".join(module.path.read_text(encoding="utf-8") for module in modules())
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_setting_of_the_code_stands_in_the_manual() -> None:
    settings = set(re.findall(r'"(MEHVAR_[A-Z_]+)"', SOURCES))
    settings |= {
        f"MEHVAR_{name}_{what}"
        for name in ("BALE", "TELEGRAM")
        for what in re.findall(r"MEHVAR_\{name\.upper\(\)\}_([A-Z_]+)", SOURCES)
    }
    assert {"MEHVAR_DATABASE", "MEHVAR_BALE_PROXY"} <= settings
    assert not {setting for setting in settings if f"`{setting}`" not in MANUAL}


def test_every_setting_of_the_manual_is_read_by_the_code() -> None:
    for setting in re.findall(r"`MEHVAR_([A-Z_]+)`", MANUAL):
        plain = re.sub(r"^(BALE|TELEGRAM)_(?!CODES|EDITS)", "{name.upper()}_", setting)
        assert f"MEHVAR_{plain}" in SOURCES, setting


def test_every_command_stands_in_the_manual_and_no_other() -> None:
    assert {f"{command.NAME}" for command in COMMANDS} == set(re.findall(r"^\| `mehvar (\w+)", MANUAL, re.MULTILINE))


def test_every_setting_and_command_that_the_readme_names_stands_in_the_manual() -> None:
    assert set(re.findall(r"MEHVAR_[A-Z_]+", README)) <= set(re.findall(r"MEHVAR_[A-Z_]+", MANUAL))
    commands = set(re.findall(r"\bmehvar ([a-z]+)", README))
    assert {"check", "run"} <= commands <= {command.NAME for command in COMMANDS}


def test_the_readme_is_read_in_a_minute_and_leads_to_every_page() -> None:
    assert len(README.splitlines()) <= 80
    assert README.index("make demo") < README.index("make test") < README.index("mehvar run")
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}
    assert {page for page in pages if f"`{page}`" not in README} == set()
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert [picture for picture in pictures if (ROOT / picture).exists()] == pictures != []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_of_a_page_exists(page: object) -> None:
    text = page.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    paths = re.findall(
        r"`((?:bot|handlers|storage|locales|sandbox|docs|tests|bench|deploy|requirements)/[^`\s*…<{]*)`", text
    )
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_every_word_of_the_glossary_is_a_name_in_the_code() -> None:
    page = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    words = [
        word for named in re.findall(r"^\| [^|]+ \| (`[^|]+`) \|", page, re.MULTILINE) for word in named.split(", ")
    ]
    assert len(words) > 10
    spelt = {part.lower() for name in re.findall(r"[A-Za-z_]+", SOURCES) for part in re.findall("[A-Z]?[a-z]+", name)}
    for word in words:
        for part in word.strip("`").split("_"):
            assert {part, f"{part}s"} & spelt, word


def test_every_locked_package_was_looked_at_in_this_version() -> None:
    locked = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    looked_at = re.findall(r"`([a-z0-9-]+==[^`]+)`", page)
    assert sorted(looked_at) == sorted(re.findall(r"^([a-z0-9-]+==[^ ]+)", locked, re.MULTILINE))
