"""What is installed: a hardened unit, a script that spoils nothing, alerts upon metrics that there are."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from bot.config import read_config
from bot.delivery import metrics
from bot.delivery.beats import LONGEST
from handlers.edge.watchdog import EVERY
from tests.house.tree import ROOT

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "mehvar.service").read_text(encoding="utf-8")
ALERTS = (DEPLOY / "alerts.yml").read_text(encoding="utf-8")
FAKE_PYTHON = """#!/bin/sh
case "$*" in
    *"-m venv"*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "$0" "$3/bin/mehvar" ;;
    *token_hex*) echo {secret} ;;
    *"-m pip"*) echo "$*" >> "$LOG" ;;
esac
"""


def systemd(*command: str) -> "subprocess.CompletedProcess[str]":
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    return subprocess.run(["systemd-analyze", *command], capture_output=True, text=True, check=False)


def test_the_unit_is_exposed_by_no_more_than_two_of_ten() -> None:
    done = systemd("security", "--offline=true", "--threshold=20", "--no-pager", str(DEPLOY / "mehvar.service"))
    assert done.returncode == 0, done.stdout
    (overall,) = re.findall(r"Overall exposure level for mehvar.service: ([\d.]+)", done.stdout)
    assert float(overall) <= 2.0


def test_the_unit_has_no_line_that_systemd_does_not_know() -> None:
    told = systemd("verify", str(DEPLOY / "mehvar.service")).stderr
    complaints = [line for line in told.splitlines() if "is not executable" not in line]  # it is not installed here
    assert not complaints


def test_a_hang_ends_within_ninety_seconds() -> None:
    (seconds,) = re.findall(r"^WatchdogSec=(\d+)$", UNIT, re.MULTILINE)
    assert int(seconds) > EVERY
    assert LONGEST + int(seconds) <= 90
    assert "Type=notify" in UNIT
    assert "Restart=always" in UNIT


def test_every_credential_of_the_unit_is_found_by_its_name_and_made_by_the_script(tmp_path: Path) -> None:
    names = dict(re.findall(r"^LoadCredential=(\w+):(/etc/mehvar/credentials/\w+)$", UNIT, re.MULTILINE))
    contents = {
        "bale_token": "200:abcdefghijkl",
        "telegram_token": "100:abcdefghijkl",
        "bale_proxy": "http://127.0.0.1:1",
        "telegram_proxy": "http://127.0.0.1:2",
        "admins": "09121234567",
        "secret": "5e" * 32,
    }
    assert {name: f"/etc/mehvar/credentials/{name}" for name in contents} == names
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    config = read_config({"CREDENTIALS_DIRECTORY": str(tmp_path)}, tmp_path / "none.toml")
    found = {f"{one.name}_{what}": getattr(one, what) for one in config.platforms for what in ("token", "proxy")}
    assert found | {"admins": config.admins[0], "secret": config.secret_file.read_text()} == contents
    assert set(re.findall(r"for name in ([\w ]+); do", (DEPLOY / "install.sh").read_text())[0].split()) | {
        "secret"
    } == set(contents)


def test_settings_that_are_installed_are_those_of_the_program(tmp_path: Path) -> None:
    config = read_config({"MEHVAR_CONFIG": str(DEPLOY / "settings.toml")})
    assert config.database == Path("/var/lib/mehvar/mehvar.db")
    assert config.logs == "json"


def install(folder: Path, secret: str = "ab" * 32) -> "subprocess.CompletedProcess[str]":
    """Run the script into an empty root folder, with a Python that only writes down what it was asked."""
    python = folder / "python"
    python.write_text(FAKE_PYTHON.format(secret=secret))
    python.chmod(0o755)
    (folder / "mehvar.whl").touch()
    environment = {
        "PATH": os.environ["PATH"],
        "MEHVAR_ROOT": str(folder / "root"),
        "PYTHON": str(python),
        "LOG": str(folder / "log"),
    }
    command = ["sh", str(DEPLOY / "install.sh"), str(folder / "mehvar.whl")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def modes(root: Path) -> dict[str, int]:
    return {str(path.relative_to(root)): stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*")}


def test_the_script_makes_secrets_private_and_installs_only_what_is_locked(tmp_path: Path) -> None:
    done = install(tmp_path)
    assert done.returncode == 0, done.stderr
    root = tmp_path / "root"
    found = modes(root)
    assert found["etc/mehvar/credentials"] == 0o750
    assert {mode for name, mode in found.items() if name.startswith("etc/mehvar/credentials/")} == {0o640}
    assert found["var/lib/mehvar"] == 0o700
    assert (root / "etc/mehvar/credentials/secret").read_text() == "ab" * 32 + "\n"
    assert "ab" * 32 not in done.stdout + done.stderr
    first, second, third = (tmp_path / "log").read_text().splitlines()
    assert "--require-hashes --only-binary :all: --no-deps" in first
    assert "--no-index --no-deps" in second
    assert third.endswith(" check")


def test_the_script_run_again_leaves_settings_and_secrets_as_they_are(tmp_path: Path) -> None:
    install(tmp_path)
    settings = tmp_path / "root" / "etc" / "mehvar"
    (settings / "mehvar.toml").write_text("year = 1405\n")
    (settings / "credentials" / "bale_token").write_text("200:abcdefgh\n")
    assert install(tmp_path, secret="cd" * 32).returncode == 0
    assert (settings / "mehvar.toml").read_text() == "year = 1405\n"
    assert (settings / "credentials" / "bale_token").read_text() == "200:abcdefgh\n"
    assert (settings / "credentials" / "secret").read_text() == "ab" * 32 + "\n"


def test_the_script_makes_no_new_secret_for_a_database_that_has_one(tmp_path: Path) -> None:
    install(tmp_path)
    root = tmp_path / "root"
    (root / "var/lib/mehvar/mehvar.db").touch()
    (root / "etc/mehvar/credentials/secret").unlink()
    done = install(tmp_path)
    assert done.returncode == 1
    assert "secret" in done.stderr
    assert not (root / "etc/mehvar/credentials/secret").exists()


def test_the_script_builds_nothing(tmp_path: Path) -> None:
    source = tmp_path / "mehvar-0.1.0.tar.gz"
    source.touch()
    done = subprocess.run(["sh", DEPLOY / "install.sh", source], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "is no wheel" in done.stderr


@pytest.mark.parametrize("name", ["install.sh", "upgrade.sh", "mehvar"])
def test_scripts_are_of_a_plain_shell(name: str) -> None:
    subprocess.run(["sh", "-n", str(DEPLOY / name)], check=True)
    assert os.access(DEPLOY / name, os.X_OK)


def test_every_alert_asks_for_a_metric_that_there_is() -> None:
    expressions = re.findall(r"^\s+expr: (.+)$", ALERTS, re.MULTILINE)
    assert len(expressions) == ALERTS.count("- alert: ") > 10
    shown = metrics.exposition().decode()
    there = set(re.findall(r"^# TYPE (\w+) ", shown, re.MULTILINE))
    told = {name.removesuffix("_bucket") for each in expressions for name in re.findall(r"mehvar_\w+", each)}
    assert told <= there
    ours = {name for name in there if name.startswith("mehvar_") and not name.endswith("_created")}
    assert ours - told <= {
        "mehvar_waiting",
        "mehvar_failed_polls_total",
        "mehvar_stuck_loops",
        "mehvar_errand_seconds",
    }  # shown beside an alert, and no reason for one


def test_the_container_runs_as_nobody_special_with_what_is_locked() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    told = [line.split()[0] for line in lines if line and line[0].isupper()]
    assert told[-3:] == ["STOPSIGNAL", "ENTRYPOINT", "CMD"]
    assert "USER mehvar" in lines
    assert any("--require-hashes" in line for line in lines)
    assert not any(word in line for line in lines for word in ("TOKEN=", "SECRET="))


def test_an_image_is_made_of_what_the_container_file_copies_and_nothing_else_of_the_folder() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY ") and "--from=" not in line}
    for name in (".containerignore", ".dockerignore"):
        told = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert told[0] == "*"
        assert set(told[1:]) == {f"!{each}" for each in copied}


def test_the_page_of_the_container_keeps_its_health_check_its_secrets_and_its_port() -> None:
    page = (ROOT / "docs/container.md").read_text(encoding="utf-8")
    shown = "\n".join(re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)).replace("\\\n", "")
    (build,) = re.findall(r"^podman build.*", shown, re.MULTILINE)
    assert "--format docker" in build  # OCI images have no HEALTHCHECK
    assert "HEALTHCHECK" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"--publish (\S+)", shown)) == {"127.0.0.1:8088:8088"}
    credentials = set(re.findall(r"^LoadCredential=(\w+):", UNIT, re.MULTILINE))
    assert {"bale_token", "admins", "secret"} <= set(re.findall(r"target=(\w+)", shown)) <= credentials
    assert not re.search(r"--env MEHVAR_\w*(TOKEN|SECRET|ADMINS|PROXY)", shown)
