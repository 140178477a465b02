"""Repetitions as people say them, "elke 2e woensdag", as a rule of RFC 5545 (section 3.3.10).

To add a form, add a row to `FORMS` with its example, which is a test.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from actiepunt.core.relative import UNITS
from actiepunt.core.vocabulary import COUNTS, VALUES
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import fold

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ADVERBS = {
    "dagelijks": "dag", "daily": "day", "wekelijks": "week", "weekly": "week",
    "maandelijks": "maand", "monthly": "month", "per kwartaal": "kwartaal", "quarterly": "quarter",
    "jaarlijks": "jaar", "yearly": "year", "annually": "year", "halfjaarlijks": "6 maanden",
    "per week": "week", "per maand": "maand", "per jaar": "jaar",
    "(?:elk |ieder |per |every )?(?:half ?jaar|half(?: a)? year)": "6 maanden",
    "(?:twee|2) ?(?:keer|maal|x) per jaar|twice a year": "6 maanden",
    "(?:een|1) ?(?:keer|maal|x) per (week|maand|kwartaal|jaar)": r"\1",
    "(?:vier|4) ?(?:keer|maal|x) per jaar": "3 maanden",
}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_KEYS = frozenset(
    [
        "FREQ",
        "INTERVAL",
        "BYDAY",
        "BYMONTHDAY",
        "BYYEARDAY",
        "BYWEEKNO",
        "BYMONTH",
        "BYSETPOS",
        "WKST",
    ]
)
_FREQUENCIES = frozenset(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])

_EACH = "(?:(?:elke|elk|iedere|ieder|every|each|de|the) )?"
_NTH = f"(?P<nth>{'|'.join(VALUES['NTH'])})"
_WEEKDAY = f"(?P<day>{'|'.join(VALUES['WEEKDAY'])})"
_SPAN = (
    rf"(?:(?P<other>om de|every other) |{_EACH})"
    rf"(?:(?P<count>\d{{1,3}}|{'|'.join(COUNTS)}) )?(?P<unit>{'|'.join(UNITS)})"
)
_ON = f"(?: (?:op|on))? {_EACH}"


class Form(NamedTuple):
    """A row of the table: from Wednesday 2025-03-05, `example` is the rule `means`.

    `rule` gets the match of `pattern` (a regular expression) with the folded text, and the first
    day. It returns None where the words do not go together.
    """

    pattern: str
    rule: Callable[[re.Match[str], date], str | None]
    example: str
    means: str


def _frequency(match: re.Match[str]) -> tuple[str, int]:
    """Return the unit of a span, and the number of them between two repetitions."""
    count = match["count"]
    number = COUNTS.get(count) or int(count) if count else 1
    if match["other"] and not count:  # "om de week" and "every other week" skip one
        number = 2
    return UNITS[match["unit"]], number


def _span(match: re.Match[str], first: date) -> str | None:
    unit, count = _frequency(match)
    if not count:
        return None
    if unit in {"day", "week"}:
        return f"FREQ={'DAILY' if unit == 'day' else 'WEEKLY'};INTERVAL={count}"
    rule = f"FREQ=MONTHLY;INTERVAL={count * _MONTHS[unit]}"
    if first.day <= 28:
        return rule
    days = ",".join(str(day) for day in range(28, first.day + 1))
    return f"{rule};BYMONTHDAY={days};BYSETPOS=-1"  # the last day of a shorter month


def _week_on(match: re.Match[str], _first: date) -> str | None:
    unit, count = _frequency(match)
    if unit != "week" or not count:
        return None
    return f"FREQ=WEEKLY;INTERVAL={count};BYDAY={_day(match)}"


def _month_on(match: re.Match[str], _first: date) -> str | None:
    unit, count = _frequency(match)
    if unit not in _MONTHS or not count:
        return None
    return f"FREQ=MONTHLY;INTERVAL={count * _MONTHS[unit]};BYDAY={_nth(match)}{_day(match)}"


def _day(match: re.Match[str]) -> str:
    return _DAYS[VALUES["WEEKDAY"][match["day"]]]


def _nth(match: re.Match[str]) -> int:
    return VALUES["NTH"][match["nth"]]


FORMS: tuple[Form, ...] = (
    Form(_SPAN, _span, "3 weken", "FREQ=WEEKLY;INTERVAL=3"),
    Form(f"{_SPAN}{_ON}{_WEEKDAY}", _week_on, "om de week op woensdag",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
    Form(f"{_SPAN}{_ON}{_NTH} {_WEEKDAY}", _month_on, "monthly on the 2nd Wednesday",
         "FREQ=MONTHLY;INTERVAL=1;BYDAY=2WE"),
    Form(f"{_EACH}{_NTH} {_WEEKDAY}(?: (?:van|of) {_EACH}(?:maand|month))?",
         lambda match, _first: f"FREQ=MONTHLY;BYDAY={_nth(match)}{_day(match)}",
         "elke tweede woensdag van de maand", "FREQ=MONTHLY;BYDAY=2WE"),
    Form(f"{_EACH}{_WEEKDAY}", lambda match, _first: f"FREQ=WEEKLY;BYDAY={_day(match)}",
         "elke woensdag", "FREQ=WEEKLY;BYDAY=WE"),
    Form(f"(?:om de|every other) {_WEEKDAY}",
         lambda match, _first: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={_day(match)}",
         "om de woensdag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
    Form("(?:rrule:)?(?P<rule>freq=.*)", lambda match, _first: _checked(match["rule"].upper()),
         "FREQ=MONTHLY;BYDAY=-1TH", "FREQ=MONTHLY;BYDAY=-1TH"),
)  # fmt: skip


def rule(text: str, first: date) -> str:
    """Return the RRULE of RFC 5545 that a typed repetition means, without COUNT and UNTIL.

    Args:
        text: As typed: "3 weeks", "elke 2e woensdag", or the words of RFC 5545.
        first: The day of the first occurrence.

    Raises:
        UsageError: `text` is none of these.
    """
    folded = fold(" ".join(text.split()))
    for adverb, words in _ADVERBS.items():
        folded = re.sub(rf"^(?:{adverb})\b", words, folded)
    folded = re.sub(r"^(\w+?)-?wekelijks\b", r"\1 weken", folded)  # "zeswekelijks"
    folded = re.sub(r"^(\w+?)-?maandelijks\b", r"\1 maanden", folded)  # "driemaandelijks"
    for form in FORMS:
        match = re.fullmatch(form.pattern, folded)
        found = form.rule(match, first) if match else None
        if found:
            return found
    raise unreadable(text)


def _checked(rule: str) -> str | None:
    """Return a rule of RFC 5545 if its parts are those that this program supports, else None."""
    parts = [part.partition("=") for part in rule.removesuffix(";").split(";")]
    values = {name: value for name, _sign, value in parts}
    interval = values.get("INTERVAL", "1")
    sound = (
        len(values) == len(parts)
        and set(values) <= _KEYS
        and values["FREQ"] in _FREQUENCIES
        and re.fullmatch("[1-9][0-9]{0,2}", interval)
    )
    return rule.removesuffix(";") if sound else None


def unreadable(text: str) -> UsageError:
    """Return the error for a repetition that cannot be read: three examples."""
    return UsageError(
        _("“{text}” cannot be read as a repetition").format(text=text),
        _("Write it as {examples}.").format(
            examples=f'"{_("3 weeks")}", "{_("every 2nd wednesday")}", "FREQ=MONTHLY;BYDAY=2WE"'
        ),
    )
