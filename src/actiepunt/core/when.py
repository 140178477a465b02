"""WHEN on the command line: dates, moments and phrases as people type them.

Today is a parameter: nothing here reads a clock. Nothing is guessed: a text that cannot be read is
an error that shows three examples. Relative phrases are in `relative`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cached_property

from actiepunt.core import due, examples, labels, undated
from actiepunt.core.calendar import is_over, order
from actiepunt.core.due import Period
from actiepunt.core.model import Meeting
from actiepunt.core.relative import RELATIVE, Relative
from actiepunt.core.vocabulary import KEYWORDS, VALUES, tokens
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, slug

_CLOCK = re.compile(r"(?:^|[ t])(?:om |at )?(\d{1,2})(?:[:.](\d{2})(?::00)?)?( ?uur| ?u| ?h)?$")

# "1 april a.s." and "aanstaande vrijdag" say of a day that it is the first to come.
_COMING = re.compile(
    r"^(?:a\. ?s\.|aanstaande) (?=\S)|(?<=\S) (?:a\. ?s\.?|as|aanstaande)$", re.IGNORECASE
)


class Reader:
    """Reads WHEN as seen on `today`, in a register with these meetings.

    `now` is a local moment without a zone, which decides what the next and last meetings are; by
    default the beginning of today. `bodies` are names that mean a body without meetings too.
    """

    def __init__(
        self,
        today: date,
        meetings: Iterable[Meeting] = (),
        now: datetime | None = None,
        bodies: Iterable[str] = (),
    ) -> None:
        self.today = today
        self.meetings = tuple(meetings)
        self.bodies = frozenset(map(slug, bodies))
        self.now = now or datetime.combine(today, time.min)

    def due(self, text: str) -> date | str:
        """Return what goes into a `due` field: a date, a phrase, or a meeting id.

        A phrase either has a year or is undated (see `undated`). A body alone is its next meeting.

        Raises:
            UsageError: it cannot be read.
            ActiepuntError: it names a meeting that is not in the calendar.
        """
        text = " ".join(text.split())
        meeting = self.meeting_or_none(text)
        if meeting is not None:
            return meeting.id
        phrase = self._phrase(text)
        if phrase is None and undated.reads(text):
            return self._next_meeting(text) or text
        if phrase is None and (self._of(text) or slug(text) in self.bodies):
            return self.meeting(f"{text}:{_('next')}").id
        if phrase is None:
            raise unreadable(text, self.today)
        return phrase

    def _next_meeting(self, text: str) -> str | None:
        """Return the id of the next meeting named by a text, or None if it is not planned yet."""
        whose = undated.next_meeting(text)
        meeting = self._next_or_last(self._of(whose) if whose else [], "next")
        return meeting and meeting.id

    def day(self, text: str) -> date:
        """Return a day, or the deadline of a period or a meeting.

        Raises:
            UsageError: it cannot be read, or has no day.
        """
        value = self.due(text)
        last = due.deadline(value, {m.id: m for m in self.meetings})
        if last is None:
            raise unreadable(text, self.today)
        return last

    def period(self, text: str) -> Period:
        """Return the days of a date, a phrase or a meeting.

        Raises:
            UsageError: it cannot be read, or has no day.
        """
        period = due.days(self.due(text), {m.id: m for m in self.meetings})
        if period is None:
            raise unreadable(text, self.today)
        return period

    def exact_day(self, text: str) -> date:
        """Return a single day.

        Raises:
            UsageError: it cannot be read, or is a period of several days.
        """
        period = self.period(text)
        if period.first != period.last:
            raise UsageError(
                _("“{text}” is not one day").format(text=text),
                _("Give a date, such as {examples}.").format(examples=examples.days(self.today)),
            )
        return period.first

    def moment(self, text: str, on: date | None = None) -> datetime | date:
        """Return a local moment without a zone, or a day where no time is given.

        Args:
            text: As typed.
            on: The day of a time that is given without a day.

        Raises:
            UsageError: it cannot be read.
        """
        text = " ".join(text.split())
        if due.parse(text) is None and (clock := _CLOCK.search(text.lower())):
            hour, minute, unit = clock.groups()
            before = text[: clock.start()].strip().rstrip(",")
            if (minute or unit) and (before or on):
                day = self.exact_day(before) if before else on
                try:
                    return datetime.combine(day or self.today, time(int(hour), int(minute or 0)))
                except ValueError:
                    raise unreadable(text, self.today, moment=True) from None
        return self.exact_day(text)

    def window(self, text: str) -> str:
        """Return a period as a phrase, for a meeting that is not planned yet.

        Raises:
            UsageError: it cannot be read, or is a single day, which is a start.
        """
        text = " ".join(text.split())
        phrase = self._phrase(text)
        if phrase is None and undated.reads(text):
            return text
        if phrase is None:
            raise unreadable(text, self.today)
        if not isinstance(phrase, str):
            raise UsageError(
                _("“{text}” is a day, not a period").format(text=text),
                _('Give the day with --start, or a period such as "Q2" or "week 12".'),
            )
        return phrase

    def meeting(self, text: str) -> Meeting:
        """Return the meeting that REF names.

        REF is an id, `AB:next`, `AB:last`, `AB@2025-03-05`, `volgende AB` or `AB 5 maart`.

        Raises:
            ActiepuntError: there is no such meeting.
        """
        meeting = self.meeting_or_none(text)
        if meeting is None:
            raise _no_meeting(text)
        return meeting

    def meeting_or_none(self, text: str) -> Meeting | None:
        """Return the meeting that `text` names, or None where it does not look like one.

        Raises:
            ActiepuntError: it looks like a meeting, and there is no such meeting.
        """
        for meeting in self.meetings:
            if meeting.id == text.lower():
                return meeting
        in_words = self._in_words(text) or self._on_day(text)
        if in_words is not None:
            return in_words
        name, sign, point = (part.strip() for part in re.split("([:@])", text + "::", maxsplit=1))
        point = point.removesuffix("::").strip()
        if not name or (sign == ":" and fold(point) not in _ENDS):
            return None
        of_body = self._of(name)
        if not of_body and sign == "@" and not any(char.isalpha() for char in name):
            return None
        referred = (
            self._next_or_last(of_body, fold(point))
            if sign == ":"
            else self._on(of_body, text, self.exact_day(point))
        )
        if referred is None:
            raise _no_meeting(text)
        return referred

    def _of(self, name: str) -> list[Meeting]:
        """Return the meetings of a body, or with a title."""
        return self._by_name.get(slug(name), [])

    @cached_property
    def _by_name(self) -> dict[str, list[Meeting]]:
        found: dict[str, list[Meeting]] = {}
        for meeting in self.meetings:
            found.setdefault(slug(meeting.body or meeting.title), []).append(meeting)
        found.pop("", None)  # of meetings without a name, which `check` refuses
        return found

    def _in_words(self, text: str) -> Meeting | None:
        """Return the meeting that `volgende AB` or `last AB` names, or None for any other text.

        Raises:
            ActiepuntError: the body has no such meeting.
        """
        match = re.fullmatch(r"(?:(?:de|het|the) )?(\w+) (.+)", text, re.IGNORECASE)
        word = fold(match[1]) if match else ""
        if not match or word not in _ENDS:
            return None
        of_body = self._of(match[2])
        if not of_body and slug(match[2]) not in self.bodies:
            return None
        meeting = self._next_or_last(of_body, word)
        if meeting is None:
            raise _no_meeting(text)
        return meeting

    def _on_day(self, text: str) -> Meeting | None:
        """Return the meeting that `AB 22 april` names, or None for any other text.

        A day without a year is that of the nearest meeting on it.

        Raises:
            ActiepuntError: the body does not meet on that day, or twice.
        """
        words = text.split()
        for count in range(len(words) - 1, 0, -1):
            name = " ".join(words[:count])
            bare = re.sub(r"^(?i:de|het|the) ", "", name)
            of_body = self._of(name) or self._of(bare)
            if not of_body and slug(bare) not in self.bodies:
                continue
            point = " ".join(words[count:])
            years = ("", *(f" {self.today.year + more}" for more in (-1, 0, 1)))
            periods = [period for year in years if (period := due.parse(point + year))]
            days = [period.first for period in periods if period.first == period.last]
            if not days:
                continue
            met = [day for day in days if any(meeting.day == day for meeting in of_body)]
            if met:
                day = min(met, key=lambda day: abs(day - self.today))
                return self._on(of_body, text, day)
            near = min(
                (meeting for meeting in of_body if meeting.day),
                key=lambda meeting: min(abs((meeting.day or day) - day) for day in days),
                default=None,
            )
            raise _no_meeting(text, near)
        return None

    def _next_or_last(self, meetings: list[Meeting], end: str) -> Meeting | None:
        """Return the next or last meeting, whichever the word `end` of `_ENDS` means."""
        held = sorted((m for m in meetings if m.day and m.status != "cancelled"), key=order)
        if _ENDS[end] == "next":
            return next((m for m in held if not is_over(m, self.now)), None)
        return next((m for m in reversed(held) if is_over(m, self.now)), None)

    def _on(self, meetings: list[Meeting], text: str, day: date) -> Meeting | None:
        """Return the meeting on a day, or else the meeting with that day in its id.

        A meeting keeps its id when it is moved to another day. `text` is for the message.

        Raises:
            ActiepuntError: several meetings fit.
        """
        planned = [m for m in meetings if m.day == day]
        held = [m for m in planned if m.status != "cancelled"]
        original = [m for m in meetings if m.id.endswith(day.isoformat())]
        fitting = held or planned or original
        if len(fitting) > 1:
            listed = (f"{m.id} ({m.what}, {labels.full_day(m.start or day, _)})" for m in fitting)
            raise ActiepuntError(
                _("“{text}” fits {count} meetings: {meetings}").format(
                    text=text, count=len(fitting), meetings="; ".join(listed)
                ),
                _("Name one of them by its id."),
            )
        return next(iter(fitting), None)

    def _phrase(self, text: str) -> date | str | None:
        """Return a date, or a phrase with its year added if it had none; None if unreadable."""
        text = _COMING.sub("", text)
        folded = fold(text)
        for row in RELATIVE:
            match = re.fullmatch(row.pattern, folded)
            value = self._resolved(row, match) if match else None
            if value is not None:
                return value
        if period := due.parse(text):
            return _date_or_phrase(text, period)
        if not due.names_period(text):
            return None
        for year in (self.today.year, self.today.year + 1):
            period = due.parse(f"{text} {year}")
            if period and period.last >= self.today:
                return _date_or_phrase(f"{text} {year}", period)
        return None

    def _resolved(self, row: Relative, match: re.Match[str]) -> date | str | None:
        """Return the date or phrase that a row of `RELATIVE` computes for a match.

        Raises:
            UsageError: its year is not in `due.YEARS`.
        """
        try:
            value = row.resolve(match, self.today)
        except (OverflowError, ValueError):  # beyond what a date can hold
            value = date.max
        period = due.parse(value) if isinstance(value, str) else value and Period(value, value)
        if (period and period.last.year in due.YEARS) or value is None:
            return value
        raise UsageError(
            _("“{text}” is not in the years {first} to {last}").format(
                text=match[0], first=due.YEARS[0], last=due.YEARS[-1]
            ),
            _("Write it as {examples}.").format(examples=examples.periods(self.today)),
        )


_ENDS = {
    "next": "next", "volgende": "next", "volgend": "next", "eerstvolgende": "next",
    "coming": "next", "komende": "next", "komend": "next", "eerstkomende": "next",
    "last": "last", "vorige": "last", "laatste": "last",
}  # fmt: skip


def _no_meeting(text: str, near: Meeting | None = None) -> ActiepuntError:
    """Return the error for a REF that names no meeting; it may tell the nearest one."""
    advice = _("`actiepunt meeting list --all` shows the meetings and their ids.")
    if near and near.day:
        advice = _("The nearest is on {weekday} {day}: {id}").format(
            weekday=labels.weekday(near.day, _), day=labels.plain_day(near.day, _), id=near.id
        )
    return ActiepuntError(_("there is no meeting “{text}”").format(text=text), advice)


def _date_or_phrase(text: str, period: Period) -> date | str:
    """Return the date where a phrase is just a date; `uiterlijk 1 mei` stays a phrase."""
    prefixed = tokens(text)[0] in KEYWORDS["by"] | KEYWORDS["before"]
    return text if prefixed or period.first != period.last else period.last


def unreadable(text: str, today: date, *, moment: bool = False) -> UsageError:
    """Return the error for an unreadable WHEN: the reason if known, or else three examples."""
    reason = why_not(text, today)
    if reason:
        return UsageError(*reason)
    shown = examples.moments(today) if moment else examples.periods(today)
    return UsageError(
        _("“{text}” cannot be read as a date or period").format(text=text),
        _("Write it as {examples}.").format(examples=shown),
    )


def why_not(text: str, today: date) -> tuple[str, str] | None:
    """Return the reason and advice for a text that names no existing day or period, else None.

    Both a wrong weekday and an impossible date, such as 31 April, are reasons.
    """
    attempts = [text, *(f"{text} {year}" for year in (today.year, today.year + 1))]
    for attempt in attempts:
        weekday, *rest = tokens(attempt) or [""]
        period = due.parse(" ".join(rest))
        wanted = VALUES["WEEKDAY"].get(weekday)
        if wanted is not None and period and period.first == period.last >= today:
            day = period.first
            other = day + timedelta(days=wanted - day.weekday())
            return (
                _("{day} is a {weekday}, not a {other}").format(
                    day=labels.plain_day(day, _),
                    weekday=labels.weekday(day, _),
                    other=labels.weekday(other, _),
                ),
                _('Write "{day}", or "{other}" for the {weekday} of that week.').format(
                    day=labels.plain_day(day, _),
                    other=labels.plain_day(other, _),
                    weekday=labels.weekday(other, _),
                ),
            )
    if any(map(due.impossible, attempts)):
        numbers = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text.strip())
        swapped = numbers and f"{numbers[1]}-{int(numbers[3]):02}-{int(numbers[2]):02}"
        return (
            _("“{text}” does not exist: there is no such day, month, quarter or week").format(
                text=text
            ),
            _("Did you mean “{word}”?").format(word=swapped)
            if swapped and due.parse(swapped)
            else _("Look at its day, month, quarter or week."),
        )
    return None
