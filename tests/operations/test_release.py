"""A release: one archive, the same bytes whoever builds it, that says what is in it and installs what is locked."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from bot import __version__
from deploy import bundle
from deploy.bill_of_materials import read_lock
from tests.house.tree import ROOT
from tests.operations.scratch import commit, make_clone, release

pytestmark = pytest.mark.wheel
NAME = f"mehvar-{__version__}"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of which a release was built, with strangers' files lying about in it."""
    clone = make_clone(tmp_path_factory.mktemp("clone"))
    for stray in ("stray-1.0-py3-none-any.whl", "bot/stray-1.0-py3-none-any.whl", "mehvar.toml", "people.xlsx"):
        (clone / stray).write_bytes(b"a stranger's, or a secret")
    done = release(clone)
    assert done.returncode == 0, done.stderr
    return clone


@pytest.fixture(scope="module")
def folder(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the archive unpacks into."""
    place = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(clone / "dist" / f"{NAME}-release.tar.gz") as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # unknown before Python 3.11.4
        archive.extractall(place)  # noqa: S202 - our own archive
    return place / NAME


def test_two_builds_are_the_same_to_the_byte(clone: Path, tmp_path: Path) -> None:
    again = make_clone(tmp_path / "elsewhere")
    done = release(again, umask=0o077, TZ="Asia/Tehran", LC_ALL="C", SOURCE_DATE_EPOCH="1", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    archives = [place / "dist" / f"{NAME}-release.tar.gz" for place in (clone, again)]
    assert archives[0].read_bytes() == archives[1].read_bytes()
    assert done.stdout.endswith(f"sha256 {hashlib.sha256(archives[0].read_bytes()).hexdigest()}\n")


def test_it_holds_all_that_an_operator_needs_and_nothing_that_was_not_committed(folder: Path) -> None:
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names >= {f"{NAME}-py3-none-any.whl", f"{NAME}.tar.gz", f"{NAME}.cdx.json", "SHA256SUMS"}
    assert names >= {"requirements/run.txt", "deploy/install.sh", "deploy/mehvar.service", "docs/operating.md"}
    assert "requirements/dev.txt" not in names
    with (
        tarfile.open(folder / f"{NAME}.tar.gz") as sources,
        zipfile.ZipFile(folder / f"{NAME}-py3-none-any.whl") as ours,
    ):
        inside = {*sources.getnames(), *ours.namelist(), *names}
    assert not [name for name in inside if "stray" in name or name.endswith(("mehvar.toml", "people.xlsx"))]
    assert {(folder / "deploy" / name).stat().st_mode & 0o777 for name in ("install.sh", "upgrade.sh", "mehvar")} == {
        0o755
    }


def test_a_stray_wheel_in_the_checkout_does_not_enter_what_is_built_by_hand(clone: Path, tmp_path: Path) -> None:
    assert (clone / "stray-1.0-py3-none-any.whl").exists()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=clone, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.iterdir())) as sources:
        assert not [name for name in sources.getnames() if name.endswith((".whl", "mehvar.toml"))]


def test_every_file_is_in_the_list_of_digests_and_as_it_says(folder: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    listed = {line.split(maxsplit=1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there - listed == {"SHA256SUMS"}


def test_bill_of_materials_is_cyclonedx_and_names_every_locked_package_and_its_parents(folder: Path) -> None:
    text = (folder / f"{NAME}.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    pins = set(re.findall(r"^([a-z0-9-]+==[^ ]+)", lock, re.MULTILINE))
    assert {each["bom-ref"] for each in bill["components"]} == pins
    digests = {found["content"] for each in bill["components"] for found in each["externalReferences"][0]["hashes"]}
    assert digests == set(re.findall(r"sha256:([0-9a-f]{64})", lock))
    asked = {name for each in bill["dependencies"] for name in each.get("dependsOn", [])}
    assert asked == pins  # nobody is there without a reason
    (ours,) = [each["dependsOn"] for each in bill["dependencies"] if each["ref"] == "mehvar"]
    assert "python-telegram-bot" in {name.partition("==")[0] for name in ours}
    assert "httpx" not in {name.partition("==")[0] for name in ours}
    wheel = hashlib.sha256((folder / f"{NAME}-py3-none-any.whl").read_bytes()).hexdigest()
    assert bill["metadata"]["component"]["version"] == __version__
    assert bill["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": wheel}]


def test_a_bundle_wants_every_locked_package_whatever_python_builds_it() -> None:
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    assert " ; " in lock  # there is a package that not every Python wants
    wanted = bundle._without_markers(lock)
    assert " ; " not in wanted
    assert list(read_lock(wanted)) == list(read_lock(lock))
    assert len(list(read_lock(wanted))) == lock.count("==")


def test_what_is_not_committed_or_not_in_the_changelog_is_not_released(tmp_path: Path) -> None:
    clone = make_clone(tmp_path)
    (clone / "README.md").write_text("half a sentence")
    assert "not committed" in release(clone).stderr
    news = clone / "CHANGELOG.md"
    news.write_text(news.read_text(encoding="utf-8").replace(f"## {__version__}", "## Unreleased", 1), encoding="utf-8")
    commit(clone)
    done = release(clone)
    assert done.returncode == 1
    assert __version__ in done.stderr
    assert not (clone / "dist").exists()


def test_pipx_installs_it_with_what_is_locked_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    homes = {name: str(tmp_path / name) for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if line.startswith("pipx ")]
    subprocess.run(["sh", "-c", line], cwd=folder, env=os.environ | homes | {"PATH": path}, check=True)
    read = [str(tmp_path / "PIPX_BIN_DIR" / "mehvar"), "read", "۱۲", "--unit", "pct"]
    assert "۱۲" in subprocess.run(read, check=True, capture_output=True, text=True).stdout
    python = str(tmp_path / "PIPX_HOME" / "venvs" / "mehvar" / "bin" / "python")
    list_all = "import importlib.metadata as m; print(*(f'{d.name.lower()}=={d.version}' for d in m.distributions()))"
    there = set(subprocess.run([python, "-c", list_all], check=True, capture_output=True, text=True).stdout.split())
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    pins = set(re.findall(r"^([a-z0-9-]+==[^ ]+)", lock, re.MULTILINE))
    shared = ("pip==", "setuptools==", "wheel==")  # of pipx itself
    assert {name.replace("_", "-") for name in there if not name.startswith(shared)} == pins | {
        f"mehvar=={__version__}"
    }
