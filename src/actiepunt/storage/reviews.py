"""Reviews that are kept between two sittings: what was looked at, and what was decided.

A review is a file in the git folder of the register, replaced in one step after every decision. It
may be removed at any time: what is recorded stands in the register, and what was looked at and
decisions that were kept aside are then forgotten.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from actiepunt import disk
from actiepunt.core.model import Value
from actiepunt.core.review import Decision, Review
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import windows
from actiepunt.text import digest

_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # date.fromisoformat also takes 2025-W12, which is a phrase


class Kept(NamedTuple):
    """A review, and the local moment at which it was written."""

    review: Review
    saved: datetime


@contextmanager
def held(repository: Repository, body: str, occasion: str) -> Iterator[None]:
    """Keep other windows from the review of a body for an occasion.

    Raises:
        ActiepuntError: another window holds it, or the git folder is read-only.
    """
    busy = ActiepuntError(
        _("the actions of {body} are being gone through in another window").format(body=body),
        _("Go on there, or close that window first."),
    )
    with windows.alone(_path(repository, body, occasion), busy):
        yield


def save(repository: Repository, review: Review, now: datetime) -> None:
    """Write a review in one step; one in which nothing was done is removed.

    Raises:
        ActiepuntError: the disk is full or the folder is read-only; the file is as it was.
    """
    if review.is_untouched:
        remove(repository, review)
        return
    path = _path(repository, review.body, review.occasion)
    disk.write(path, to_text(review, now).encode(errors="surrogatepass"))


def load(repository: Repository, body: str, occasion: str) -> Kept | None:
    """Return the review of a body for an occasion, or None if there is none.

    Raises:
        ActiepuntError: the file cannot be read.
    """
    path = _path(repository, body, occasion)
    if not path.exists():
        return None
    try:
        return from_text(path.read_bytes().decode(errors="surrogatepass"), body, occasion)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ActiepuntError(
            _("the kept review in {file} cannot be read").format(file=path),
            _("Remove the file; what was recorded stays in the register."),
        ) from error


def to_text(review: Review, now: datetime) -> str:
    """Return a review and the moment as the text of a file; the place is not kept."""
    content = {
        "version": 1,
        "saved": now.isoformat(),
        "order": review.order,
        "looked": dict(review.looked),
        "decisions": [_to_json(decision) for decision in review.decisions],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def from_text(text: str, body: str, occasion: str) -> Kept:
    """Return the review of a text of `to_text`.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is no such text.
    """
    content = json.loads(text)
    review = Review(
        body,
        occasion,
        tuple(map(str, content["order"])),
        looked={str(uid): str(seen) for uid, seen in content["looked"].items()},
        decisions=tuple(_from_json(fields) for fields in content["decisions"]),
    )
    return Kept(review, datetime.fromisoformat(content["saved"]))


def remove(repository: Repository, review: Review) -> None:
    """Remove what is kept of a review.

    Raises:
        ActiepuntError: it cannot be removed.
    """
    path = _path(repository, review.body, review.occasion)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise disk.not_written(error, path) from error


def _path(repository: Repository, body: str, occasion: str) -> Path:
    """Return the file of a review; what a hand wrote may be no file name."""
    return repository.private(f"review-{digest(json.dumps([body, occasion]))}.json")


def _to_json(decision: Decision) -> dict[str, Any]:
    fields = decision._asdict()
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
    }


def _from_json(fields: dict[str, Any]) -> Decision:
    texts = ("kind", "uid", "reason", "after", "seen", "commit")
    return Decision(
        **{name: str(fields[name]) for name in texts},
        on=date.fromisoformat(fields["on"]),
        value=_value(fields["kind"], fields["value"]),
        before=_value(fields["kind"], fields["before"]),
    )


def _value(kind: str, content: Any) -> Value:
    """Return a value as the field of this kind of decision has it."""
    if isinstance(content, list):
        return tuple(map(str, content))
    if kind == "defer" and isinstance(content, str) and _DAY.fullmatch(content):
        return date.fromisoformat(content)
    return None if content is None else str(content)
