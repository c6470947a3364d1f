"""What `make check` leaves out is only what no change concerns."""

import subprocess
from pathlib import Path

import pytest

from tests.dialogues.changed import ROOT, is_concerned, list_changed
from tests.dialogues.speaking import dialogues
from tests.house.tree import modules


def test_changed_dialogue_is_spoken_on_both_messengers_and_alone() -> None:
    changed = {"tests/dialogues/sweep.txt", "README.md", "tests/house/test_locale.py"}
    spoken = [
        (file.stem, name)
        for file in dialogues()
        for name in ("telegram", "bale")
        if is_concerned(file.stem, name, changed)
    ]
    assert spoken == [("sweep", "telegram"), ("sweep", "bale")]


@pytest.mark.parametrize(
    "path",
    [
        *(module.path.relative_to(ROOT).as_posix() for module in modules()[::40]),
        "locales/fa/announce.toml",
        "bot/programme/axes.toml",
        "storage/migrations/0001_backbone.sql",
        "tests/stage.py",
        "tests/dialogues/speaking.py",
        "requirements/run.txt",
    ],
)
def test_changed_code_lets_every_dialogue_be_spoken_on_one_messenger(path: str) -> None:
    assert (ROOT / path).is_file()
    assert all(is_concerned(file.stem, "telegram", {path}) for file in dialogues())
    assert not any(is_concerned(file.stem, "bale", {path}) for file in dialogues())


def test_changes_are_what_differs_from_the_last_commit_and_what_is_new(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=tmp_path, check=True)

    git("init", "-q")
    for name in ("same.txt", "staged.txt", "changed.txt", "gone.txt"):
        (tmp_path / name).write_text("a")
    (tmp_path / ".gitignore").write_text("ignored.txt")
    git("add", ".")
    git("commit", "-qm", "a")
    for name in ("staged.txt", "changed.txt", "گفت‌وگو.txt", "ignored.txt"):
        (tmp_path / name).write_text("b")
    git("add", "staged.txt")
    (tmp_path / "gone.txt").unlink()
    assert list_changed(tmp_path) == {"staged.txt", "changed.txt", "gone.txt", "گفت‌وگو.txt"}
