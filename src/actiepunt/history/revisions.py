"""POINT: a moment in the history of the register, as people write it.

A day means its end in the register's time zone, a meeting means its start, and any other text is a
revision of git (gitrevisions(7)). A moment is looked up by committer date along first parents.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from actiepunt import history
from actiepunt.core import labels
from actiepunt.core.due import YEARS
from actiepunt.core.model import Register
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import committed


class Point(NamedTuple):
    """A commit, and the day that counts as today when its register is shown."""

    commit: str
    day: date


def find(repository: Repository, text: str, register: Register, reader: Reader) -> Point:
    """Return the commit that a POINT names.

    Raises:
        ActiepuntError: the text names nothing, the register did not exist yet, or the clone is
            shallow and may lack the commit.
    """
    history.demand_whole(repository)
    zone = ZoneInfo(register.settings.timezone)
    moment = _moment(text, reader, zone)
    if moment is None:
        commit = repository.revision(text)
        if commit is None:
            raise ActiepuntError(
                _("“{text}” is no day, meeting or revision").format(text=text),
                _(
                    "Write a day ({day}), a meeting (AB:last), or a revision of git (HEAD~3)."
                ).format(day=reader.today.isoformat()),
            )
        day = history.moment(repository.commit_time(commit)).astimezone(zone).date()
        # The committer's clock may have been wrong by centuries.
        return Point(commit, day if day.year in YEARS else reader.today)
    commit = repository.before(int(moment.timestamp()))
    if not commit:
        raise ActiepuntError(
            _("the register has no history yet at {moment}").format(
                moment=labels.full_day(moment, _)
            ),
            _("Choose a later day; `git log -- data` shows when it began."),
        )
    return Point(commit, moment.date())


def _moment(text: str, reader: Reader, zone: ZoneInfo) -> datetime | None:
    """Return the moment that a day or a meeting means; None if the text is neither.

    Raises:
        ActiepuntError: the meeting is not planned.
    """
    meeting = reader.meeting_or_none(text)
    if meeting is not None:
        if meeting.start is None:
            raise ActiepuntError(
                _("{meeting} is not planned, so it has no moment").format(meeting=meeting.id),
                _("Choose a day or another meeting."),
            )
        start = meeting.start
        local = start if isinstance(start, datetime) else datetime.combine(start, time.min)
        return local.replace(tzinfo=zone)
    try:
        day = reader.exact_day(text)
    except UsageError:
        return None
    return datetime.combine(day, time(23, 59, 59), zone)


def register_at(repository: Repository, commit: str) -> Register:
    """Return the register of a commit, without withdrawn records.

    Raises:
        FaultyError: the files of that commit cannot be read.
    """
    return committed.load(repository, commit, checks=False).sound().register.visible


def bound(
    repository: Repository, reader: Reader, text: str, zone: ZoneInfo, *, end: bool = False
) -> datetime | None:
    """Return the moment of a POINT; None for an empty text.

    It is the start of a meeting with a time, the beginning of a period or, with `end`, the end of
    its last day. A revision gives the time of its commit or, without `end`, the second after it.

    Raises:
        UsageError: the text is no day, meeting or revision.
    """
    if not text:
        return None
    meeting = reader.meeting_or_none(text)
    if meeting and isinstance(meeting.start, datetime):
        return meeting.start.replace(tzinfo=zone)
    try:
        period = reader.period(text)
    except UsageError:
        commit = repository.revision(text)
        if commit is None:
            raise
        return history.moment(repository.commit_time(commit) + (not end)).astimezone(zone)
    day = period.last + timedelta(days=1) if end else period.first
    return datetime.combine(day, time.min, zone)
