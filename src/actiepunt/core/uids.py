"""The uids of records: 16 characters a-z and 2-7, which are 80 bits (RFC 7986 5.3)."""

import base64

OCTETS = 10


def of_octets(octets: bytes) -> str:
    """Return ten octets as a uid."""
    return base64.b32encode(octets).decode().lower()


def derived(text: str) -> str:
    """Return the uid that follows from a text, the same one everywhere."""
    import hashlib

    digest = hashlib.sha256(text.encode(errors="surrogatepass")).digest()
    return of_octets(digest[:OCTETS])
