"""answerCallbackQuery: the toast or alert over the screen, once and in time."""

from sandbox.calls import Call
from sandbox.chats import Toast
from sandbox.formatting_bale import units
from sandbox.refusals import bad_request


def answer_callback_query(call: Call) -> bool:
    """Answer a press; refuses text over 200 and presses that are unknown, answered or old."""
    text = call.text("text") or ""
    if units(text) > 200:  # platforms: §4, §8
        raise bad_request("MESSAGE_TOO_LONG")
    press = call.bot.presses.take(call.text("callback_query_id") or "", call.bot.clock.timestamp())
    old_client = call.bot.bale and press.press_id.startswith("1")
    press.toast = Toast("" if old_client else text, call.flag("show_alert"))
    press.changes.mark()
    press.chat.toasts.append(press.toast)
    press.chat.note("toast", (press, press.toast))
    return True
