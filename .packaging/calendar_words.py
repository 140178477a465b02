"""Writes `actiepunt/core/calendar_words.py`: what the CLDR has of days and months, through Babel.

Run it after a change here, or with a Babel that has a newer CLDR; a test compares the two.
"""

from pathlib import Path
from typing import Any

from babel import Locale

LANGUAGES = ("en", "nl")
UNITS = ("day", "week", "month", "year")
TARGET = Path(__file__).parents[1] / "src" / "actiepunt" / "core" / "calendar_words.py"

_HEAD = '''\
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
'''


def text() -> str:
    """Return the text of the module."""
    return _HEAD + "".join(map(_language, LANGUAGES)) + "}\n"


def _language(code: str) -> str:
    locale = Locale.parse(code)
    near: dict[int, str] = dict(_fields(locale)["day"]["relative"])
    rows = {
        "weekdays": _texts(locale.days["format"]["wide"], range(7)),
        "weekdays_short": _texts(locale.days["format"]["abbreviated"], range(7)),
        "months": _texts(locale.months["format"]["wide"], range(1, 13)),
        "months_short": _texts(locale.months["format"]["abbreviated"], range(1, 13)),
        "near": _mapping({str(days): _quoted(near[days]) for days in sorted(near)}),
        "future": _patterns(locale, "future"),
        "past": _patterns(locale, "past"),
    }
    lines = [f"        {name}={value},\n" for name, value in rows.items()]
    return f'    "{code}": Words(\n{"".join(lines)}    ),\n'


def _fields(locale: Locale) -> Any:
    return locale._data["date_fields"]  # noqa: SLF001 - Babel has no other door to these patterns


def _patterns(locale: Locale, time: str) -> str:
    found = {unit: _fields(locale)[unit][time] for unit in UNITS}
    return _mapping(
        {
            _quoted(unit): f"({_quoted(patterns['one'])}, {_quoted(patterns['other'])})"
            for unit, patterns in found.items()
        }
    )


def _texts(names: Any, keys: range) -> str:
    half = keys[len(keys) // 2]
    rows = [
        ", ".join(_quoted(names[key]) for key in keys if (key < half) == first)
        for first in (True, False)
    ]
    return "(\n" + "".join(f"            {row},\n" for row in rows) + "        )"


def _mapping(items: dict[str, str]) -> str:
    rows = [f"            {key}: {value},\n" for key, value in items.items()]
    return "{\n" + "".join(rows) + "        }"


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
