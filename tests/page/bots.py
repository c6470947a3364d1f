"""A bot of one's own: calls to the local messenger, for pages that no service is connected to."""

from typing import Any

import aiohttp

from sandbox.server import Messenger


class OwnBot:
    """Speaks to one person on one platform."""

    def __init__(self, messenger: Messenger, platform: str, user_id: int) -> None:
        self.bot = messenger.bots[platform]
        self.address = messenger.base_url + self.bot.token
        self.user_id = user_id

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method, and return its result."""
        address = f"{self.address}/{method}"
        async with aiohttp.ClientSession() as session, session.post(address, json=params) as answer:
            return (await answer.json())["result"]

    async def send(self, text: str, **params: Any) -> Any:
        """Send a text to the person."""
        return await self.call("sendMessage", chat_id=self.user_id, text=text, **params)

    async def upload(self, method: str, name: str, content: bytes, mime: str, caption: str = "") -> Any:
        """Send a file to the person: sendPhoto, sendDocument or sendVoice."""
        part = method.removeprefix("send").lower()
        form = aiohttp.FormData({"chat_id": str(self.user_id), "caption": caption}, quote_fields=False)
        form.add_field(part, content, filename=name, content_type=mime)
        async with aiohttp.ClientSession() as session, session.post(f"{self.address}/{method}", data=form) as answer:
            return await answer.json()

    async def presses(self) -> list[str]:
        """Take what waits, and return the ids of button presses."""
        updates = await self.call("getUpdates", timeout=5)
        await self.call("getUpdates", offset=updates[-1]["update_id"] + 1)
        return [update["callback_query"]["id"] for update in updates if "callback_query" in update]
