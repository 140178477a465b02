"""WHEN on the command line: dates, moments and phrases as people type them (DESIGN section 4).

Today comes in as a value: nothing here reads a clock. What cannot be read is an error that shows
three examples; nothing is guessed. Relative phrases stand in `relative`.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from actiepunt.core import due, labels, undated
from actiepunt.core.due import Period
from actiepunt.core.model import Meeting
from actiepunt.core.query import is_over, meeting_key
from actiepunt.core.relative import RELATIVE, Relative
from actiepunt.core.vocabulary import KEYWORDS, VALUES, tokens
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, slug

_CLOCK = re.compile(r"(?:^|[ t])(?:om |at )?(\d{1,2})(?:[:.](\d{2})(?::00)?)?( ?uur| ?u| ?h)?$")


class Reader:
    """Reads WHEN against a day that is today and the meetings of a register.

    `now` is the local moment, which decides what a next and a last meeting are; without it, it is
    the beginning of today.
    """

    def __init__(
        self, today: date, meetings: Iterable[Meeting] = (), now: datetime | None = None
    ) -> None:
        self.today = today
        self.meetings = tuple(meetings)
        self.now = now or datetime.combine(today, time.min)

    def due(self, text: str) -> date | str:
        """Return what goes into a `due` field: a date, a phrase, or a meeting id.

        A phrase is one with a year, or one without a day (`undated`).

        Raises:
            UsageError: nothing reads it.
            ActiepuntError: it names a meeting that is not in the calendar.
        """
        text = " ".join(text.split())
        meeting = self.meeting_or_none(text)
        if meeting is not None:
            return meeting.id
        found = self._phrase(text)
        if found is None and undated.reads(text):
            return self._next_meeting(text) or text
        if found is None:
            raise unreadable(text, self.today)
        return found

    def _next_meeting(self, text: str) -> str | None:
        """Return the id of the next meeting of the body that a text names, once it is planned."""
        whose = undated.next_meeting(text)
        of_body = [m for m in self.meetings if whose and slug(m.body or m.title) == slug(whose)]
        found = self._next_or_last(of_body, "next")
        return found and found.id

    def day(self, text: str) -> date:
        """Return one day; of a period or a meeting its last day.

        Raises:
            UsageError: nothing reads it.
        """
        found = self.due(text)
        last = due.deadline(found, {m.id: m for m in self.meetings})
        if last is None:
            raise unreadable(text, self.today)
        return last

    def period(self, text: str) -> Period:
        """Return the days of a date, a phrase or a meeting.

        Raises:
            UsageError: nothing reads it.
        """
        found = due.days(self.due(text), {m.id: m for m in self.meetings})
        if found is None:
            raise unreadable(text, self.today)
        return found

    def exact_day(self, text: str) -> date:
        """Return one day; a period is not precise enough.

        Raises:
            UsageError: nothing reads it, or it is a period.
        """
        found = self.period(text)
        if found.first != found.last:
            raise UsageError(
                _("“{text}” is not one day").format(text=text),
                _("Give a date, such as {examples}.").format(examples='2025-04-03, "do 3 april"'),
            )
        return found.first

    def moment(self, text: str, on: date | None = None) -> datetime | date:
        """Return a local moment, or a day where no time is given.

        A time alone is a time on the day `on`.

        Raises:
            UsageError: nothing reads it.
        """
        text = " ".join(text.split())
        if due.parse(text) is None and (found := _CLOCK.search(text.lower())):
            hour, minute, unit = found.groups()
            before = text[: found.start()].strip().rstrip(",")
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
            UsageError: nothing reads it, or it is one day (then it is a start).
        """
        text = " ".join(text.split())
        found = self._phrase(text)
        if found is None and undated.reads(text):
            return text
        if found is None:
            raise unreadable(text, self.today)
        if not isinstance(found, str):
            raise UsageError(
                _("“{text}” is a day, not a period").format(text=text),
                _('Give the day with --start, or a period such as "Q2 2025" or "week 12 2025".'),
            )
        return found

    def meeting(self, text: str) -> Meeting:
        """Return the meeting that REF names: an id, `AB:next`, `AB:last` or `AB@2025-03-05`.

        Raises:
            ActiepuntError: there is no such meeting.
        """
        found = self.meeting_or_none(text)
        if found is None:
            raise ActiepuntError(
                _("there is no meeting “{text}”").format(text=text),
                _("`actiepunt meeting list --all` shows the meetings and their ids."),
            )
        return found

    def meeting_or_none(self, text: str) -> Meeting | None:
        """Return the meeting that `text` names, or None where it does not look like one.

        Raises:
            ActiepuntError: it looks like a meeting, and there is no such meeting.
        """
        for meeting in self.meetings:
            if meeting.id == text.lower():
                return meeting
        name, sign, point = (part.strip() for part in re.split("([:@])", text + "::", maxsplit=1))
        point = point.removesuffix("::").strip()
        if not name or (sign == ":" and fold(point) not in _ENDS):
            return None
        of_body = [m for m in self.meetings if slug(m.body or m.title) == slug(name)]
        if not of_body and sign == "@" and not any(char.isalpha() for char in name):
            return None
        found = (
            self._next_or_last(of_body, fold(point))
            if sign == ":"
            else self._on(of_body, text, point)
        )
        if found is None:
            raise ActiepuntError(
                _("there is no meeting “{text}”").format(text=text),
                _("`actiepunt meeting list --all` shows the meetings and their ids."),
            )
        return found

    def _next_or_last(self, meetings: list[Meeting], end: str) -> Meeting | None:
        """Return the first meeting that is not over, or the last one that is."""
        held = sorted((m for m in meetings if m.day and m.status != "cancelled"), key=meeting_key)
        if _ENDS[end] == "next":
            return next((m for m in held if not is_over(m, self.now)), None)
        return next((m for m in reversed(held) if is_over(m, self.now)), None)

    def _on(self, meetings: list[Meeting], text: str, point: str) -> Meeting | None:
        """Return the meeting on a day, or the one that its id says was on it.

        Raises:
            ActiepuntError: there is more than one.
        """
        day = self.exact_day(point)
        moved_to = [m for m in meetings if m.day == day]
        held = [m for m in moved_to if m.status != "cancelled"]
        called = [m for m in meetings if m.id.endswith(day.isoformat())]
        found = held or moved_to or called
        if len(found) > 1:
            named = (f"{m.id} ({m.what}, {labels.moment(m.start or day)})" for m in found)
            raise ActiepuntError(
                _("“{text}” fits {count} meetings: {meetings}").format(
                    text=text, count=len(found), meetings="; ".join(named)
                ),
                _("Name one of them by its id."),
            )
        return next(iter(found), None)

    def _phrase(self, text: str) -> date | str | None:
        """Return a date or a phrase with a year; None where no row of a table reads it."""
        folded = fold(text)
        for row in RELATIVE:
            found = re.fullmatch(row.pattern, folded)
            value = self._resolved(row, found) if found else None
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

    def _resolved(self, row: Relative, found: re.Match[str]) -> date | str | None:
        """Return what a row of `RELATIVE` makes of a text.

        Raises:
            UsageError: it is beyond the years that anybody means.
        """
        try:
            value = row.resolve(found, self.today)
        except (OverflowError, ValueError):  # beyond what a date can hold
            value = date.max
        last = due.parse(value) if isinstance(value, str) else value and Period(value, value)
        if (last and last.last.year in due.YEARS) or value is None:
            return value
        raise UsageError(
            _("“{text}” is not in the years {first} to {last}").format(
                text=found[0], first=due.YEARS[0], last=due.YEARS[-1]
            ),
            _("Write it as {examples}.").format(
                examples='2025-04-03, "eind april", "over 2 weken"'
            ),
        )


_ENDS = {"next": "next", "volgende": "next", "last": "last", "vorige": "last", "laatste": "last"}


def _date_or_phrase(text: str, period: Period) -> date | str:
    """Return the date where the phrase is nothing but a date; `uiterlijk 1 mei` stays a phrase."""
    prefixed = tokens(text)[0] in KEYWORDS["by"] | KEYWORDS["before"]
    return text if prefixed or period.first != period.last else period.last


def unreadable(text: str, today: date, *, moment: bool = False) -> UsageError:
    """Return the error for a WHEN that nothing reads: why, or else three examples."""
    reason = why_not(text, today)
    if reason:
        return UsageError(*reason)
    examples = (
        '"2025-04-03 10:00", "do 3 april 10:00", 2025-04-03'
        if moment
        else '2025-04-03, "eind april", "over 2 weken"'
    )
    return UsageError(
        _("“{text}” cannot be read as a date or period").format(text=text),
        _("Write it as {examples}.").format(examples=examples),
    )


def why_not(text: str, today: date) -> tuple[str, str] | None:
    """Return why a text that looks like a day is none, and what to do; None where it does not."""
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
                    day=day, weekday=labels.weekday(day, _), other=labels.weekday(other, _)
                ),
                _("Write {day}, or {other} for the {weekday} of that week.").format(
                    day=day, other=other, weekday=labels.weekday(other, _)
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
