"""`mehvar demo` as a newcomer meets it: a process of its own, typed lines, Ctrl-C, a port that is taken."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r"^http://127\.0\.0\.1:(\d+)$", re.MULTILINE)
PATIENCE = 60  # against hangs alone
REPORT = ("#1", "#بدون عنوان", "گزارش این هفته", "#تأمین برق", "بقیه بدون تغییر", "-", "ثبت")


@contextmanager
def demo(folder: Path, *arguments: str, typed: int | None = subprocess.PIPE) -> Iterator["subprocess.Popen[str]"]:
    """Start a demo whose temporary files go to ``folder``; whatever happens, it is over at the end."""
    environment = os.environ | {"TMPDIR": str(folder), "COVERAGE_PROCESS_START": ""}
    command = [sys.executable, "-m", "bot", "demo", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=typed, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def read_until(process: "subprocess.Popen[str]", wanted: str) -> str:
    """Return what the demo printed up to the line that has some words in it."""
    assert process.stdout
    seen = ""
    for line in process.stdout:
        seen += line
        if wanted in line:
            return seen
    raise AssertionError(f"{wanted!r} never came:\n{seen}")


def end(process: "subprocess.Popen[str]", number: signal.Signals) -> str:
    """Send a signal; return what was printed after it, once nothing is left: no complaint, no child."""
    service = children(process.pid)
    process.send_signal(number)
    said, complaint = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaint) == (0, "")
    assert service
    assert not [pid for pid in service if Path(f"/proc/{pid}").exists()]
    return said


def children(pid: int) -> list[int]:
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.kill
def test_typed_lines_lead_to_a_receipt_though_the_service_is_killed_between(tmp_path: Path) -> None:
    with demo(tmp_path, "--port", str(free_port())) as process:
        said, complaint = process.communicate("\n".join((*REPORT, "")), timeout=PATIENCE)
    assert (process.returncode, complaint) == (0, "")
    assert len(ADDRESS.findall(said)) == 1
    assert "گزارش قبلی: " in said
    assert said.index("سامانه ناگهان بسته شد") < said.index("ثبت شد: تأمین برق")
    assert not list(tmp_path.iterdir())


def test_another_phone_a_later_clock_and_a_line_that_means_nothing(tmp_path: Path) -> None:
    with demo(tmp_path, "--port", str(free_port())) as process:
        lines = ("#99", "@ هیچ‌کس", "+0", "@ رئیس", "#1", "#بدون عنوان", "+24")
        said, complaint = process.communicate("\n".join((*lines, "")), timeout=PATIENCE)
    assert (process.returncode, complaint) == (0, "")
    assert all(said.count(each) == 1 for each in ("چنین دکمه‌ای نیست", "تلفنی با این نام", "ساعت نمایش تغییر نکرد"))
    assert "سمت: رئیس سازمان" in said
    assert "گزارش روزانهٔ ستاد | چهارشنبه" in said


def test_ctrl_c_while_a_line_is_waited_for_ends_it_cleanly(tmp_path: Path) -> None:
    with demo(tmp_path, "--port", str(free_port())) as process:
        read_until(process, "#۱ ارسال شمارهٔ من")
        assert "نمایش پایان یافت." in end(process, signal.SIGINT)
    assert not list(tmp_path.iterdir())


def test_without_a_terminal_the_page_alone_goes_on_until_sigterm(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8090))
            taken.listen()
        except OSError:
            pass  # somebody else has it: taken all the same
        with demo(tmp_path, typed=subprocess.DEVNULL) as process:
            said = read_until(process, "ورودی دیگری نیست")
            assert "درگاه ۸۰۹۰ در اختیار برنامهٔ دیگری است؛ درگاه بعدی امتحان می‌شود." in said
            assert [port for port in ADDRESS.findall(said) if port != "8090"]
            end(process, signal.SIGTERM)
    assert not list(tmp_path.iterdir())


def test_a_wanted_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with demo(tmp_path, "--port", str(port)) as process:
            said, complaint = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaint) == (1, "")
    assert said.count("\n") == 1
    assert "باز نشد" in said


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return int(found.getsockname()[1])
