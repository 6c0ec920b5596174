"""Seal a page off: it gets its own files and nothing else, and what it asked for is told."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from chapbook.plugins.browsing.job import Job

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Request, Route

#: A host that there cannot be (RFC 2606), and a page as deep as `../../` may lead.
_HOST = "https://drawing.invalid/"
ADDRESS = _HOST + "-/" * 12 + "drawing.html"

#: What a page may do besides what the routes below let through: nothing that talks to anyone.
_POLICY = (
    "default-src 'none'; img-src * data: blob:; style-src * data: 'unsafe-inline'; "
    "font-src * data: blob:; connect-src https: http: data: blob:; script-src {scripts}; "
    "frame-src 'none'; object-src 'none'; worker-src 'none'; form-action 'none'; base-uri 'none'"
)
_SCRIPTS = "https: http: data: blob: 'unsafe-inline' 'unsafe-eval'"
_FRAME = b"<!doctype html><html><head></head><body style='margin:0'></body></html>"

#: Switches of Chromium for what does not pass by the routes: names are not looked up, sockets and
#: calls go to a port where nobody listens, windows stay closed.
SWITCHES = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--block-new-web-contents",
    "--disable-background-networking",
    "--disable-component-update",
    "--dns-prefetch-disable",
    "--no-pings",
    "--font-render-hinting=none",
    "--js-flags=--max-old-space-size=512",
)


@dataclass
class Seal:
    """What a page may have, by address, and what it asked for in vain."""

    address: str
    page: bytes
    policy: str
    files: Mapping[str, Path]
    refused: list[str] = field(default_factory=list)
    was_opened: bool = False
    left_for: str = ""

    @classmethod
    def on(cls, context: BrowserContext, job: Job, folder: Path) -> Seal:
        """Seal all pages of a context."""
        page = _FRAME if job.is_svg else (folder / job.page).read_bytes()
        policy = _POLICY.format(scripts=_SCRIPTS if job.scripts else "'none'")
        files = {urljoin(ADDRESS, name): folder / file for name, file in job.files.items()}
        seal = cls(ADDRESS, page, policy, files)
        context.route("**/*", seal._answer)
        return seal

    @property
    def refusal(self) -> tuple[str, str]:
        """A sentence on the first thing that was refused, and what to do."""
        if self.left_for:
            return f"the drawing leads to {self.left_for[:200]}", "take out what makes it leave"
        name = self.refused[0]
        if name.startswith(_HOST):
            name = unquote(name.removeprefix(_HOST + "-/" * 12).removeprefix(_HOST))
            return (
                f"the drawing needs the file {name}, which is not there or not named in its page",
                "put it into the book's folder; a font that a style sheet names is also named in "
                "the page: <link rel=preload href=…>",
            )
        return (
            f"the drawing needs {name[:200]}, and a build fetches nothing",
            "put the file into the book's folder and name it there, or take it out",
        )

    def _answer(self, route: Route, request: Request) -> None:
        if request.is_navigation_request():
            if request.url == self.address and not self.was_opened:
                self.was_opened = True
                route.fulfill(
                    body=self.page,
                    content_type="text/html; charset=utf-8",
                    headers={"content-security-policy": self.policy},
                )
                return
            self.refused.append(request.url)
            self.left_for = request.url
            route.abort("aborted")
            return
        file = self.files.get(request.url.partition("#")[0])
        if file is None:
            self.refused.append(request.url)
            route.abort("blockedbyclient")
            return
        kind = mimetypes.guess_type(unquote(request.url.partition("?")[0]))[0]
        route.fulfill(
            body=file.read_bytes(),
            content_type=kind or "application/octet-stream",
            headers={"access-control-allow-origin": "*"},
        )
