"""WHEN on the command line: dates, moments and phrases as people type them (DESIGN section 4).

Today comes in as a value: nothing here reads a clock. What cannot be read is an error that shows
three examples; nothing is guessed. To teach it a new relative phrase, add a row to `RELATIVE`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from actiepunt import due, undated
from actiepunt.due import Period
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.model import Meeting
from actiepunt.text import fold, slug

_UNITS = {
    "dag": "day", "dagen": "day", "day": "day", "days": "day",
    "week": "week", "weken": "week", "weeks": "week",
    "maand": "month", "maanden": "month", "month": "month", "months": "month",
    "kwartaal": "quarter", "kwartalen": "quarter", "quarter": "quarter", "quarters": "quarter",
    "jaar": "year", "jaren": "year", "year": "year", "years": "year",
}  # fmt: skip
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


class Relative(NamedTuple):
    """A row of the table: on 2025-03-05, a Wednesday, `example` is `means`."""

    pattern: str
    resolve: Callable[[re.Match[str], date], date | str | None]
    example: str
    means: str


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a month that is shorter."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    last = due.parse(f"{year:04}-{month + 1:02}")
    return date(year, month + 1, min(day.day, last.last.day if last else 28))


def _later(found: re.Match[str], today: date) -> date | None:
    count, unit = int(found["n"]), _UNITS.get(found["unit"])
    if unit == "day":
        return today + timedelta(days=count)
    if unit == "week":
        return today + timedelta(weeks=count)
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit or "")
    return add_months(today, count * months) if months else None


def _weekday(found: re.Match[str], today: date) -> date | None:
    """Return the first such weekday after today."""
    wanted = due.VALUES["WEEKDAY"].get(found["day"])
    if wanted is None:
        return None
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _weekday_next_week(found: re.Match[str], today: date) -> date | None:
    wanted = due.VALUES["WEEKDAY"].get(found["day"])
    monday = today + timedelta(days=7 - today.weekday())
    return None if wanted is None else monday + timedelta(days=wanted)


def _unit(found: re.Match[str], today: date) -> str | None:
    """Return this or the next week, month, quarter or year as a phrase with a year."""
    word = found["unit"]
    unit = _UNITS.get(word)
    ahead = 0 if found["this"] in {"deze", "dit", "this"} else 1
    part = f"{found['part']} " if found["part"] else ""
    if unit == "week" and not part:
        year, week, _day = (today + timedelta(weeks=ahead)).isocalendar()
        return f"week {week} {year}"
    if unit == "month":
        day = add_months(today.replace(day=1), ahead)
        name = _MONTHS["en" if word == "month" else "nl"].split()[day.month - 1]
        return f"{part}{name} {day.year}"
    if unit == "quarter":
        day = add_months(today.replace(day=1), 3 * ahead)
        return f"{part}Q{(day.month + 2) // 3} {day.year}"
    if unit == "year":
        return f"{part}{today.year + ahead}"
    return None


RELATIVE: tuple[Relative, ...] = (
    Relative("vandaag|today", lambda _, t: t, "vandaag", "2025-03-05"),
    Relative("morgen|tomorrow", lambda _, t: t + timedelta(days=1), "morgen", "2025-03-06"),
    Relative("overmorgen", lambda _, t: t + timedelta(days=2), "overmorgen", "2025-03-07"),
    Relative("gisteren|yesterday", lambda _, t: t - timedelta(days=1), "gisteren", "2025-03-04"),
    Relative(r"(over|in) (?P<n>\d{1,4}) (?P<unit>\w+)", _later, "over 2 weken", "2025-03-19"),
    Relative(
        r"((aanstaande|komende|volgende|next) )?(?P<day>[a-z]+)",
        _weekday,
        "next friday",
        "2025-03-07",
    ),
    Relative(
        "volgende week (?P<day>[a-z]+)", _weekday_next_week, "volgende week vrijdag", "2025-03-14"
    ),
    Relative(
        "((?P<part>begin|medio|eind|einde|end|mid|early)( van| of)? )?"
        "(?P<this>deze|dit|this|volgende?|volgend|komende?|komend|next) (?P<unit>[a-z]+)",
        _unit,
        "eind volgende maand",
        "eind april 2025",
    ),
)

_CLOCK = re.compile(r"(?:^|[ t])(?:om |at )?(\d{1,2})(?:[:.](\d{2})(?::00)?)?( ?uur| ?u| ?h)?$")


class Reader:
    """Reads WHEN against a day that is today and the meetings of a register."""

    def __init__(self, today: date, meetings: Iterable[Meeting] = ()) -> None:
        self.today = today
        self.meetings = tuple(meetings)

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
            raise unreadable(text)
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
            raise unreadable(text)
        return last

    def period(self, text: str) -> Period:
        """Return the days of a date, a phrase or a meeting.

        Raises:
            UsageError: nothing reads it.
        """
        found = due.days(self.due(text), {m.id: m for m in self.meetings})
        if found is None:
            raise unreadable(text)
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
                _("Give a date, such as {examples}.").format(examples="2025-04-03, “do 3 april”"),
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
                    raise unreadable(text, moment=True) from None
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
            raise unreadable(text)
        if not isinstance(found, str):
            raise UsageError(
                _("“{text}” is a day, not a period").format(text=text),
                _("Give the day with --start, or a period such as “Q2 2025” or “week 12 2025”."),
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
            self._next_or_last(of_body, fold(point)) if sign == ":" else self._on(of_body, point)
        )
        if found is None:
            raise ActiepuntError(
                _("there is no meeting “{text}”").format(text=text),
                _("`actiepunt meeting list --all` shows the meetings and their ids."),
            )
        return found

    def _next_or_last(self, meetings: list[Meeting], end: str) -> Meeting | None:
        held = [m for m in meetings if m.day and m.status != "cancelled"]
        key = lambda m: (m.day, str(m.start))  # noqa: E731 - a sort key, used twice
        if _ENDS[end] == "next":
            return min((m for m in held if m.day and m.day >= self.today), key=key, default=None)
        return max((m for m in held if m.day and m.day < self.today), key=key, default=None)

    def _on(self, meetings: list[Meeting], point: str) -> Meeting | None:
        day = self.exact_day(point)
        moved_to = [m for m in meetings if m.day == day]
        called = [m for m in meetings if m.id.endswith(day.isoformat())]
        return next(iter(moved_to or called), None)

    def _phrase(self, text: str) -> date | str | None:
        """Return a date or a phrase with a year; None where no row of a table reads it."""
        folded = fold(text)
        for row in RELATIVE:
            found = re.fullmatch(row.pattern, folded)
            value = row.resolve(found, self.today) if found else None
            if value is not None:
                return value
        if due.parse(text):
            return _date_or_phrase(text)
        if not due.tokens(text):
            return None
        for year in (self.today.year, self.today.year + 1):
            period = due.parse(f"{text} {year}")
            if period and period.last >= self.today:
                return _date_or_phrase(f"{text} {year}")
        return None


_ENDS = {"next": "next", "volgende": "next", "last": "last", "vorige": "last", "laatste": "last"}


def _date_or_phrase(text: str) -> date | str:
    """Return the date where the phrase is nothing but a date; `uiterlijk 1 mei` stays a phrase."""
    period = due.parse(text)
    words = due.tokens(text)
    plain = (
        period
        and period.first == period.last
        and words[0] not in (due.KEYWORDS["by"] | due.KEYWORDS["before"])
    )
    return period.last if period and plain else text


def unreadable(text: str, *, moment: bool = False) -> UsageError:
    """Return the error for a WHEN that nothing reads: it shows three examples."""
    examples = (
        "“2025-04-03 10:00”, “do 3 april 10:00”, 2025-04-03"
        if moment
        else "2025-04-03, “eind april”, “over 2 weken”"
    )
    return UsageError(
        _("“{text}” cannot be read as a date or period").format(text=text),
        _("Write it as {examples}.").format(examples=examples),
    )


def every(text: str) -> Callable[[date, int], date]:
    """Return the function that gives the n-th day of a repetition such as `3 weeks`.

    Raises:
        UsageError: it is no count and unit.
    """
    found = re.fullmatch(r"(?:elke |iedere |every )?(?:(\d{1,3}) )?([a-z]+)", fold(text))
    unit = _UNITS.get(found[2]) if found else None
    count = int(found[1] or 1) if found else 0
    if unit in {"day", "week"} and count:
        days = count * (7 if unit == "week" else 1)
        return lambda first, n: first + timedelta(days=n * days)
    if unit and count:
        months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
        return lambda first, n: add_months(first, n * months)
    raise UsageError(
        _("“{text}” cannot be read as a repetition").format(text=text),
        _("Write it as {examples}.").format(examples="“3 weeks”, “2 maanden”, “week”"),
    )
