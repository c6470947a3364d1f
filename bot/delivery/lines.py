"""One first-in-first-out line per person, served in rotation: a flooder delays nobody else."""

from collections import deque

from storage.inbox import Inbound

Chat = tuple[str, int | None]


class Lines:
    """The updates that wait for their turn, by whom they came from."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[Inbound]] = {}
        self._chats: dict[Chat, deque[str]] = {}
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def add(self, row: Inbound) -> None:
        """Put a row at the end of its line; a new line stands behind the others.

        While a chat waits in the line of an unknown, it goes on in that one, although its owner is known by now.
        """
        waiting = self._chats.setdefault((row.platform, row.chat_id), deque())
        line = waiting[-1] if waiting else row.line
        waiting.append(line)
        self._lines.setdefault(line, deque()).append(row)
        self._waiting += 1

    def take(self, most: int) -> list[Inbound]:
        """Return the heads of the first lines, at most ``most``; these lines go behind the others."""
        taken = []
        for key in list(self._lines)[:most]:
            line = self._lines.pop(key)
            row = line.popleft()
            taken.append(row)
            self._leave((row.platform, row.chat_id))
            if line:
                self._lines[key] = line
        self._waiting -= len(taken)
        return taken

    def _leave(self, chat: Chat) -> None:
        self._chats[chat].popleft()
        if not self._chats[chat]:
            del self._chats[chat]
