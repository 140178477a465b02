"""Compare `import ics` with recurring-ical-events over a folder of .ics files (by hand, no test).

`python tests/calendars.py FOLDER`: each file is imported with the occurrences that the library
sees, or refused with a reason. The test suites of icalendar, ical.js and recurring-ical-events have
some 300 files. Ends with 1 where a file is read otherwise.
"""

import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from actiepunt.core.due import Period
from actiepunt.errors import ActiepuntError
from actiepunt.ical import calendars, events

ZONE = ZoneInfo("Europe/Amsterdam")
WHOLE = Period(date(1900, 1, 1), date(2199, 12, 31))
ENDLESS = ("repeats without end", "more than")


def ours(data: bytes) -> tuple[Counter[str], Period]:
    """Return the starts that are imported, and their days; of an endless file those of one year.

    Raises:
        ActiepuntError: the file is refused, with the reasons.
    """
    content = calendars.read(data)
    found = events.find(content, ZONE.key, WHOLE, bounded=False)
    span = WHOLE
    if found.faults and all(any(e in fault.message for e in ENDLESS) for fault in found.faults):
        year = int((re.findall(rb"DTSTART[^:]*:((?:19|20)\d\d)", data) or [b"2025"])[0])
        span = Period(date(year, 1, 1), date(year, 12, 31))
        found = events.find(content, ZONE.key, span, bounded=True)
    if found.faults:
        raise ActiepuntError("; ".join(sorted({fault.message for fault in found.faults})))
    return Counter(local(event.values["start"]) for event in found.events), span


def theirs(data: bytes, span: Period) -> Counter[str]:
    """Return the starts that recurring-ical-events sees on some days."""
    return Counter(_theirs(data, span))


def _theirs(data: bytes, span: Period) -> Iterator[str]:
    import icalendar
    import recurring_ical_events

    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call] # forget the zones of other files
    for calendar in icalendar.Calendar.from_ical(data, multiple=True):
        query = recurring_ical_events.of(calendar)
        for event in query.between(span.first, span.last + timedelta(days=1)):
            start, end = event["DTSTART"].dt, event["DTEND"].dt
            first = day(start)
            last = max(first, day(end) - timedelta(days=not isinstance(end, datetime)))
            if first <= span.last and last >= span.first:
                yield local(start)


def day(moment: Any) -> date:
    """Return the local day of a moment."""
    return date.fromisoformat(local(moment)[:10])


def local(moment: Any) -> str:
    """Return a moment in the time of the register."""
    if isinstance(moment, datetime) and moment.tzinfo:
        moment = moment.astimezone(ZONE).replace(tzinfo=None)
    return str(moment)


def told(path: Path) -> str:
    """Return what becomes of a file: `imported`, `refused: WHY` or `differs: HOW`."""
    data = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            mine, span = ours(data)
        except ActiepuntError as error:
            return f"refused: {error.message}"
        try:
            seen = theirs(data, span)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            return f"{_kept(mine)} (the library fails: {error})"
    if mine == seen:
        return _kept(mine)
    more, less = (dict((a - b).most_common(3)) for a, b in ((mine, seen), (seen, mine)))
    return f"differs: {mine.total()} imported, {seen.total()} seen; more {more}, less {less}"


def _kept(starts: Counter[str]) -> str:
    return f"imported: {starts.total()}" if starts else "refused: the file has no meetings"


def main(folder: str) -> int:
    """Tell what becomes of each file, and count."""
    counts: Counter[str] = Counter()
    for path in sorted(Path(folder).rglob("*.ics")):
        answer = told(path)
        counts[answer.partition(":")[0]] += 1
        print(f"{path.relative_to(folder)}: {answer}")
    print(", ".join(f"{count} {what}" for what, count in counts.most_common()))
    return 1 if counts["differs"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
