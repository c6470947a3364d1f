"""The operator's pages are true: their commands are taken by the program, and both languages say the same."""

import re
import shlex

import pytest

from bot.__main__ import main
from tests.house.tree import ROOT

PAGES = sorted((ROOT / "docs").glob("*.md"))
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """Return the lines of a page's blocks that call `mehvar`, without their comments."""
    lines = [line.partition("  #")[0].strip() for block in FENCED.findall(text) for line in block.splitlines()]
    return [line for line in lines if line.startswith("mehvar ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_taken_by_the_program(page: object, capsys: pytest.CaptureFixture[str]) -> None:
    for line in commands(page.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
        words = shlex.split(line)[1:]
        with pytest.raises(SystemExit) as ended:
            main([*words, "--help"])
        assert ended.value.code == 0, line
        options = {word for word in words if word.startswith("--")}
        shown = capsys.readouterr().out
        assert not [option for option in options if option not in shown], line


def test_going_live_is_the_same_in_both_languages() -> None:
    english, persian = (
        (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("going-live.md", "going-live.fa.md")
    )
    assert len(commands(english)) >= 6
    assert [block.strip() for block in FENCED.findall(english)] == [block.strip() for block in FENCED.findall(persian)]
    for count in ("## ", "- [ ] ", "- `"):
        assert english.count(f"\n{count}") == persian.count(f"\n{count}"), count
    named = [set(re.findall(r"`([^`\n]+)`", FENCED.sub("", text))) for text in (english, persian)]
    assert named[0] ^ named[1] == {"docs/going-live.md", "docs/going-live.fa.md"}
