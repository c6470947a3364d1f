"""A wheel, installed into an empty environment with the locked dependencies, runs."""

import asyncio
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from sandbox.server import Messenger
from sandbox.world import TOKENS
from tests.house.tree import ROOT

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("dist"))


def build(target: str, source: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(folder.iterdir())


def test_wheel_holds_our_five_rooms_with_their_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {name for name in tops if not name.endswith(".dist-info")} == {
        "bot",
        "handlers",
        "storage",
        "locales",
        "sandbox",
    }
    for data in (
        "storage/migrations/0001_backbone.sql",
        "locales/fa/report.toml",
        "bot/programme/axes.toml",
        "bot/drawing/templates/trend.typ",
        "bot/drawing/fonts/Vazirmatn-Regular.ttf",
        "bot/drawing/fonts/OFL.txt",
    ):
        assert data in names


def test_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "sdist").mkdir()
    with tarfile.open(build("sdist", ROOT, tmp_path / "sdist")) as sources:
        sources.extraction_filter = getattr(tarfile, "data_filter", None)  # unknown before Python 3.11.4
        sources.extractall(tmp_path / "sources")  # noqa: S202 - our own archive
    again = build("wheel", next((tmp_path / "sources").iterdir()), tmp_path / "wheel")
    files = [{each.filename: each.CRC for each in zipfile.ZipFile(path).infolist()} for path in (wheel, again)]
    assert files[0] == files[1]


async def test_installed_wheel_checks_its_configuration_against_a_messenger(wheel: Path, tmp_path: Path) -> None:
    await asyncio.to_thread(venv.create, tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    await _run(
        *pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(ROOT / "requirements" / "run.txt")
    )
    await _run(*pip, "--no-deps", str(wheel))
    await _run(str(python), "-m", "pip", "check")
    async with Messenger() as messenger:
        told = await _run(
            str(tmp_path / "venv" / "bin" / "mehvar"), "check", folder=tmp_path, more=_settings(messenger)
        )
    assert "مشکل" not in told
    assert told.count("خوب") >= 8


async def _run(*command: str, folder: Path | None = None, more: dict[str, str] | None = None) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MEHVAR_", "PYTHON"))}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=clean | (more or {}), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, problem = await process.communicate()
    assert process.returncode == 0, out.decode() + problem.decode()
    return out.decode()


def _settings(messenger: Messenger) -> dict[str, str]:
    settings = {"MEHVAR_DATABASE": "data/mehvar.db"}
    for platform, token in TOKENS.items():
        settings[f"MEHVAR_{platform.upper()}_TOKEN"] = token
        settings[f"MEHVAR_{platform.upper()}_BASE_URL"] = messenger.base_url
        settings[f"MEHVAR_{platform.upper()}_FILE_URL"] = messenger.file_url
    return settings
