"""How somebody is addressed: a title before the name, which says none twice."""

from bot.language.folding import squeeze
from bot.language.lexicon import table


def addressed(title: str, full_name: str) -> str:
    """Return a name under a title («جناب آقای مهندس»), without what of it the name begins with."""
    if not title:
        return full_name
    known = table()["title"]
    said = set(map(squeeze, title.split()))
    courtesy, degree = (set(map(squeeze, known[kind])) for kind in ("courtesy", "degree"))
    doubled = courtesy | (degree if said & degree else set())
    words = full_name.split()
    while words and squeeze(words[0]) in doubled:
        words = words[1:]
    return " ".join([title, *words])
