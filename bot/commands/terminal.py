"""The demo's chat in the terminal: lines are said, «#3» taps, «@ فارس» is another person, «+24» moves the clock."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

from bot.language.catalogue import t
from bot.language.dates import moment
from bot.language.folding import squeeze
from bot.language.letters import latin_digits
from bot.people.roster_file import RosterRow
from bot.people.sample import sample_roster
from bot.programme.provinces import by_code
from sandbox.chats import Shown
from sandbox.phones import Phone
from sandbox.server import Messenger

QUIET = 0.3
"""Seconds without anything new after which what was shown is all there is."""


def account_of(row: RosterRow) -> int:
    """Return the sample account of a person of the sample roster."""
    return int(row.phone[-7:])


class Terminal:
    """A phone at a time, on lines of text."""

    def __init__(self, messenger: Messenger, kill: Callable[[], Awaitable[None]]) -> None:
        self._messenger = messenger
        self._kill = kill
        self._roster = sample_roster()
        self._seen: dict[str, dict[int, str]] = {}
        self._buttons: list[tuple[str, Shown | None]] = []
        self._phone = self._take_phone(by_code("IR-21").name)
        self._buttons_of: Phone | None = None

    async def talk(self) -> None:
        """Talk until the input ends; without any input, leave everything to the page until Ctrl-C."""
        print(t("demo.welcome", address=self._messenger.address))
        loop = asyncio.get_running_loop()
        self._phone.start()
        said = False
        while True:
            await self._show()
            print(t("demo.prompt", who=self._phone.user.first_name), end=" ", flush=True)
            line = await loop.run_in_executor(None, sys.stdin.readline)
            if not line and said:
                return
            if not line:
                await asyncio.Event().wait()
            said = True
            try:
                await self._act(line.strip())
            except (LookupError, ValueError):
                print(t("demo.not_understood"))

    async def _act(self, line: str) -> None:
        mark, rest = line[:1], line[1:].strip()
        match mark:
            case "":
                return
            case "#":
                self._tap(int(latin_digits(rest)))
            case "@":
                self._phone = self._take_phone(rest)
            case "+":
                self._messenger.clock.advance(float(latin_digits(rest)) * 3600)
                print(t("demo.clock", moment=moment(self._messenger.clock.now())))
            case "-":
                await self._kill()
                print(t("demo.killed"))
            case _:
                self._phone.say(line)

    def _tap(self, number: int) -> None:
        label, shown = self._buttons[number - 1] if number > 0 else self._buttons[-1]
        if shown:
            self._phone.tap(label, shown)
        else:
            self._phone.press_menu(label)

    def _take_phone(self, name: str) -> Phone:
        """Return the phone of the person of the roster whose name has these letters in it."""
        row = next(row for row in self._roster if squeeze(name) in squeeze(row.full_name))
        return self._messenger.phone("bale", account_of(row), row.full_name, row.phone)

    async def _show(self) -> None:
        """Print what is new on this phone, once it has come to rest."""
        await self._rest()
        seen, news = self._seen.setdefault(self._phone.phone_id, {}), False
        for shown in self._phone.messages:
            if seen.get(shown.message_id) != (text := f"{shown.text}{shown.labels}"):
                seen[shown.message_id], news = text, True
                print(f"\n{shown.text}")
        if news or self._buttons_of != self._phone:
            self._number_buttons()

    def _number_buttons(self) -> None:
        """Number the buttons of the newest message and of the menu, and print them."""
        newest = next(iter(reversed(self._phone.messages)), None)
        self._buttons = [(label, newest) for label in (newest.labels if newest else [])]
        self._buttons += [(label, None) for row in self._phone.keyboard for label in row]
        self._buttons_of = self._phone
        for number, (label, _shown) in enumerate(self._buttons, start=1):
            print(t("demo.button", number=number, label=label))

    async def _rest(self) -> None:
        """Wait until something was answered and nothing more has come for a moment."""
        changes, patience = self._phone.chat.changes, 3.0
        while await changes.wait(changes.version, patience):
            patience = QUIET
