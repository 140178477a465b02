"""A run of the command line: the current time and the folder of the register.

This is the only module that reads the clock. `--today` and `ACTIEPUNT_TODAY` set another time.
"""

import os
from datetime import date, datetime, time, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from actiepunt.core import due, settings_checks, uids
from actiepunt.core.model import Register
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.storage import datafiles
from actiepunt.storage.datafiles import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actiepunt.core.when import Reader
    from actiepunt.storage.transaction import Change, Changer, Rewriter, Why


_YEARS = range(1970, due.YEARS.stop)  # from the beginning of Unix time


class Session:
    """The values that commands share, computed on first use.

    `folder` and `fixed` are set by the options `--register` and `--today`.
    """

    def __init__(self) -> None:
        self.folder: str | None = os.environ.get("ACTIEPUNT_REGISTER") or None
        self.fixed: str | None = os.environ.get("ACTIEPUNT_TODAY") or None

    @cached_property
    def root(self) -> Path:
        """The folder of the register."""
        return datafiles.find_root(self.folder)

    @property
    def is_here(self) -> bool:
        """Tell whether a register was named, or one is found upward from the working folder."""
        try:
            return bool(self.folder or self.root)
        except ActiepuntError:
            return False

    def load(self, *, archive: bool = True) -> Snapshot:
        """Return the data files for a command that only reads, without checks except the time zone.

        `check`, the hook and the commands that change report faults; a list shows the rest
        quickly. Only the time zone must be known, because today depends on it.
        """
        snapshot = datafiles.load(self.root, archive=archive, checks=False)
        snapshot = snapshot.checked((settings_checks.timezone,)).sound()
        return snapshot._replace(register=snapshot.register.visible)

    def at(self, point: str) -> tuple[Register, date]:
        """Return the register at a POINT and the day of it; if empty, as it is now, and today."""
        register = self.load().register
        if not point:
            return register, self.today(register)
        from actiepunt.git.repository import Repository
        from actiepunt.history import revisions

        repository = Repository(self.root)
        revision = revisions.find(repository, point, register, self.reader(register))
        return revisions.register_at(repository, revision.commit), revision.day

    def now(self, register: Register) -> datetime:
        """Return the current moment in the register's time zone, to the second."""
        zone = _zone(register.settings.timezone)
        if not self.fixed:
            return datetime.now(zone).replace(microsecond=0)
        fixed = _date(self.fixed)
        if fixed is None or fixed.year not in _YEARS:
            raise UsageError(
                _("--today must be a date from {first} to {last}, not “{text}”").format(
                    first=_YEARS[0], last=_YEARS[-1], text=self.fixed
                ),
                _("Write it as {day}.").format(day=datetime.now(zone).date()),
            )
        midday = fixed if fixed.time() != time.min else fixed.replace(hour=12)
        return midday if midday.tzinfo else midday.replace(tzinfo=zone)

    def today(self, register: Register) -> date:
        """Return the current day in the register's time zone."""
        return self.now(register).date()

    def reader(self, register: Register, today: date | None = None) -> "Reader":
        """Return a reader of WHEN and REF, as seen now or on the day `today`."""
        from actiepunt.core.when import Reader

        now = self.now(register).replace(tzinfo=None)
        meetings, bodies = register.visible.meetings, register.settings.listed_bodies
        moment = None if today else now
        return Reader(today or now.date(), meetings, moment, bodies)

    def demand_ready(self) -> Register:
        """Return the register as people see it, provided that it could be changed now.

        A command that asks questions calls this before the first, so that no answer is in vain.

        Raises:
            ActiepuntError: the files hold errors, or a change would be refused; see
                `transaction.ready`.
        """
        from actiepunt.git.repository import Repository
        from actiepunt.storage import transaction

        transaction.ready(Repository(self.root).state("data"))
        return datafiles.load(self.root).sound().register.visible

    def change(
        self,
        changer: "Changer",
        why: "Why",
        text: dict[str, str] | None = None,
        *,
        beside: "Mapping[str, Rewriter] | None" = None,
        dry_run: bool = False,
    ) -> "Change":
        """Change the register as one commit; see `transaction.change` for the arguments."""
        from actiepunt.storage import transaction

        return transaction.change(
            self.root, changer, why, self.today, text=text, beside=beside, dry_run=dry_run
        )

    def remarks(self, change: "Change") -> list[str]:
        """Return lines on the days that a change gave to meetings."""
        from actiepunt.views import remarks

        return remarks.of(change.differences, change.register.settings)


def _date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # This machine has no time zones, or register.toml is wrong, which `check` reports.
        return datetime.now().astimezone().tzinfo


def new_uid() -> str:
    """Return a random uid: unique, as RFC 7986 5.3 asks."""
    return uids.of_octets(os.urandom(uids.OCTETS))
