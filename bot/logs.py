"""Logging, redacted: no token and no phone number reaches a log, a traceback included."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

from bot.language.letters import ARABIC_DIGITS, PERSIAN_DIGITS

TOKEN = re.compile(r"\d{3,}(?::|%3[Aa])[A-Za-z0-9_-]{8,}")
PASSWORD = re.compile(r"(?<=://)[^/\s@]+@")
# Digits in any script, or as JSON and repr write them: «۹» is \u06f9 there.
DIGIT = r"(?:\d|\\u06[6fF]\d)"
ZERO, EIGHT, NINE = (rf"(?:[{n}{PERSIAN_DIGITS[n]}{ARABIC_DIGITS[n]}]|\\u06[6fF]{n})" for n in (0, 8, 9))
GAP = r"(?:[ \t().\u00a0\u200c\u2010-\u2015\u2212-]|%20|\\u200c|\\xa0){0,3}"
COUNTRY = rf"(?:\+|%2[Bb]|{ZERO}{GAP}{ZERO})?{GAP}{NINE}{GAP}{EIGHT}{GAP}{ZERO}?"
PHONE = re.compile(rf"(?<!\d)(?:{COUNTRY}|{ZERO})?{GAP}{NINE}(?:{GAP}{DIGIT}){{9}}(?!\d)")


def redact(text: str) -> str:
    """Return text with tokens, passwords of proxies and phone numbers masked; rather too much than too little."""
    return PHONE.sub("[phone]", PASSWORD.sub("[password]@", TOKEN.sub("[token]", text)))


class RedactingFormatter(logging.Formatter):
    """Masks tokens and phones in the finished line, arguments and traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return redact(super().format(record))


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object a line, redacted as the lines of text are."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; its time is UTC."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if record.exc_info:
            told["exception"] = redact(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def set_up_logs(level: int = logging.INFO, form: str = "text") -> None:
    """Log to standard error as «text» or «json», redacted; libraries that log addresses are kept quiet."""
    handler = logging.StreamHandler(sys.stderr)
    plain = RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if form == "json" else plain)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "telegram", "aiohttp.access", "asyncio", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _redacted_excepthook


def _redacted_excepthook(kind: type[BaseException], problem: BaseException, trace: object) -> None:
    text = logging.Formatter().formatException((kind, problem, trace))  # type: ignore[arg-type]
    sys.stderr.write(redact(text) + "\n")
