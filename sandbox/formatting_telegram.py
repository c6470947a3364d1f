"""Telegram's text: parse_mode=HTML with the real server's errors, and the cleaning that it does.

Errors: tdlib, td/telegram/MessageEntity.cpp and its tests. An unknown `&name;` stays as it is there.
"""

import html
import re

from sandbox.chats import Shape
from sandbox.formatting_bale import units
from sandbox.refusals import bad_request

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
}  # fmt: skip
PIECE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);?|<(?P<tag>[^>]*)(?P<end>>?)")
ATTRIBUTE = re.compile(r"""\s+([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[a-zA-Z0-9.-]+))?""")
DELETED = re.compile("[\u2028-\u202e]")  # pitfalls: Persian; tdlib, clean_input_string
SPACED = re.compile(r"[\x00-\x08\x0b-\x1f\t]")


def clean(text: str) -> str:
    """Return the text as Telegram keeps it: bidi marks U+202A–U+202E gone, controls as spaces, trimmed."""
    text = text.replace("\r", "")
    return SPACED.sub(" ", DELETED.sub("", text))


def render(text: str, parse_mode: str | None) -> tuple[str, list[Shape]]:
    """Return plain text and entities; refuses bad HTML, and Markdown, which this messenger does not parse."""
    mode = (parse_mode or "").lower()
    if not mode:
        return clean(text).strip(), []
    if mode in {"markdown", "markdownv2"}:
        raise bad_request("the local messenger does not parse Markdown; use HTML")
    if mode != "html":
        raise bad_request("unsupported parse_mode")
    plain, entities = _Parser(clean(text)).run()
    return _trim(plain, entities)


def _trim(text: str, entities: list[Shape]) -> tuple[str, list[Shape]]:
    lead = units(text) - units(text.lstrip())
    stripped = text.strip()
    size = units(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    kept.sort(key=lambda e: (e["offset"], -e["length"]))
    return stripped, kept


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._at = 0
        self._open: list[tuple[str, int, Shape]] = []
        self._entities: list[Shape] = []

    def run(self) -> tuple[str, list[Shape]]:
        done = 0
        for match in PIECE.finditer(self._text):
            self._write(self._text[done : match.start()])
            done = match.end()
            if match["tag"] is None:
                self._write(html.unescape(match[0]))
            else:
                self._take_tag(match)
        self._write(self._text[done:])
        if self._open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        return "".join(self._out), self._entities

    def _write(self, words: str) -> None:
        self._out.append(words)
        self._at += units(words)

    def _take_tag(self, match: re.Match[str]) -> None:
        where = len(self._text[: match.start()].encode("utf-8", "surrogatepass"))
        inside = match["tag"]
        if inside.startswith("/"):
            self._close(inside[1:].strip().lower(), where, ended=bool(match["end"]))
            return
        name = re.match(r"[^\s/]*", inside)
        tag = name[0].lower() if name else ""
        if tag not in TAGS:
            raise _broken(f'Unsupported start tag "{tag}" at byte offset {where}')
        if not match["end"]:
            raise _broken(f'Unclosed start tag "{tag}" at byte offset {where}')
        pairs = ATTRIBUTE.findall(inside[len(tag) :])
        given = {key.lower(): html.unescape(value.strip("\"'")) for key, value in pairs}
        self._open.append((tag, self._at, _entity(tag, given, where)))

    def _close(self, tag: str, where: int, *, ended: bool) -> None:
        if not self._open:
            raise _broken(f"Unexpected end tag at byte offset {where}")
        if not ended:
            raise _broken(f"Unclosed end tag at byte offset {where}")
        name, start, entity = self._open.pop()
        if tag and tag != name:
            raise _broken(f'Unmatched end tag at byte offset {where}, expected "</{name}>", found "</{tag}>"')
        if self._at > start and entity:
            self._entities.append(entity | {"offset": start, "length": self._at - start})


def _entity(tag: str, given: dict[str, str], where: int) -> Shape:
    if tag == "span" and given.get("class") != "tg-spoiler":
        raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    if tag == "a":
        return {"type": "text_link", "url": given["href"]} if given.get("href") else {}
    if tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    return {"type": TAGS[tag]}


def _broken(text: str) -> Exception:
    return bad_request(f"can't parse entities: {text}")
