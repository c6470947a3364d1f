"""Every dialogue is spoken as it is written, on both messengers, with a restart between every two lines."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.dialogues.speaking import Speaker, dialogues, read, write
from tests.stage import open_stage

BEGIN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # Monday 2 Azar 1405, 08:30 in Tehran: before the week opens


@pytest.mark.parametrize("platform", ["telegram", "bale"])
@pytest.mark.parametrize("file", dialogues(), ids=lambda file: file.stem)
async def test_dialogue(file: Path, platform: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = file.read_text(encoding="utf-8")
    async with open_stage(tmp_path, BEGIN) as stage:
        spoken = write(await Speaker(stage, platform).speak(read(written)))
    if request.config.getoption("--update") and platform == "telegram":
        file.write_text(spoken, encoding="utf-8")
    assert spoken == written


@pytest.mark.parametrize("file", dialogues(), ids=lambda file: file.stem)
def test_dialogue_shows_something(file: Path) -> None:
    assert any(line.mark == "<" for line in read(file.read_text(encoding="utf-8")))
