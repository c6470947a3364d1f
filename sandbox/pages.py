"""The page of phones as files: `/` and `/page/…`, with the headers that keep what is shown from ever running."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).with_name("page")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; media-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
# only what stands in this table is served, so that no path of a request is ever opened
FILES = {f"/page/{path.relative_to(FOLDER).as_posix()}": path for path in FOLDER.rglob("*") if path.suffix in TYPES}
FILES["/"] = FOLDER / "index.html"


def page(path: str) -> web.Response | None:
    """Return the file of the page that a path names, or None."""
    file = FILES.get(path)
    if file is None:
        return None
    return web.Response(body=file.read_bytes(), headers=HEADERS | {"Content-Type": TYPES[file.suffix]})
