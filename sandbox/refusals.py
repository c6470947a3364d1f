"""What the server says when it does not do what it was asked: status, real text, parameters."""


class Refusal(Exception):  # noqa: N818 - not an error of ours
    """An answer `ok: false`; `plain` is sent as text instead of JSON (a proxy's answer)."""

    def __init__(self, status: int, description: str, retry_after: int | None = None, *, plain: bool = False):
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.plain = plain


def bad_request(text: str) -> Refusal:
    """Return Telegram's 400 with its usual opening."""
    return Refusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refusal:
    """Return a 403 with its usual opening."""
    return Refusal(403, f"Forbidden: {text}")


def not_found(what: str = "") -> Refusal:
    """Return the 404 of an unknown method, a malformed token or a dead link (platforms: §6 BM, §8)."""
    return Refusal(404, f"Not Found: {what}" if what else "Not Found")


def too_many(retry_after: int, form: str = "retry_after") -> Refusal:
    """Return a 429 in one of its three seen forms (platforms: §6 GO, BT, PB)."""
    if form == "text":
        return Refusal(429, "local_rate_limited", plain=True)
    if form == "json":
        return Refusal(429, "bot limit exceed")
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)
