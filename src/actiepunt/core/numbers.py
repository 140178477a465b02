"""Several numbers of actions as people type them: `5-8`, `5,7`, `2025-005..2025-008`.

A hyphen stands in a number as well, so a text is a range only where it cannot be anything else:
what reads as one number, such as `2025-014`, always is that number, and a day such as `2025-05-08`
is neither. Two dots are always a range.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from actiepunt.core import query
from actiepunt.core.model import Action, Register
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _

# The years of both ends or of neither around a hyphen (or the dash that Word makes of it).
_HYPHENATED = re.compile(r"(\d{1,6})[-–](\d{1,6})|(\d{4}-\d{1,6})[-–](\d{4}-\d{1,6})")
_DOTTED = re.compile(r"((?:\d{4}-)?\d{1,6})\.\.((?:\d{4}-)?\d{1,6})")


class Named(NamedTuple):
    """The actions that one typed number or range names."""

    text: str
    is_range: bool
    actions: tuple[Action, ...]


def split(text: str) -> list[str]:
    """Return the numbers and ranges between the commas of a text, at least one."""
    return [part.strip() for part in text.split(",") if part.strip()] or [text]


def ends(text: str) -> tuple[str, str] | None:
    """Return the first and last number of a range as typed; None where the text is no range."""
    if query.number(text, 0):
        return None
    match = _HYPHENATED.fullmatch(text) or _DOTTED.fullmatch(text)
    if match is None:
        return None
    first, last = (end for end in match.groups() if end is not None)
    return first, last


def looks_like(text: str) -> bool:
    """Tell whether a text has the form of a number, a range, or several of them with commas."""
    return all(query.number(part, 0) or ends(part) for part in split(text))


def named(register: Register, texts: Sequence[str], year: int) -> list[Named]:
    """Return the actions of each number and range; a number without a year is one of `year`.

    Raises:
        UsageError: a text is no number, or a range runs backwards or over two years.
        ActiepuntError: there is no such action; see `query.find_action`.
    """
    found = []
    for part in (part for text in texts for part in split(text)):
        bounds = ends(part)
        if bounds:
            found.append(Named(part, True, _between(register.visible, part, bounds, year)))
        else:
            found.append(Named(part, False, (query.find_action(register, part, year),)))
    return found


def find(register: Register, texts: Sequence[str], year: int) -> list[Action]:
    """Return the actions of all numbers and ranges, each once; see `named` for the errors."""
    every = (action for one in named(register, texts, year) for action in one.actions)
    return list({action.id: action for action in every}.values())


def find_one(register: Register, text: str, year: int) -> Action:
    """Return the action with a number, for what takes one action alone.

    Raises:
        UsageError: the text is no number, or names several actions.
        ActiepuntError: there is no such action; see `query.find_action`.
    """
    if looks_like(text) and not query.number(text, year):
        raise UsageError(_("“{text}” is not one action").format(text=text), _("Name a single one."))
    return query.find_action(register, text, year)


def compact(numbers: Sequence[str]) -> str:
    """Return numbers as a person types them: `2025-005, 2025-007..2025-009`."""
    runs: list[list[str]] = []
    for number in sorted(numbers, key=query.number_key):
        year, count = query.number_key(number)
        if runs and query.number_key(runs[-1][-1]) == (year, count - 1):
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("..".join(run) for run in runs)


def others(numbers: Sequence[str]) -> str:
    """Return the advice to type the other numbers of a range; empty where there are none."""
    text = _("Write the others: {numbers}")
    return text.format(numbers=compact(numbers)) if numbers else ""


def _between(
    register: Register, text: str, bounds: tuple[str, str], year: int
) -> tuple[Action, ...]:
    """Return every action of a range; all must exist, under the number that they have now."""
    start, first = query.number_key(bounds[0])
    end, last = query.number_key(bounds[1])
    typed_year, start = start, start or year
    if start != (end or start):
        raise UsageError(
            _("“{text}” runs over two years").format(text=text), _("Write a range for each year.")
        )
    if last < first:
        raise UsageError(
            _("“{text}” runs backwards").format(text=text),
            _("Write the lowest number first: {numbers}.").format(
                numbers=f"{start:04}-{last:03}..{start:04}-{first:03}"
            ),
        )
    wanted = [f"{start:04}-{count:03}" for count in range(first, last + 1)]
    by_number = {action.id: action for action in register.every_action}
    times = Counter(action.id for action in register.every_action)
    missing = [number for number in wanted if number not in by_number]
    if missing:
        there = [number for number in wanted if number in by_number]
        raise ActiepuntError(
            _("{text}: there is no action {numbers}").format(text=text, numbers=compact(missing)),
            others(there) or _of_other_year(register, (first, last), typed_year),
        )
    return tuple(
        by_number[number] if times[number] == 1 else query.find_action(register, number, start)
        for number in wanted
    )


def _of_other_year(register: Register, counts: tuple[int, int], typed_year: int) -> str:
    """Return the advice for a range of which no action exists.

    Where it was typed without a year and the ends are open actions of exactly one year, it names
    that range.
    """
    keys = {query.number_key(action.id) for action in register.actions if not action.is_closed}
    years = [y for y in sorted({year for year, _count in keys}) if {(y, c) for c in counts} <= keys]
    if typed_year or len(years) != 1:
        return _("`actiepunt list --all` shows every action with its number.")
    meant = "..".join(f"{years[0]:04}-{count:03}" for count in counts)
    return _("Did you mean {meant}?").format(meant=meant)


def before_deadline(
    words: Sequence[str], is_deadline: Callable[[str], bool], year: int
) -> tuple[tuple[str, ...], str]:
    """Return the numbers at the beginning of `words`, and the deadline that the rest is.

    Args:
        words: As typed; the words of the deadline may be one text or several.
        is_deadline: Tells whether a text is a deadline, or one that does not exist (31 April).
        year: The present year, for the examples of an error.

    Raises:
        UsageError: no number or no deadline was typed, or where the deadline begins is not clear.
    """
    count = next((n for n, word in enumerate(words) if not looks_like(word)), len(words))
    if count == 0:
        raise query.no_number(words[0], year)
    splits = [(words[:n], " ".join(words[n:])) for n in range(1, count + 1)]
    ways = [(ids, deadline) for ids, deadline in splits if deadline and is_deadline(deadline)]
    if count == len(words):  # a deadline such as 2025-04 looks like one more number
        if not ways:
            raise UsageError(
                _("the deadline is missing"),
                _("Write it behind the numbers: {command}").format(
                    command=f'actiepunt defer {" ".join(words)} "eind mei"'
                ),
            )
        ways.append((words, ""))
    if len(ways) > 1:
        one, other = (
            f'actiepunt defer {" ".join(ids)} --to "{deadline or "…"}"'
            for ids, deadline in (ways[0], ways[-1])
        )
        raise UsageError(
            _("is “{word}” an action, or the beginning of the deadline?").format(
                word=ways[0][1].split()[0]
            ),
            _("Write: {one}, or: {other}").format(one=one, other=other),
        )
    ids, deadline = ways[0] if ways else splits[-1]
    return tuple(ids), deadline
