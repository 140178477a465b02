"""Names of days and months, and words for how near a day is, by language: those of the CLDR.

Made by `.packaging/calendar_words.py`; do not edit it by hand.
"""

from collections.abc import Mapping
from typing import NamedTuple

# fmt: off


class Words(NamedTuple):
    """The words of a language, of which weeks begin on Monday and months with January.

    Attributes:
        weekdays: The days of the week.
        weekdays_short: The same in few letters.
        months: The months.
        months_short: The same in few letters.
        near: The words for days by their distance from today; for those before it that is below 0.
        future: By unit ("day", "week", "month", "year") the pattern for one, and for any other
            number, which stands in place of `{0}`.
        past: Likewise for what has been.
    """

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    near: Mapping[int, str]
    future: Mapping[str, tuple[str, str]]
    past: Mapping[str, tuple[str, str]]


WORDS: Mapping[str, Words] = {
    "en": Words(
        weekdays=(
            "Monday", "Tuesday", "Wednesday",
            "Thursday", "Friday", "Saturday", "Sunday",
        ),
        weekdays_short=(
            "Mon", "Tue", "Wed",
            "Thu", "Fri", "Sat", "Sun",
        ),
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        months_short=(
            "Jan", "Feb", "Mar", "Apr", "May", "Jun",
            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ),
        near={
            -1: "yesterday",
            0: "today",
            1: "tomorrow",
        },
        future={
            "day": ("in {0} day", "in {0} days"),
            "week": ("in {0} week", "in {0} weeks"),
            "month": ("in {0} month", "in {0} months"),
            "year": ("in {0} year", "in {0} years"),
        },
        past={
            "day": ("{0} day ago", "{0} days ago"),
            "week": ("{0} week ago", "{0} weeks ago"),
            "month": ("{0} month ago", "{0} months ago"),
            "year": ("{0} year ago", "{0} years ago"),
        },
    ),
    "nl": Words(
        weekdays=(
            "maandag", "dinsdag", "woensdag",
            "donderdag", "vrijdag", "zaterdag", "zondag",
        ),
        weekdays_short=(
            "ma", "di", "wo",
            "do", "vr", "za", "zo",
        ),
        months=(
            "januari", "februari", "maart", "april", "mei", "juni",
            "juli", "augustus", "september", "oktober", "november", "december",
        ),
        months_short=(
            "jan", "feb", "mrt", "apr", "mei", "jun",
            "jul", "aug", "sep", "okt", "nov", "dec",
        ),
        near={
            -2: "eergisteren",
            -1: "gisteren",
            0: "vandaag",
            1: "morgen",
            2: "overmorgen",
        },
        future={
            "day": ("over {0} dag", "over {0} dagen"),
            "week": ("over {0} week", "over {0} weken"),
            "month": ("over {0} maand", "over {0} maanden"),
            "year": ("over {0} jaar", "over {0} jaar"),
        },
        past={
            "day": ("{0} dag geleden", "{0} dagen geleden"),
            "week": ("{0} week geleden", "{0} weken geleden"),
            "month": ("{0} maand geleden", "{0} maanden geleden"),
            "year": ("{0} jaar geleden", "{0} jaar geleden"),
        },
    ),
}
