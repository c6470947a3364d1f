"""What reply_markup may hold, on each platform, with the real server's refusals."""

from typing import Any

from sandbox.bots import Bot
from sandbox.calls import Call
from sandbox.chats import Chat, Shape
from sandbox.refusals import Refusal, bad_request

PER_ROW, IN_ALL = 8, 100  # platforms: §8 PTB constants
TELEGRAM_ACTIONS = frozenset(
    {"url", "callback_data", "web_app", "copy_text", "login_url", "callback_game", "pay"}
    | {"switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat"}
)
BALE_ACTIONS = frozenset({"url", "callback_data", "web_app", "copy_text"})  # platforms: §4 GO, BI
Rows = list[list[Shape]]


def read_markup(call: Call) -> Shape:
    """Return the checked reply_markup, {} when there is none."""
    markup = call.structure("reply_markup", "reply keyboard markup")
    if markup is None or markup == {}:
        return {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        _check_inline(markup["inline_keyboard"], call.bot)
    elif "keyboard" in markup:
        markup["keyboard"] = _read_reply_rows(markup["keyboard"])
    return markup


def inline_rows(markup: Shape, *, edit: bool = False) -> Rows | None:
    """Return the inline keyboard's rows or None; an edit takes no other keyboard."""
    if edit and markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows: Rows = [row for row in markup.get("inline_keyboard", []) if row]
    return rows or None


def show_reply_keyboard(chat: Chat, markup: Shape) -> None:
    """Put up or take away the keyboard under the text field."""
    if "keyboard" in markup:
        chat.keyboard = markup["keyboard"]
        chat.one_time = bool(markup.get("one_time_keyboard"))
        chat.note("keyboard", chat.keyboard)
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
        chat.note("keyboard", None)


def _check_inline(rows: Any, bot: Bot) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Arrays')
    if not bot.bale and (sum(map(len, rows)) > IN_ALL or any(len(row) > PER_ROW for row in rows)):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button, BALE_ACTIONS if bot.bale else TELEGRAM_ACTIONS)


def _check_button(button: Any, known: frozenset[str]) -> None:
    if not isinstance(button, dict):
        raise _bad_button("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise _bad_button('Field "text" must be of type String')
    actions = known & button.keys()
    if not actions:
        raise _bad_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "callback_data" in actions:
        _check_data(button["callback_data"])
    if "url" in actions and not str(button["url"]).startswith(("http://", "https://", "tg://", "ble.ir")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= 64:  # platforms: §4 GO, §8
        raise bad_request("BUTTON_DATA_INVALID")


def _read_reply_rows(rows: Any) -> Rows:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be of type Array of Arrays')
    read: Rows = [[_reply_button(button) for button in row] for row in rows if row]
    return read


def _reply_button(button: Any) -> Shape:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    return button


def _bad_button(text: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {text}")
