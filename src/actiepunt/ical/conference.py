"""The place to join an online meeting, for the property CONFERENCE (RFC 7986 5.11)."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from actiepunt.core.model import Meeting
from actiepunt.text import fold

_SERVICES: Mapping[str, str] = {
    r"teams\.(microsoft|live)\.com|teams\.cloud\.microsoft": "Microsoft Teams",
    r"zoom\.(us|com)|zoomgov\.com": "Zoom",
    r"webex\.com": "Webex",
    r"meet\.google\.com": "Google Meet",
    r"jit\.si|8x8\.vc|jitsi\..+": "Jitsi Meet",
    r"whereby\.com": "Whereby",
    r"goto\.com|gotomeet\.me|gotomeeting\.com": "GoTo Meeting",
    r"(bbb|bigbluebutton)\d*\..+": "BigBlueButton",
}
"""What people call a service, by the end of the host names at which its meetings are joined.

BigBlueButton and Jitsi are kept by many: there it is the host names that people give them.
"""
_HOSTS = [(re.compile(rf"(?:.+\.)?(?:{hosts})"), name) for hosts, name in _SERVICES.items()]

_ONLINE = re.compile(
    r"\b(online|on-line|digitaal|digitale|virtueel|virtuele|virtual|beeldbellen"
    r"|video ?(vergadering|conferentie|overleg|call|conference|meeting)|via internet"
    r"|teams|zoom|webex|jitsi|google meet|whereby)\b"
)
"""The words of a location that say of a meeting that people join it at its address."""


def label(meeting: Meeting) -> str:
    """Return what the place to join a meeting is called: a service, or a host name.

    It is empty for a meeting that people do not join at its `url`, as far as can be told.
    """
    host = _host(meeting.url)
    if not host:
        return ""
    service = next((name for hosts, name in _HOSTS if hosts.fullmatch(host)), "")
    return service or (host if _ONLINE.search(fold(meeting.location)) else "")


def _host(url: str) -> str:
    """Return the host name of a web address; empty for any other text."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # such as "https://[x"
        return ""
    is_name = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host)
    return host if parts.scheme in {"http", "https"} and is_name else ""
