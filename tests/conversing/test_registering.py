"""The service knows its conversations although nobody but itself has named them."""

import subprocess
import sys

BEGIN = """
from telegram.ext import ApplicationBuilder
from bot.conversing.flow import FLOWS
from handlers.register import register
register(ApplicationBuilder().token("1:T").updater(None).job_queue(None).build())
from handlers.conversations import CONVERSATIONS
assert FLOWS and list(FLOWS) == [flow.name for flow in CONVERSATIONS], list(FLOWS)
"""


def test_who_registers_the_doors_enters_every_conversation() -> None:
    done = subprocess.run([sys.executable, "-c", BEGIN], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
