"""What a sentence names: people and days."""

from functools import cached_property

from actiepunt.harvest.dates import Dates, Found
from actiepunt.harvest.owners import Owner, Owners

LONGEST = 1000
"""The most characters of a sentence; a longer one is a table that was lost, and not looked at."""


class View:
    """Who and which days a sentence names, looked for when they are asked for: that takes longest."""

    def __init__(self, text: str, owners: Owners, dates: Dates) -> None:
        self._text = text
        self._owners = owners
        self._dates = dates

    @cached_property
    def owners(self) -> list[Owner]:
        """Whoever is named, in order."""
        return list(self._owners.find(self._text))

    @cached_property
    def days(self) -> list[Found]:
        """The days and periods to come, in order."""
        return list(self._dates.find(self._text))

    @property
    def body(self) -> str:
        """The first body that is named; empty without one."""
        return next((o.name for o in self.owners if self._owners.is_body(o.name)), "")

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where owners are named."""
        return [(one.start, one.end) for one in self.owners]

    @property
    def people(self) -> list[str]:
        """The owners that are no bodies, by name."""
        return [one.name for one in self.owners if not self._owners.is_body(one.name)]
