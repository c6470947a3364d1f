"""What a messenger calls the files that it was sent once: sent again, they need no second upload.

Kept in memory: an id is good for one bot on one messenger, and what was not sent since the start is uploaded once more.
"""

from bot.delivery.attachment import Attachment

MOST = 1000
"""Files that are remembered; the first that was learnt is forgotten first."""


class KnownFiles:
    """The ids of one bot's files."""

    def __init__(self) -> None:
        self._ids: dict[Attachment, str] = {}

    def get(self, file: Attachment) -> str | None:
        """Return the messenger's id of a file, None where it is not known."""
        return self._ids.get(file)

    def learn(self, file: Attachment, message: object) -> None:
        """Remember the id of a file that a sent message carries, if it carries it as what it was sent."""
        carried = message.get(file.kind) if isinstance(message, dict) else None
        if isinstance(carried, list):  # a photo in several sizes, the largest last
            carried = carried[-1] if carried else None
        if isinstance(carried, dict) and isinstance(number := carried.get("file_id"), str):
            self._ids[file] = number
            if len(self._ids) > MOST:
                del self._ids[next(iter(self._ids))]

    def forget(self, file: Attachment) -> None:
        """Forget an id that the messenger refused."""
        self._ids.pop(file, None)
