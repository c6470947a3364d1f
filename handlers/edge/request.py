"""python-telegram-bot's bot: its own calls go over the same wire, and it keeps its token to itself."""

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from handlers.edge.wire import SEND_TIMEOUT, Wire


class QuietBot(Bot):
    """A bot whose `repr` does not show its token; the application's shows the bot's."""

    def __repr__(self) -> str:
        return "QuietBot[]"


class WireRequest(BaseRequest):
    """Carries what `telegram.Bot` asks for itself (getMe at its start)."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def read_timeout(self) -> float:
        """Return the seconds after which a call is given up."""
        return SEND_TIMEOUT

    async def initialize(self) -> None:
        """Do nothing: the session belongs to the wire."""

    async def shutdown(self) -> None:
        """Do nothing: the session belongs to the wire."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: object, **_more: object
    ) -> tuple[int, bytes]:
        """Return the status and body of one call."""
        del method  # the Bot API takes POST for everything
        answer = await self._wire.post_url(url, request_data.parameters if request_data else {})
        return answer.status, answer.body
