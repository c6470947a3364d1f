"""`mehvar read`: one answer for a phrase, one line for every line."""

import argparse
import io
import json
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from bot.commands import read
from bot.config import read_config


class Typed:
    """Standard input that holds these bytes."""

    def __init__(self, typed: bytes) -> None:
        self.buffer = io.BytesIO(typed)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="mehvar read")
    read.add_arguments(parser)
    return read.run(parser.parse_args(arguments), read_config({}))


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.split("\n")[:-1]]


def test_phrase_is_answered_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("۱۲٫۵ میلیارد تومان", "--unit", "bn_toman", "--json") == 0
    assert answers(capsys) == [
        {"outcome": "understood", "value": 125_000_000_000, "decimal": "12.5", "readings": [], "reason": None}
    ]


def test_readings_stand_in_the_json_of_an_ambiguous_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    run("ندارد", "--unit", "unit", "--json")
    (answer,) = answers(capsys)
    assert answer["outcome"] == "ambiguous"
    assert [(reading["value"], reading["decimal"]) for reading in answer["readings"]] == [
        (0, "0"),
        (None, None),
    ]
    assert all(reading["label"] for reading in answer["readings"])
    assert answer["value"] is None
    assert answer["reason"]


def test_reason_stands_in_the_json_of_a_refused_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    run("۱۰ تا ۱۲", "--unit", "unit", "--json")
    (answer,) = answers(capsys)
    assert (answer["outcome"], answer["value"], answer["decimal"], answer["readings"]) == (
        "refused",
        None,
        None,
        [],
    )
    assert answer["reason"]


def test_words_without_quotes_are_one_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    run("۲", "میلیارد", "تومان", "--unit", "bn_toman")
    assert "دو میلیارد تومان" in capsys.readouterr().out


def test_every_line_of_standard_input_gets_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "12\n\n  \n۵۰۰ م\r\n\u2028۱۲\x0b\x85\n".encode() + b"\xff\xfe 5\x00\n{}\nlast"
    monkeypatch.setattr(sys, "stdin", Typed(typed))
    assert run("--unit", "bn_toman", "--json") == 0
    found = answers(capsys)
    assert len(found) == 8
    assert [answer["outcome"] for answer in found[:5]] == [
        "understood",
        "refused",
        "refused",
        "ambiguous",
        "understood",
    ]
    assert all(set(answer) == {"outcome", "value", "decimal", "readings", "reason"} for answer in found)


def test_empty_input_is_answered_with_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(b""))
    assert run("--unit", "unit", "--json") == 0
    assert capsys.readouterr().out == ""


def test_empty_phrase_is_a_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    run("", "--unit", "unit", "--json")
    assert answers(capsys)[0]["outcome"] == "refused"


def test_widest_bound_of_the_unit_applies(capsys: pytest.CaptureFixture[str]) -> None:
    run("6001", "--unit", "unit", "--json")
    run("600100", "--unit", "unit", "--json")
    run("5000000", "--unit", "m2", "--json")
    assert [answer["outcome"] for answer in answers(capsys)] == ["ambiguous", "refused", "understood"]


def test_unknown_unit_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as stopped:
        run("12", "--unit", "furlong")
    assert stopped.value.code == 2


@pytest.mark.parametrize(("phrase", "begins"), [("12", "understood:"), ("12/5", "ambiguous:"), ("x", "refused:")])
def test_answer_for_people_is_one_line(capsys: pytest.CaptureFixture[str], phrase: str, begins: str) -> None:
    run(phrase, "--unit", "bn_toman")
    out = capsys.readouterr().out
    assert out.startswith(begins)
    assert out.count("\n") == 1


@pytest.mark.parametrize(
    ("phrase", "outcome", "days", "time"),
    [
        ("فردا ساعت ۱۱", "understood", ["1405/09/10"], "11:00"),
        ("بین ۹ تا ۱۲ دی", "ambiguous", ["1405/10/09", "1405/10/12"], None),
        ("۳۱ آذر", "refused", [], None),
    ],
)
def test_day_is_answered_in_json(
    capsys: pytest.CaptureFixture[str], phrase: str, outcome: str, days: list[str], time: str | None
) -> None:
    run(phrase, "--day", "--today", "1405/09/09", "--json")
    (answer,) = answers(capsys)
    assert (answer["outcome"], answer["days"], answer["time"]) == (outcome, days, time)
    assert bool(answer["reason"]) == (outcome != "understood")


@pytest.mark.parametrize(
    ("phrase", "outcome", "times"),
    [("هشت و نیم صبح", "understood", ["08:30"]), ("۳", "ambiguous", ["15:00", "03:00"]), ("۲۵", "refused", [])],
)
def test_hour_is_answered_in_json(
    capsys: pytest.CaptureFixture[str], phrase: str, outcome: str, times: list[str]
) -> None:
    run(phrase, "--clock", "--json")
    (answer,) = answers(capsys)
    assert (answer["outcome"], answer["times"]) == (outcome, times)


def test_message_is_answered_with_its_rows_and_what_was_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    run("یزد برق ۱۲ جذب شد\\nآب ۳\\nترانس سوخت", "--message", "--province", "IR-21", "--json")
    (answer,) = answers(capsys)
    plain, asked = answer["rows"]
    assert (answer["kind"], answer["unread"]) == ("report", ["ترانس سوخت"])
    assert (plain["indicator"], plain["state"], plain["decimal"], plain["province"]) == (
        "elec_absorbed",
        "plain",
        "12",
        "IR-21",
    )
    assert (asked["axis"], asked["state"]) == ("AX02", "asked")
    assert {offer["decimal"] for offer in asked["offers"]} == {"3"}


def test_message_is_read_by_the_axes_of_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "axes.toml"
    file.write_bytes((resources.files("bot.programme") / "axes.toml").read_bytes())
    monkeypatch.setattr(sys, "stdin", Typed("بدون تغییر\nسلام\n".encode()))
    assert run("--message", "--axes", str(file), "--json") == 0
    assert [answer["kind"] for answer in answers(capsys)] == ["unchanged", "greeting"]
    assert run("--message", "--axes", str(tmp_path / "none.toml"), "x") == 1


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--day", "--today", "1405/09/09", "فردا ساعت ۱۱"), "understood: 1405/09/10, 11:00"),
        (("--clock", "۱۳.۳۰"), "understood: 13:30"),
        (("--message", "برق جذب ۱۲ و برق ۳"), "report: elec_absorbed=12 (plain) | AX01=3/3/3/3 (asked)"),
    ],
)
def test_days_hours_and_messages_are_one_line_for_people(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], line: str
) -> None:
    run(*arguments)
    assert capsys.readouterr().out == f"{line}\n"
