"""Hands on the page of phones: what a person does and sees there, and what the page may not do."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect

from sandbox.server import Messenger

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
WIDE, NARROW, SMALL = (1440, 900), (390, 844), (360, 640)
TYPING = 260
"""Pixels of a small screen that the keyboard takes while somebody types."""
LONGEST = 30_000
"""Milliseconds that a page may take on a busy machine."""

SHOWN_WHOLE = """async (bubble, text) => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  const texts = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + text.length);
    const [words, chat] = [range, bubble.closest(".chat")].map((each) => each.getBoundingClientRect());
    return chat.top <= words.top && words.bottom <= chat.bottom;
  }
  return false;
}"""


@dataclass
class Hand:
    """One phone on the page."""

    node: Locator

    def button(self, label: str) -> Locator:
        """Return the newest button with this label."""
        return self.node.get_by_role("button", name=label, exact=True).last

    async def tap(self, *labels: str) -> None:
        """Tap one button after another, each as soon as it is there."""
        for label in labels:
            await self.button(label).click()

    async def say(self, text: str) -> None:
        """Write a text and press Enter."""
        field_ = self.node.get_by_label("متن پیام")
        await field_.fill(text)
        await field_.press("Enter")

    async def sees(self, text: str) -> Locator:
        """Wait for a bubble with this text, and return the newest."""
        found = self.node.locator(".bubble", has_text=text).last
        await expect(found).to_be_visible(timeout=LONGEST)
        return found

    async def shows_whole(self, text: str) -> bool:
        """Return whether a text of the newest bubble stands whole between the header and the field."""
        return bool(await (await self.sees(text)).evaluate(SHOWN_WHOLE, text))

    async def attach_photo(self, file: Path) -> None:
        """Send a picture from a file."""
        await self.node.get_by_role("button", name="پیوست").click()
        async with self.node.page.expect_file_chooser() as chooser:
            await self.node.page.get_by_role("menuitem", name="عکس").click()
        await (await chooser.value).set_files(file)

    async def register(self, honorific: str = "جناب آقای مهندس") -> None:
        """Register from «شروع» to the menu."""
        await self.tap("شروع", "ارسال شمارهٔ من")
        await self.node.get_by_role("alertdialog").get_by_role("button", name="ارسال").click()
        await self.tap(honorific)
        await expect(self.button("بیشتر")).to_be_visible()


@dataclass
class Desk:
    """The page in one browser window; `complaints` collects errors of its console and requests to elsewhere."""

    page: Page
    messenger: Messenger
    complaints: list[str] = field(default_factory=list)

    async def open(self) -> None:
        """Open the page and wait until it is ready."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        await self.page.goto(self.messenger.address)
        await expect(self.page.locator("html[data-ready]")).to_be_attached()

    def phone(self, name: str) -> Hand:
        """Return the open phone of a person."""
        return Hand(self.page.get_by_role("region", name=f"تلفن {name}"))

    async def take(self, name: str) -> Hand:
        """Choose a person in the list, and return their phone."""
        await self.person(name).click()
        return self.phone(name)

    def person(self, name: str) -> Locator:
        """Return a person's entry in the list."""
        return self.page.get_by_role("navigation").locator(".person", has_text=name)

    async def picture(self, name: str) -> None:
        """Keep a screenshot among the artefacts."""
        await self.page.evaluate("document.fonts.ready")
        await self.page.screenshot(path=ARTEFACTS / f"{name}.png", animations="disabled")

    async def runs(self, script: str) -> Any:
        """Return what a script says of the page."""
        return await self.page.evaluate(script)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.messenger.address, "data:")):
            self.complaints.append(f"asked {request.url}")
