"""Remarks on the days of meetings that were just added or moved: what a person may not have meant.

A remark is no fault: a board may well meet on a holiday. To remark on another kind of day, let
`_names` give its name.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from actiepunt.core import labels
from actiepunt.core.diff import Difference
from actiepunt.core.model import Meeting, Settings
from actiepunt.i18n import N_, _, ngettext, screen_language
from actiepunt.text import shorten

PublicHolidays = Mapping[date, Sequence[str]]

_NTH = (N_("first"), N_("second"), N_("third"), N_("fourth"))
_SHORTEST_MONTH = timedelta(days=28)
_MOST_DAYS = 31  # of one meeting: a longer one covers holidays anyway
_NAME_WIDTH = 40


def of(differences: Sequence[Difference], settings: Settings) -> list[str]:
    """Return lines on the days of a change: one for a series, and one for each special day.

    Args:
        differences: What the change did; only meetings that it gave other days count.
        settings: Of the register, with its `holidays`.
    """
    planned = [difference.new for difference in differences if _plans(difference)]
    meetings = [meeting for meeting in planned if isinstance(meeting, Meeting)]
    if not meetings:
        return []
    public = _public_holidays(meetings)
    series = len(meetings) > 1
    every_weekend = series and all(map(_in_weekend, meetings))
    lines = list(_on_series(meetings)) if series else []
    if every_weekend:
        text = _("Note: all {count} meetings are in a weekend")
        lines.append(text.format(count=len(meetings)))
    for meeting in meetings:
        seen = {_("weekend")} if every_weekend or not _in_weekend(meeting) else set()
        for day in _days(meeting):
            names = [n for n in _names(day, settings, public) if n not in seen]
            seen.update(names)
            if names:
                text = _("Note: {day} – {names}")
                lines.append(text.format(day=labels.full_day(day, _), names=", ".join(names)))
    return lines


def _plans(difference: Difference) -> bool:
    """Tell whether a change gave a meeting other days, and did not cancel or withdraw it."""
    old, new = difference.old, difference.new
    if not isinstance(new, Meeting) or new.withdrawn or new.status == "cancelled":
        return False
    before = (old.day, old.last_day) if isinstance(old, Meeting) else (None, None)
    return new.day is not None and (new.day, new.last_day) != before


def _days(meeting: Meeting) -> Iterator[date]:
    """Yield the days of a meeting, of a very long one the first."""
    if meeting.day and meeting.last_day:
        count = (meeting.last_day - meeting.day).days + 1
        for number in range(min(count, _MOST_DAYS)):
            yield meeting.day + timedelta(days=number)


def _in_weekend(meeting: Meeting) -> bool:
    """Tell whether a meeting begins in a weekend; one that only lasts until then is meant so."""
    return meeting.day is not None and meeting.day.weekday() >= 5


def _names(day: date, settings: Settings, public: PublicHolidays) -> Iterator[str]:
    """Yield the reasons for which a day is special."""
    if day.weekday() >= 5:
        yield _("weekend")
    yield from public.get(day, ())
    for name, (first, last) in settings.holidays.items():
        if first <= day <= last:
            yield shorten(name, _NAME_WIDTH)


def _public_holidays(meetings: Sequence[Meeting]) -> PublicHolidays:
    """Return the public holidays of the Netherlands in the years of these meetings, by day.

    They are those of the Algemene termijnenwet, with Good Friday and Liberation Day.
    """
    from holidays.countries.netherlands import Netherlands

    years = {day.year for meeting in meetings for day in _days(meeting)}
    language = "nl" if screen_language() == "nl" else "en_US"
    found = Netherlands(years=years, categories=("public", "optional"), language=language)
    return {day: found.get_list(day) for day in found}


def _on_series(meetings: Sequence[Meeting]) -> Iterator[str]:
    """Yield a line for a series by months that does not keep its day of the week.

    A series by weeks with several days of the week is meant so.
    """
    days = [meeting.day for meeting in meetings if meeting.day]
    others = [day for day in days if day.weekday() != days[0].weekday()]
    if not others or any(after - day < _SHORTEST_MONTH for day, after in pairwise(days)):
        return
    weekday = labels.weekday(days[0], _)
    every = _repetition(days[0], (days[1].year - days[0].year) * 12 + days[1].month - days[0].month)
    text = ngettext(
        'Note: {count} of {total} is on another weekday. To keep {weekday}: --every "{every}"',
        'Note: {count} of {total} are on another weekday. To keep {weekday}: --every "{every}"',
        len(others),
    )
    yield text.format(count=len(others), total=len(days), weekday=weekday, every=every)


def _repetition(day: date, months: int) -> str:
    """Return a repetition by a number of months, as one types it, on the weekday of a day."""
    week = (day.day - 1) // 7
    if week < len(_NTH):
        text = ngettext(
            "every {nth} {weekday}", "every {count} months on the {nth} {weekday}", months
        ).replace("{nth}", _(_NTH[week]))
    else:
        text = ngettext(
            "every last {weekday}", "every {count} months on the last {weekday}", months
        )
    return text.format(weekday=labels.weekday(day, _), count=months)
