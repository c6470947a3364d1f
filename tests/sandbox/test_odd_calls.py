"""Whatever a bot sends, the messenger answers or refuses; it has no errors of its own."""

import asyncio
import contextlib
import json
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.calls import Call, read_form
from sandbox.formatting_bale import render as render_bale
from sandbox.formatting_bale import units
from sandbox.formatting_telegram import render as render_telegram
from sandbox.methods import METHODS
from sandbox.refusals import Refusal
from sandbox.server import Messenger

NAMES = [
    *("chat_id", "text", "caption", "message_id", "reply_markup", "reply_parameters", "parse_mode"),
    *("reply_to_message_id", "entities", "media", "document", "photo", "voice", "duration", "latitude"),
    *("longitude", "phone_number", "first_name", "action", "file_id", "callback_query_id", "commands"),
    *("user_id", "url", "show_alert", "limit", "offset"),
]
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
OBJECT = st.dictionaries(st.sampled_from([*NAMES, "type", "command", "description"]), PLAIN, max_size=3)
JSON = PLAIN | OBJECT | st.lists(PLAIN | OBJECT, max_size=3)
BUTTON = st.dictionaries(st.sampled_from(["text", "callback_data", "url"]), st.text(max_size=5) | PLAIN)
MARKUP = st.builds(
    lambda rows, name: {name: rows},
    st.lists(st.lists(BUTTON, max_size=2), max_size=2),
    st.sampled_from(["inline_keyboard", "keyboard"]),
)
PARAMS = st.lists(st.tuples(st.sampled_from(NAMES), JSON | MARKUP), max_size=5).map(dict)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(METHODS.keys() - {"getupdates"})), PARAMS, st.sampled_from(["telegram", "bale"]))
def test_no_call_is_an_error_of_the_messenger(method: str, params: dict[str, Any], platform: str) -> None:
    messenger = Messenger(limits=False)
    messenger.phone(platform, 5).start()
    given_ = {"chat_id": 5} | {name: value for name, value in params.items() if value is not None}
    with contextlib.suppress(Refusal):
        json.dumps(METHODS[method](Call(messenger.bots[platform], method, given_, {})))


@given(st.dictionaries(st.text(), st.text()))
def test_a_form_is_read_as_it_was_written(fields: dict[str, str]) -> None:
    fields.pop("", None)
    assert read_form(urlencode(fields, quote_via=quote_plus).encode()) == fields


def test_the_last_of_a_repeated_field_counts_and_an_empty_one_stays() -> None:
    assert read_form(b"a=1=2&b&d=%3D%3d&&a=3") == {"a": "3", "b": "", "d": "=="}


@given(st.text(alphabet="<>/abiu &;=\"'#x1*_[]()`\n\u200c\u06f5😀"))
def test_formats_lie_inside_the_text(raw: str) -> None:
    rendered = [render_bale(raw)]
    with contextlib.suppress(Refusal):
        rendered.append(render_telegram(raw, "HTML"))
    for text, formats in rendered:
        assert all(0 <= f["offset"] <= f["offset"] + f["length"] <= units(text) for f in formats)


async def test_a_bot_that_goes_away_in_the_middle_of_a_call_is_a_call_that_was_cut(messenger: Messenger) -> None:
    place = urlsplit(messenger.base_url)
    _reader, writer = await asyncio.open_connection(place.hostname, place.port)
    token = messenger.bots["bale"].token
    writer.write(f"POST {place.path}{token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n".encode())
    await writer.drain()
    assert await messenger.activity.wait(0, 5)
    writer.transport.abort()
    assert await messenger.activity.wait(1, 5)
    assert messenger.log.counts == {("bale", "sendMessage", "cut"): 1}
