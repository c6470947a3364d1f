"""What an operator watches: every metric that is named anywhere exists, and alerts fire before the remedy does.

The rules are judged by Prometheus' own promtool; where it is missing these tests are skipped, aloud, unless
`MEHVAR_TEST_PROMTOOL` is «required».
"""

import itertools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.compose import serve_operator
from bot.delivery.beats import LONGEST, Beats
from handlers.edge.intake import POLL
from handlers.edge.watchdog import EVERY
from storage import outbox
from storage.outbox import Address, Letter
from tests.edge.test_health import free_address
from tests.house.tree import ROOT
from tests.operations.test_deploy import ALERTS, UNIT
from tests.operations.test_standing import NOW
from tests.stage import open_stage

BOARD = json.loads((ROOT / "deploy/dashboard.json").read_text(encoding="utf-8"))
PAGES = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md")} | {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CHANGELOG.md")
}
SCRAPE = 10
"""Seconds between two scrapes, as deploy/alerts.yml wants it."""
SECONDS_OF_WATCHDOG = int(re.findall(r"^WatchdogSec=(\d+)$", UNIT, re.MULTILINE)[0])
ADDED = {"job", "instance"}
"""Labels that the scrape adds."""
NOT_METRICS = {"mehvar_bot"}


@dataclass(frozen=True)
class Exposed:
    """What the running service exposes: the names of its samples, and what each label of one has as values."""

    names: frozenset[str]
    labels: dict[str, dict[str, set[str]]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def exposed(tmp_path_factory: pytest.TempPathFactory) -> Exposed:
    """Scrape a service that has had its first conversation."""
    async with open_stage(tmp_path_factory.mktemp("stage"), NOW) as stage, AsyncExitStack() as stack:
        address = free_address()
        for loop in await serve_operator(stack, replace(stage.config(), http=address), stage.service):
            loop.close()
        stage.phone("مدیرعامل یزد", "bale").start()
        await stage.settle()
        stage.service.database.committed = lambda _rows: None  # the lane hears nothing of it: it waits
        async with stage.service.database.transaction() as tx:
            await outbox.save(tx, Address("bale", 7), Letter("waits"), NOW)
        async with aiohttp.ClientSession() as session, session.get(f"http://{address}/metrics") as answer:
            text = await answer.text()
    labels: dict[str, dict[str, set[str]]] = {}
    for name, inside in re.findall(r"^(mehvar_\w+)(?:\{(.*)\})? ", text, re.MULTILINE):
        of_name = labels.setdefault(name, {})
        for label, value in re.findall(r'(\w+)="([^"]*)"', inside):
            of_name.setdefault(label, set()).add(value)
    return Exposed(frozenset(labels), labels)


def expressions_of_board() -> list[str]:
    """Return every question that the dashboard asks."""
    targets = [target["expr"] for panel in BOARD["panels"] for target in panel.get("targets", ())]
    return [*targets, *(each["expr"] for each in BOARD["annotations"]["list"])]


def expressions_of_alerts() -> list[str]:
    return re.findall(r"^\s+expr: (.+)$", ALERTS, re.MULTILINE)


def named(text: str) -> set[str]:
    """Return the metrics that a text names."""
    return set(re.findall(r"\bmehvar_\w+", text)) - NOT_METRICS


@pytest.mark.parametrize("place", ["deploy/alerts.yml", "deploy/dashboard.json", *PAGES])
def test_every_metric_that_is_named_is_exposed_by_the_running_service(place: str, exposed: Exposed) -> None:
    text = PAGES[place] if place in PAGES else (ROOT / place).read_text(encoding="utf-8")
    whole = exposed.names | {re.sub(r"_(bucket|count|sum)$", "", name) for name in exposed.names}
    assert named(text) - whole == set()


def test_every_metric_is_shown_on_the_dashboard_and_told_in_the_manual(exposed: Exposed) -> None:
    whole = {re.sub(r"_(bucket|count|sum)$", "", name) for name in exposed.names if not name.endswith("_created")}
    shown = {re.sub(r"_bucket$", "", name) for each in expressions_of_board() for name in named(each)}
    assert whole - shown == set()
    assert whole - named(PAGES["operating.md"]) == set()


@pytest.mark.parametrize("expression", [*expressions_of_board(), *expressions_of_alerts()])
def test_labels_and_their_values_are_those_of_the_running_service(expression: str, exposed: Exposed) -> None:
    asked = re.findall(r"(mehvar_\w+)(?:\{([^}]*)\})?", expression)
    for name, inside in asked:
        for label, sign, value in re.findall(r'(\w+)(=~|=)"([^"]*)"', inside):
            if label not in ADDED:
                there = exposed.labels[name][label]
                wanted = value.split("|") if sign == "=~" else [value]
                assert all(any(re.fullmatch(one, each) for each in there) for one in wanted), (name, label, value)
    for group in re.findall(r"by \(([^)]*)\)", expression):
        for label in group.split(", "):
            assert label in ADDED or any(label in exposed.labels[name] for name, _inside in asked), label


def test_labels_that_an_alert_tells_are_those_of_its_metric(exposed: Exposed) -> None:
    for rule in re.split(r"- alert: ", ALERTS)[1:]:
        asked = named(re.findall(r"expr: (.+)", rule)[0])
        for label in re.findall(r"\$labels\.(\w+)", rule):
            assert any(label in exposed.labels[name] for name in asked), rule


def test_panels_of_the_dashboard_stand_beside_each_other_and_say_what_they_show() -> None:
    taken: dict[tuple[int, int], int] = {}
    for panel in BOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        for x, y in itertools.product(range(place["w"]), range(place["h"])):
            assert taken.setdefault((place["x"] + x, place["y"] + y), panel["id"]) == panel["id"]
        assert panel["title"]
        assert panel["type"] == "row" or (panel["description"] and panel["fieldConfig"]["defaults"]["unit"])
    numbers = [panel["id"] for panel in BOARD["panels"]]
    assert len(numbers) == len(set(numbers)) > 15


def test_no_loop_that_is_alive_is_silent_for_as_long_as_the_alert_waits_for() -> None:
    slowest = POLL + 10 + 2.0**6 / 4  # a poll that times out, and the longest pause after it
    assert max(slowest, LONGEST / 2) < threshold_of("MehvarStuck")


def threshold_of(alert: str) -> int:
    """Return the number that ends an alert's expression."""
    return int(re.findall(rf"- alert: {alert}\n\s+expr: .* > (\d+)$", ALERTS, re.MULTILINE)[0])


@pytest.fixture(scope="module")
def promtool() -> str:
    """Return the program's path; without it the test is skipped, or fails where it is required."""
    found = shutil.which("promtool")
    if found is None and os.environ.get("MEHVAR_TEST_PROMTOOL") == "required":
        pytest.fail("MEHVAR_TEST_PROMTOOL is «required», but there is no promtool")
    return found or pytest.skip("there is no promtool: THE ALERTS WERE NOT MADE TO FIRE")


def run(promtool: str, *words: str | Path) -> None:
    done = subprocess.run([promtool, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_promtool_finds_no_fault_in_the_rules(promtool: str) -> None:
    run(promtool, "check", "rules", "--lint=all", "--lint-fatal", ROOT / "deploy/alerts.yml")


def test_promtool_can_read_every_question_of_the_dashboard(promtool: str, tmp_path: Path) -> None:
    rules = [
        {"record": f"board:{number}", "expr": each.replace("$__rate_interval", "1m")}
        for number, each in enumerate(expressions_of_board())
    ]
    (tmp_path / "board.yml").write_text(json.dumps({"groups": [{"name": "board", "rules": rules}]}))
    run(promtool, "check", "rules", "--lint=all", "--lint-fatal", tmp_path / "board.yml")


@dataclass
class Trial:
    """Series as Prometheus would have scraped them, and when which alert of which instances fires."""

    promtool: str
    folder: Path
    alert: str

    def judge(self, series: dict[str, list[float | None]], fires: dict[str, list[str]], every: int = SCRAPE) -> None:
        """Let promtool judge: ``series`` by their names, None where nothing answered; ``fires`` says who when."""
        tests = {
            "rule_files": [str(ROOT / "deploy/alerts.yml")],
            "evaluation_interval": f"{every}s",
            "tests": [
                {
                    "interval": f"{every}s",
                    "input_series": [
                        {"series": name, "values": " ".join("_" if each is None else f"{each:g}" for each in values)}
                        for name, values in series.items()
                    ],
                    "promql_expr_test": [
                        {
                            "expr": f'count by (instance) (ALERTS{{alertname="{self.alert}",alertstate="firing"}})',
                            "eval_time": moment,
                            "exp_samples": [{"labels": f'{{instance="{one}"}}', "value": 1} for one in firing],
                        }
                        for moment, firing in fires.items()
                    ],
                }
            ],
        }
        place = self.folder / f"{self.alert}.yml"
        place.write_text(json.dumps(tests), encoding="utf-8")
        run(self.promtool, "test", "rules", place)


@pytest.fixture
def trial(promtool: str, tmp_path: Path, request: pytest.FixtureRequest) -> Trial:
    return Trial(promtool, tmp_path, request.param)


def silence(offset: float, killed: float) -> list[float | None]:
    """Return how silent a loop was at each scrape: it hangs at 0 s, is killed, and is back, to beat every 30 s."""
    now = 0.0
    beats = Beats(lambda: now)
    beats.beat("dispatch")
    found: list[float | None] = []
    for number in range(30):
        now = offset + number * SCRAPE
        if now < killed:
            found.append(beats.silent()["dispatch"])
        else:  # systemd waits 3 s, and a start takes 2
            found.append(None if now < killed + 5 else (now - killed) % 30)
    return found


@pytest.mark.parametrize("trial", ["MehvarStuck"], indirect=True)
def test_a_hang_is_told_of_though_the_watchdog_ends_it_at_once_and_whenever_it_is_scraped(trial: Trial) -> None:
    soonest = LONGEST - EVERY + SECONDS_OF_WATCHDOG  # fed for the last time just before it was silent for too long
    offsets = range(SCRAPE)
    name = 'mehvar_silent_seconds{{instance="{}",loop="dispatch"}}'
    series = {name.format(offset): silence(offset, soonest) for offset in offsets}
    series[name.format("alive")] = [each % 52 for each in range(0, 3000, 7)]
    hung = [str(offset) for offset in offsets]
    trial.judge(series, {"40s": [], "90s": hung, "4m": hung})


def starts(lives: Iterator[float]) -> list[float | None]:
    """Return when the process had been started, at each scrape of half an hour; it is away 5 s between two lives."""
    began, ends = 0.0, next(lives)
    found: list[float | None] = []
    for now in range(0, 1800, SCRAPE):
        while now >= ends + 5:
            began, ends = ends + 5, ends + 5 + next(lives)
        found.append(began if now < ends else None)
    return found


@pytest.mark.parametrize("trial", ["MehvarCrashLoop"], indirect=True)
def test_a_crash_loop_is_told_of_within_ten_minutes_and_an_upgrade_is_none(trial: Trial) -> None:
    lives = {
        "hangs": itertools.repeat(90.0),
        "crashes soon": itertools.repeat(12.0),
        "crashes after three minutes": itertools.repeat(180.0),
        "upgraded and back": itertools.chain([300.0, 120.0], itertools.repeat(9e9)),
        "runs": itertools.repeat(9e9),
    }
    series_name = 'mehvar_start_time_seconds{{instance="{}",job="mehvar"}}'
    series = {series_name.format(name): starts(each) for name, each in lives.items()}
    looping = ["hangs", "crashes soon", "crashes after three minutes"]
    trial.judge(series, {"10m": looping, "25m": looping})


@pytest.mark.parametrize("trial", ["MehvarBackupOld"], indirect=True)
def test_an_old_backup_is_told_of_within_a_day_and_a_half_and_a_nightly_one_never(trial: Trial) -> None:
    hour, day = 3600, 86_400
    moments = range(0, 3 * day, 300)
    nightly = [day * ((each - hour) // day) + hour for each in moments]  # ready an hour after it began
    series: dict[str, list[float | None]] = {}
    for name, last, set_up in (
        ("fails", [0] * len(moments), 1),
        ("nightly", nightly, 1),
        ("not set up", [0] * len(moments), 0),
    ):
        series[f'mehvar_last_backup_timestamp_seconds{{instance="{name}"}}'] = [*map(float, last)]
        series[f'mehvar_backups_set_up{{instance="{name}"}}'] = [set_up] * len(moments)
    trial.judge(series, {"26h": [], "36h": ["fails"], "71h": ["fails"]}, every=300)


@pytest.mark.parametrize("trial", ["MehvarClockLate"], indirect=True)
def test_a_digest_that_was_ordered_late_is_told_of_and_one_reader_who_came_late_is_none(trial: Trial) -> None:
    series: dict[str, list[float | None]] = {}
    for name, punctual, late in (("punctual", 5, 0), ("late", 0, 5), ("one came late", 5, 1)):
        for bound in (300, 900, 3600, "+Inf"):
            reached = punctual + (late if bound in {3600, "+Inf"} else 0)
            labels = f'{{instance="{name}",work="digest",le="{bound}"}}'
            series[f"mehvar_clock_late_seconds_bucket{labels}"] = [0, 0, *[reached] * 20]
    trial.judge(series, {"10s": [], "3m": ["late"]})
