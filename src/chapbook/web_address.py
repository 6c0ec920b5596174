"""Addresses on the web: mend what can be mended, and tell what opens nothing."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
#: Schemes that are no links in a book: they hold code or name a file of the author's.
_REFUSED = frozenset({"data", "file", "javascript", "vbscript"})
#: Schemes that a reading system can hand on; EPUBCheck warns of those that it has not heard of.
_KNOWN = frozenset(
    {"ftp", "http", "https", "info", "irc", "ldap", "mailto", "news", "nntp", "sip", "sips"}
    | {"tel", "telnet", "urn", "xmpp"}
)
#: Schemes whose addresses name a host.
_WITH_HOST = frozenset({"ftp", "http", "https"})
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}\[\]]")
_HOST = re.compile(r"(?:[\w-]+\.)*[\w-]+\.?|[0-9a-f:.]*:[0-9a-f:.]*")


def has_scheme(target: str) -> bool:
    """Whether the address leads out of the book."""
    return _SCHEME.match(target) is not None


def is_known(target: str) -> bool:
    """Whether a reading system can open an address that leads out of the book."""
    scheme = _SCHEME.match(target)
    return scheme is not None and scheme[1].lower() in _KNOWN


def mend_address(target: str) -> str | None:
    """The address with a bare percent sign, a backslash and the like escaped.

    None where nothing opens it: `http://` and `http://a..b/` name no host, `c:` is a drive.
    """
    target = re.sub(r"[\t\r\n]", "", target).strip()
    scheme = _SCHEME.match(target)
    if scheme is None or len(scheme[1]) == 1 or scheme[1].lower() in _REFUSED:
        return None
    if scheme[1].lower() not in _WITH_HOST:
        return target[: scheme.end()] + _escape(target[scheme.end() :])
    address, hash_sign, fragment = target.partition("#")
    try:
        parts = urlsplit(address.replace("\\", "/"))
        if not _names_host(parts):
            return None
    except ValueError:  # a port that is no number, brackets that are no IPv6 address
        return None
    opening = address[: scheme.end() + 2 + len(parts.netloc)].replace("\\", "/")
    rest = address[len(opening) :].replace("\\", "/")
    return f"{opening}{_escape(rest)}{hash_sign}{_escape(fragment)}"


def escape_percent(target: str) -> str:
    """The address with each `%` that begins no escape written as one."""
    return _BARE_PERCENT.sub("%25", target)


def _names_host(parts: SplitResult) -> bool:
    """Whether host and port are what EPUBCheck's parser, which is strict about them, takes."""
    return _HOST.fullmatch(parts.hostname or "") is not None and parts.port != 0


def _escape(text: str) -> str:
    escaped = _NOT_IN_ADDRESS.sub(lambda found: quote(found[0], safe=""), escape_percent(text))
    return escaped.replace("#", "%23")
