"""Bale's text: always Markdown, with a space or a line's edge outside the marks (platforms: §4 GP, BI, BT).

There is no escape: what people typed may be reformatted too.
"""

import re

from sandbox.chats import Shape

EDGE_BEFORE, EDGE_AFTER = r"(?:(?<=\s)|^)", r"(?=\s|$)"
MARKED = re.compile(
    r"```\[(?P<title>[^\]\n]*)\](?P<body>.*?)```"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<target>[^)\s]+)\)"
    rf"|{EDGE_BEFORE}\*(?P<bold>[^*\n]+)\*{EDGE_AFTER}"
    rf"|{EDGE_BEFORE}_(?P<italic>[^_\n]+)_{EDGE_AFTER}",
    re.MULTILINE | re.DOTALL,
)


def render(raw: str) -> tuple[str, list[Shape]]:
    """Return the text as Bale shows it and its formats, offsets in UTF-16 units."""
    parts: list[str] = []
    formats: list[Shape] = []
    at = done = 0
    for match in MARKED.finditer(raw):
        before = raw[done : match.start()]
        kind, words, more = _meaning(match)
        at += units(before)
        formats.append({"type": kind, "offset": at, "length": units(words)} | more)
        parts += [before, words]
        at += units(words)
        done = match.end()
    return "".join([*parts, raw[done:]]), formats


def units(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _meaning(match: re.Match[str]) -> tuple[str, str, Shape]:
    if match["title"] is not None:
        return "expandable", f"{match['title']}\n{match['body'].strip()}", {"title": match["title"]}
    if match["label"] is not None:
        return "text_link", match["label"], {"url": match["target"]}
    if match["bold"] is not None:
        return "bold", match["bold"], {}
    return "italic", match["italic"], {}
