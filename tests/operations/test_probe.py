"""`mehvar probe` on the local messenger in both manners, with a person who does what is asked."""

import asyncio
import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import exits
from bot.__main__ import main
from bot.commands import probe as command
from bot.config import Config, PlatformConfig
from bot.language.catalogue import t
from bot.probing.answers import OTHER, UNKNOWN, ProbeAnswer
from bot.probing.quiet_questions import ask_large_upload
from bot.probing.report import ProbeReport, as_json, as_markdown
from bot.probing.run import ProbePlan
from bot.probing.session import Session
from bot.probing.switches import choose_switches, list_advice
from handlers.edge.raw_line import open_raw_line
from sandbox.chats import Shown
from sandbox.limits import BaleLimits, TelegramLimits
from sandbox.phones import Phone
from sandbox.server import Messenger
from sandbox.world import TOKENS
from storage.inbox import Arrival
from storage.process_lock import hold_process_lock
from tests.operations.test_floods import NOW
from tests.stage import Stage, open_stage

CODE = "4821"
PHOTO = b"\xff\xd8\xff" + bytes(500)
GROUP = -1001234


def config_of(folder: Path, messenger: Messenger, *, token: str = "") -> Config:
    platforms = tuple(
        PlatformConfig(name, token or own, messenger.base_url, messenger.file_url) for name, own in TOKENS.items()
    )
    return Config(folder / "mehvar.db", folder / "secret", platforms, (), "", "", 1405, bale_codes=False)


class Operator:
    """A person with a phone who does what the messages say; ``skips`` are questions that they pass over."""

    def __init__(self, messenger: Messenger, platform: str, *skips: str) -> None:
        self.messenger = messenger
        self.phone: Phone = messenger.phone(platform, 7_000_000_000, "Operator", "989121234567")
        self.skips = skips
        acts: dict[str, Callable[[], object]] = {
            "press": lambda: self.phone.tap(t("probe.button.press")),
            "edits": self.look,
            "contact": lambda: self.phone.press_menu(t("people.button.phone")),
            "other_contact": lambda: self.phone.share_contact("989121111111", user_id=None),
            "voice": lambda: self.phone.send_voice(b"OggS"),
            "photo": lambda: self.phone.send_photo(PHOTO),
            "group": lambda: self.phone.say("/start", group=messenger.group(platform, GROUP)),
            "blocked": self.phone.block,
        }
        self.acts = {t(f"probe.ask.{name}"): (name, act) for name, act in acts.items()}

    def look(self) -> None:
        """Tap the button that is on the screen: the changed one, else that of the question."""
        labels = [label for shown in self.phone.messages for label in shown.labels]
        changed = t("probe.button.changed")
        self.phone.tap(changed if changed in labels else t("probe.button.same"))

    async def serve(self, *, start: bool = True) -> None:
        """Do what each message asks for, for ever."""
        if start:
            self.phone.start(CODE)
        done = 0
        while True:
            version = self.phone.chat.changes.version
            for shown in self.phone.messages[done:]:
                done += 1
                self.answer(shown)
            await self.phone.chat.changes.wait(version, 1)

    def answer(self, shown: Shown) -> None:
        found = next((self.acts[prompt] for prompt in self.acts if shown.text.startswith(prompt)), None)
        if found is None:
            return
        name, act = found
        if name in self.skips:
            self.phone.say(t("probe.skip_word"))
        else:
            act()


@pytest.fixture(autouse=True)
def known_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probing.run.secrets.randbelow", lambda _most: int(CODE) - 1000)


async def probed(config: Config, operator: Operator, patience: float = 5.0) -> ProbeReport:
    platform = next(one for one in config.platforms if one.name == operator.phone.bot.platform)
    serving = asyncio.create_task(operator.serve())
    try:
        report = await command.probe(config, platform, ProbePlan(long_poll=0, burst=12), patience, 0.02)
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
    assert report is not None
    return report


def slow_down(messenger: Messenger) -> None:
    """Let six messages go at once, and twenty a second."""
    telegram, bale = messenger.bots["telegram"].limits, messenger.bots["bale"].limits
    assert isinstance(telegram, TelegramLimits)
    assert isinstance(bale, BaleLimits)
    telegram.per_chat, telegram.chat_burst = 20, 6
    bale.on, bale.rate, bale.burst, bale.growth = True, 20, 6, 0


def facts(report: ProbeReport) -> dict[str, dict[str, Any]]:
    return {answer.question: dict(answer.facts) for answer in report.answers}


def settings(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "mehvar.db")) as connection:
        return dict(connection.execute("SELECT name, value FROM settings"))


def audited(folder: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "mehvar.db")) as connection:
        return connection.execute("SELECT actor, action, subject, detail FROM audit").fetchall()


@pytest.mark.parametrize("platform", ["bale", "telegram"])
async def test_every_question_is_answered_in_both_manners(platform: str, tmp_path: Path) -> None:
    async with Messenger() as messenger:
        slow_down(messenger)
        report = await probed(config_of(tmp_path, messenger), Operator(messenger, platform))
    found = facts(report)
    assert report.username == f"mehvar_{platform}_bot"
    assert not [answer.question for answer in report.answers if answer.verdict in {UNKNOWN, OTHER}]
    assert len(report.answers) == 16
    assert found["commands"]["works"] is (platform == "telegram")
    assert found["start"]["entities"] == ("bot_command" if platform == "telegram" else "")
    assert found["start"]["by_link"] is True
    assert found["start"]["wide_id"] is True
    assert found["press"]["has_chat_instance"] is True
    assert found["edits"] == {
        "changes": True,
        "keeps_number": platform == "telegram",
        "status": 200,
        "code": 200,
        "words": "",
    }
    assert found["contact"] | {"has_user_id": True} == {
        "has_user_id": True,
        "is_own": True,
        "begins_with": "98",
        "length": 12,
        "type": "str",
    }
    assert found["other_contact"]["claims_to_be_own"] is False
    assert (found["photo"]["plain"], found["photo"]["escaped"]) == (200, 200)
    assert found["unknown_chat"]["reading"] == "Blocked"
    assert found["blocked"]["reading"] == "Blocked"
    assert 0 < found["pace"]["sent"] < 12
    assert found["pace"]["says_when"] is True
    assert found["group"]["negative"] is True
    assert settings(tmp_path) == {f"{platform}.edits": "on"}


async def test_what_bale_does_otherwise_is_found_and_sets_its_switch(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        bale = messenger.bots["bale"]
        bale.switches.edits = bale.switches.chat_instance = bale.switches.voice_duration = False
        bale.switches.contact_user_id = bale.switches.member_count_alias = False
        bale.switches.old_client = bale.switches.command_entities = True
        bale.switches.caption_limit = 4096
        bale.switches.blocked_text = "something new"
        slow_down(messenger)
        bale.limits.form = "text"
        report = await probed(config_of(tmp_path, messenger), Operator(messenger, "bale"))
    found = facts(report)
    assert found["edits"]["changes"] is False
    assert settings(tmp_path) == {"bale.edits": "off"}
    assert audited(tmp_path) == [("command", "switch.set", "bale.edits", '{"from": null, "to": "off"}')]
    assert found["press"]["has_chat_instance"] is False
    assert found["press"]["old_client"] is True
    assert found["voice"]["has_duration"] is False
    assert found["contact"]["is_own"] is False
    assert (found["members"]["singular"], found["members"]["plural"]) == (False, True)
    assert found["start"]["entities"] == "bot_command"
    assert found["caption"] == {"takes_1024": True, "takes_1025": True, "takes_4096": True}
    assert found["blocked"]["words"] == "Forbidden: something new"
    assert found["pace"]["says_when"] is False
    assert report.advice == ("codes_stay", "contacts_are_nobodys")


async def test_a_large_file_is_sent_only_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probing.quiet_questions.LARGE", 1_000)
    async with Messenger() as messenger, open_raw_line(config_of(tmp_path, messenger).platforms[1]) as line:
        phone = messenger.phone("bale", 7)
        phone.start()
        session = Session(line, nothing, print, 1, 0.01)
        session.chat_id = 7
        answer = await ask_large_upload(session)
    assert (answer.facts["taken"], answer.facts["given_back"]) == (True, True)
    assert phone.messages[-1].content["document"]["file_size"] == 1_000


async def nothing(_arrivals: list[Arrival]) -> None:
    pass


async def test_questions_that_are_passed_over_change_nothing(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        operator = Operator(messenger, "bale", "press", "edits", "contact", "other_contact", "voice", "photo", "group")
        report = await probed(config_of(tmp_path, messenger), operator)
    verdicts = {answer.question: answer.verdict for answer in report.answers}
    assert {name for name, verdict in verdicts.items() if verdict == UNKNOWN} == set(operator.skips)
    assert settings(tmp_path) == {}


async def test_nobody_comes_and_the_rest_is_written_down_as_unknown(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        config = config_of(tmp_path, messenger)
        report = await command.probe(config, config.platforms[1], ProbePlan(long_poll=0), 0.05, 0.01)
    assert report is not None
    verdicts = {answer.question: answer.verdict for answer in report.answers}
    assert verdicts["unknown_chat"] == "good"
    assert {verdicts[name] for name in ("start", "press", "edits", "blocked", "pace")} == {UNKNOWN}
    assert len(verdicts) == len(report.answers) == 16


async def test_what_others_say_meanwhile_is_stored_and_then_handled_by_the_service(tmp_path: Path) -> None:
    async with open_stage(tmp_path, NOW) as stage:
        await stage.drop()
        other = stage.phone("مدیرعامل یزد", "bale")
        other.start()
        operator = Operator(stage.messenger, "bale")
        report = await probed(stage.config(), operator)
        assert facts(report)["edits"]["changes"] is True
        assert not other.messages
        with closing(sqlite3.connect(stage.database)) as connection:
            assert connection.execute("SELECT user_id, state FROM inbox").fetchall() == [
                (other.user.user_id, "waiting")
            ]
        await stage.start()
        await stage.settle()
        assert len(other.messages) == 1
        assert t("people.button.phone") in other.keyboard[0]


async def edits_after(stage: Stage) -> bool:
    """Return whether a tapped list is changed in place on Bale."""
    phone = stage.phone("مدیرعامل یزد", "bale")
    phone.start()
    await stage.settle()
    phone.press_menu(t("people.button.phone"))
    await stage.settle()
    phone.tap("بدون عنوان")
    await stage.settle()
    phone.press_menu("گزارش این هفته")
    await stage.settle()
    before = len(phone.messages)
    phone.tap("تأمین برق")
    await stage.settle()
    return len(phone.messages) == before


@pytest.mark.parametrize("switch", [None, "on", "off"])
async def test_switch_that_was_set_is_what_the_service_does(switch: str | None, tmp_path: Path) -> None:
    async with open_stage(tmp_path, NOW) as stage:
        if switch:
            async with stage.service.database.transaction() as tx:
                await tx.run("INSERT INTO settings (name, value) VALUES ('bale.edits', :switch)", switch=switch)
            await stage.restart()
        assert await edits_after(stage) is (switch == "on")


def test_report_is_for_people_and_machines_and_tells_nothing_private(tmp_path: Path) -> None:
    answers = (ProbeAnswer("edits", "noted", {"changes": True, "words": "a|b`c"}), ProbeAnswer("voice", UNKNOWN))
    report = ProbeReport("bale", "mehvar_bot", NOW, answers, {"bale.edits": "on"}, ("codes_stay",))
    page = as_markdown(report)
    assert "`bale.edits = on`" in page
    assert "a/b'c" in page
    assert t("probe.advice.codes_stay") in page
    assert json.loads(as_json(report))["answers"][0]["facts"]["changes"] is True
    places = [place for place, _text in command.write(report, tmp_path)]
    assert {stat.S_IMODE(place.stat().st_mode) for place in places} == {0o600}
    with pytest.raises(FileExistsError):
        command.write(report, tmp_path)


async def test_whole_report_holds_no_number_token_or_name(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        report = await probed(config_of(tmp_path, messenger), Operator(messenger, "bale"))
    told = as_json(report) + as_markdown(report)
    for private in ("98912", "7000000000", "BALE-TEST", "Operator", CODE, str(GROUP)):
        assert private not in told


async def test_token_that_is_wrong_ends_it_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with Messenger() as messenger:
        config = config_of(tmp_path, messenger, token="200:NOT-THE-TOKEN")
        assert await command.probe(config, config.platforms[1], ProbePlan(), 0.1, 0.01) is None
    assert "Token not found" in capsys.readouterr().err


def test_service_that_runs_and_a_token_that_is_missing_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEHVAR_DATABASE", str(tmp_path / "mehvar.db"))
    monkeypatch.setenv("MEHVAR_BALE_TOKEN", "200:abcdefgh")
    monkeypatch.setenv("MEHVAR_BALE_BASE_URL", "http://127.0.0.1:9/bot")
    assert main(["probe", "telegram"]) == exits.FAILED
    assert "MEHVAR_TELEGRAM_TOKEN" in capsys.readouterr().err
    assert main(["probe", "bale", "--report", str(tmp_path / "none")]) == exits.FAILED
    with hold_process_lock(tmp_path / "mehvar.db"):
        assert main(["probe", "bale"]) == exits.ALREADY_RUNNING
    assert main(["probe", "bale"]) == exits.FAILED  # nobody is at the other end
    assert not list(tmp_path.glob("probe-*"))


async def test_who_begins_without_the_code_is_asked_for_it_and_goes_on(tmp_path: Path) -> None:
    async with Messenger() as messenger:
        operator = Operator(messenger, "bale")
        operator.phone.start()
        serving = asyncio.create_task(type_the_code_when_asked(operator))
        config = config_of(tmp_path, messenger)
        report = await command.probe(config, config.platforms[1], ProbePlan(long_poll=0, burst=2), 5, 0.02)
        serving.cancel()
    assert report is not None
    assert facts(report)["start"]["by_link"] is False
    assert facts(report)["edits"]["changes"] is True
    asked = [shown for shown in operator.phone.messages if shown.text == t("probe.code_wanted")]
    assert len(asked) == 1


async def type_the_code_when_asked(operator: Operator) -> None:
    await operator.phone.wait_for(lambda messages: bool(messages) and messages[-1].text == t("probe.code_wanted"))
    operator.phone.say(CODE)
    await operator.serve(start=False)


async def test_questions_without_an_answer_are_named_and_end_it_with_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ProbePlan", partial(ProbePlan, long_poll=0))
    monkeypatch.setattr(command, "PATIENCE", 0.05)
    monkeypatch.chdir(tmp_path)
    async with Messenger() as messenger:
        monkeypatch.setenv("MEHVAR_BALE_TOKEN", TOKENS["bale"])
        monkeypatch.setenv("MEHVAR_BALE_BASE_URL", messenger.base_url)
        assert await asyncio.to_thread(main, ["probe", "bale"]) == exits.FAILED
    said = capsys.readouterr().err
    assert t("probe.waits", seconds=1) in said
    assert t("probe.no_answer") in said
    for question in ("start", "press", "edits", "contact", "blocked"):
        assert t("probe.unanswered_one", question=t(f"probe.question.{question}")) in said
    assert len(list(tmp_path.glob("probe-bale-*"))) == 2


async def test_a_probe_that_is_answered_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ProbePlan", partial(ProbePlan, long_poll=0, burst=2))
    monkeypatch.setattr(command, "PAUSE", 0.02)
    monkeypatch.chdir(tmp_path)
    async with Messenger() as messenger:
        monkeypatch.setenv("MEHVAR_BALE_TOKEN", TOKENS["bale"])
        monkeypatch.setenv("MEHVAR_BALE_BASE_URL", messenger.base_url)
        serving = asyncio.create_task(Operator(messenger, "bale").serve())
        assert await asyncio.to_thread(main, ["probe", "bale"]) == exits.GOOD, capsys.readouterr().err
        serving.cancel()


def test_advice_follows_from_both_contacts() -> None:
    own, other = ProbeAnswer("contact", "good"), ProbeAnswer("other_contact", "good")
    assert list_advice("bale", [own, other]) == ["codes_may_go"]
    assert list_advice("telegram", [own, other]) == []
    assert list_advice("bale", [own, ProbeAnswer("other_contact", "other")]) == ["codes_stay"]
    assert list_advice("bale", [own, ProbeAnswer("other_contact", UNKNOWN)]) == []
    assert choose_switches("bale", [ProbeAnswer("edits", UNKNOWN)]) == {}
