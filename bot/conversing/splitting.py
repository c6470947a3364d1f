"""Long texts in pieces that a messenger takes: counted in UTF-16 units, never cut inside a word."""

LONGEST = 4000
"""UTF-16 units of one message; both messengers take 4,096, the rest is room for marks."""

CAPTION = 1000
"""UTF-16 units under a file; both messengers take 1,024."""


def split(text: str, longest: int = LONGEST) -> list[str]:
    """Return pieces of at most ``longest`` UTF-16 units, cut at line ends, else at spaces, else anywhere."""
    pieces = []
    while units(text) > longest:
        end = _fitting(text, longest)
        cut = max(text.rfind("\n", 0, end + 1), 0) or max(text.rfind(" ", 0, end + 1), 0) or end
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip(" \n")
    return [*pieces, text] if text or not pieces else pieces


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as messengers count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(text: str, longest: int) -> int:
    """Return how many characters fit into ``longest`` units."""
    if text.isascii() or max(text) <= "\uffff":
        return longest
    count = 0
    for index, character in enumerate(text):
        count += 2 if character > "\uffff" else 1
        if count > longest:
            return index
    return len(text)
