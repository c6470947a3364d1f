"""`mehvar read`: one answer for a phrase, one line for every line."""

import argparse
import io
import json
import sys
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
