"""Every dialogue is spoken as it is written, on both messengers, with a restart between every two lines."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.dialogues.speaking import Speaker, dialogues, read, write
from tests.stage import open_stage
from tests.trail import look_through

BEGIN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # Monday 2 Azar 1405, 08:30 in Tehran: before the week opens


# lines are counted on one messenger: on the other the same ones are walked, and SQLite has its own thread
@pytest.mark.parametrize("platform", ["telegram", pytest.param("bale", marks=pytest.mark.no_cover)])
@pytest.mark.parametrize("file", dialogues(), ids=lambda file: file.stem)
async def test_dialogue(file: Path, platform: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = file.read_text(encoding="utf-8")
    async with open_stage(tmp_path, BEGIN, threads=platform == "bale") as stage:
        spoken = write(await Speaker(stage, platform).speak(read(written)))
        found = await look_through(stage.database)
    if request.config.getoption("--update") and platform == "telegram":
        file.write_text(spoken, encoding="utf-8")
    assert spoken == written
    assert found.reports is not None
    assert found.whole, found


@pytest.mark.parametrize("file", dialogues(), ids=lambda file: file.stem)
def test_dialogue_shows_something(file: Path) -> None:
    assert any(line.mark == "<" for line in read(file.read_text(encoding="utf-8")))


def test_registration_is_shown_in_full_in_its_own_dialogue_alone() -> None:
    full = {file.stem for file in dialogues() if "\n* بدون عنوان\n" in file.read_text(encoding="utf-8")}
    assert full == {"registration"}


@pytest.mark.parametrize("file", dialogues(), ids=lambda file: file.stem)
def test_title_and_remarks_are_read_without_english(file: Path) -> None:
    written = file.read_text(encoding="utf-8")
    remarks = [row for row in written.splitlines() if row.startswith("#")]
    assert written.startswith(f"{remarks[0]}\n")
    assert not [row for row in remarks if re.search("[A-Za-z]", row) or not row.endswith(".")]


def test_legend_explains_every_act_and_no_other() -> None:
    legend = (Path(__file__).parent / "README.fa.md").read_text(encoding="utf-8")
    spoken = {
        line.text.split()[0]
        for file in dialogues()
        for line in read(file.read_text(encoding="utf-8"))
        if line.mark == "!"
    }
    assert {found for row in legend.splitlines() for found in re.findall(r"`! (\S+?)[` ]", row)} - {"کار"} == spoken
    marks = {line.mark for file in dialogues() for line in read(file.read_text(encoding="utf-8"))} - {"["}
    assert not [mark for mark in marks if f"| `{mark} " not in legend]
