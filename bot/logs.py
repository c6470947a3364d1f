"""Logging, redacted: no token and no phone number reaches a log, a traceback included."""

import logging
import re
import sys

TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{8,}")
PHONE = re.compile(r"(?<![\w.])(?:\+|00)?(?:98|0)?9\d{2}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")


def redact(text: str) -> str:
    """Return text with tokens and phone numbers masked."""
    return PHONE.sub("[phone]", TOKEN.sub("[token]", text))


class RedactingFormatter(logging.Formatter):
    """Masks tokens and phones in the finished line, arguments and traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return redact(super().format(record))


def set_up_logs(level: int = logging.INFO) -> None:
    """Log to standard error, redacted; libraries that log addresses are kept quiet."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "telegram", "aiohttp.access", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _redacted_excepthook


def _redacted_excepthook(kind: type[BaseException], problem: BaseException, trace: object) -> None:
    text = logging.Formatter().formatException((kind, problem, trace))  # type: ignore[arg-type]
    sys.stderr.write(redact(text) + "\n")
