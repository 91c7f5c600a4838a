"""Opens pages from disk and from a server of this machine, and writes down whatever a page says or asks for beyond."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn

from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from .charts import settle

TIMEOUT = 10_000
"""Milliseconds in which anything must happen."""
WIDE, NARROW = 1280, 400
WHOLE = """language => [
  document.querySelectorAll("h1").length === 1 && document.querySelector("h1").textContent.trim(),
  document.title.trim(), document.documentElement.lang === language,
]"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingMixIn, TCPServer):  # HTTPServer would look up the name of this machine
    daemon_threads = True


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a plain static host of this machine gives out the folder."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


class Visitor:
    """Opens pages, all in one tab because a new one takes longer than most pages.

    ``troubles`` are messages, errors, dialogs and requests to elsewhere, each with the page.
    """

    def __init__(self, browser: Browser, folder: Path, address: str) -> None:
        self.troubles: list[str] = []
        self._folder = folder
        self._from = {"file": folder.as_uri() + "/", "http": address}
        self._change: Callable[[str], str] | None = None
        context = browser.new_context(accept_downloads=True, locale="en")
        context.set_default_timeout(TIMEOUT)
        context.route("**/*", self._guard)
        self._page = page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._note(f"uncaught {error}"))
        page.on("dialog", lambda dialog: (self._note(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("websocket", lambda socket: self._note(f"asks for {socket.url}"))
        page.on("popup", lambda popup: self._note(f"opens {popup.url}"))
        page.on("response", lambda got: self._note(f"{got.status} {got.url}") if got.status >= 400 else None)

    def open(
        self,
        path: str,
        origin: str = "file",
        width: int = WIDE,
        scheme: str = "light",
        change: Callable[[str], str] | None = None,
    ) -> Page:
        """A page below the folder of the site, with its charts drawn. ``change`` spoils its text on the way."""
        self._change = change
        self._page.set_viewport_size({"width": width, "height": 900})
        self._page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
        self._page.goto(self._from[origin] + path)
        settle(self._page)
        if not all(self._page.evaluate(WHOLE, path.partition("/")[0])):
            self._note("has not one heading, a title, and its language")
        return self._page

    def place(self) -> str:
        """Where the page lies below the folder of the site, without query and fragment."""
        plain = self._page.url.partition("#")[0].partition("?")[0]
        (start,) = [start for start in self._from.values() if plain.startswith(start)]
        return plain.removeprefix(start)

    def leave(self) -> list[str]:
        """Forget what pages have kept; the troubles since the last time."""
        self._page.evaluate("() => { try { localStorage.clear(); sessionStorage.clear() } catch {} }")
        self._change = None
        found, self.troubles = self.troubles, []
        return found

    def _guard(self, route: Route) -> None:
        url = route.request.url
        if not url.startswith((*self._from.values(), "blob:", "data:")):
            self._note(f"asks for {url}")
            route.abort()
        elif self._change and route.request.resource_type == "document":
            body = (self._folder / url.removeprefix(self._from["http"])).read_text("utf-8")
            route.fulfill(body=self._change(body), content_type="text/html; charset=utf-8")
        else:
            route.continue_()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self._note(f"console {message.type}: {message.text}")

    def _note(self, what: str) -> None:
        self.troubles.append(f"{self._page.url}: {what}")
