"""Help is complete in both languages: every command and every argument."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import COMMANDS
from bot.commands.helping import is_persian, translate
from bot.language.catalogue import all_keys, t
from tests.house.test_locale import PERSIAN


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="mehvar", description="About")
    kinds = made.add_subparsers()
    for module in COMMANDS:
        one = kinds.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.add_arguments(one)
    return made


def texts(of: argparse.ArgumentParser, path: str) -> Iterator[tuple[str, str | None]]:
    """Yield where a text stands and what it says."""
    yield f"{path}: description", of.description
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield f"{path} {choice.dest}: line", choice.help
            for name, sub in action.choices.items():
                yield from texts(sub, f"{path} {name}")
        else:
            yield f"{path} {action.dest}: help", action.help


def test_every_command_and_argument_is_told_in_english() -> None:
    assert not [place for place, text in texts(parser(), "mehvar") if not text or PERSIAN.search(text)]


def test_every_command_and_argument_is_told_in_persian() -> None:
    made = parser()
    translate(made)
    assert not [place for place, text in texts(made, "mehvar") if not text or not PERSIAN.search(text)]


def test_no_line_of_the_help_is_left_over() -> None:
    made = parser()
    translate(made)
    said = {text for _place, text in texts(made, "mehvar")} | {group.title for group in made._action_groups}
    left = [key for key in all_keys() if key.startswith("help.") and t(key) not in said]
    assert left == ["help.word.usage", "help.word.version"]  # which the parser of the whole program says


@pytest.mark.parametrize(
    ("environment", "persian"),
    [
        ({}, False),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "fa_IR.UTF-8"}, True),
        ({"LANG": "fa_IR", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "fa_IR", "MEHVAR_LANGUAGE": "en"}, False),
        ({"LANG": "C", "MEHVAR_LANGUAGE": "fa"}, True),
        ({"LANG": "fa_IR", "MEHVAR_LANGUAGE": ""}, True),
    ],
)
def test_the_setting_decides_and_else_the_host(environment: dict[str, str], persian: bool) -> None:
    assert is_persian(environment) is persian


@pytest.mark.parametrize("command", [[], ["backup"], ["import", "roster"]])
def test_help_is_printed_whole(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEHVAR_LANGUAGE", "fa")
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(t("help.word.usage"))
    assert t("help.word.options") in shown


def test_import_tells_a_machine_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    roster = tmp_path / "people.csv"
    roster.write_text("phone,full_name,honorific,role,province,estate,axes\n09121234567,A B,,ceo,یزد,,\n")
    for apply in (False, True):
        assert main(["import", "roster", str(roster), "--json", *(["--apply"] if apply else [])]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["applied"] is apply
        assert len(told["lines"]) > 2
    assert main(["invite", "09121234567", "--json"]) == 0
    invited = json.loads(capsys.readouterr().out)
    assert invited["links"] == {}  # no bot was met yet
    assert invited["code"]
    assert "09121234567" not in str(invited)
    assert main(["import", "roster", str(tmp_path / "none.csv"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"applied": False, "lines": []}
