"""`actiepunt stats`: counts per body and owner, and the open actions by month."""

from typing import Any
from zoneinfo import ZoneInfo

import click

from actiepunt.cli import group, progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import labels, stats
from actiepunt.core.stats import Counts
from actiepunt.i18n import _, translator
from actiepunt.output import Column, Listing


@group.command(
    "stats",
    _("Show how it goes: counts per body and owner, and open actions by month."),
    example="actiepunt stats",
    section="history",
)
@format_option("stats")
@click.pass_obj
def command(session: Session, format_: str | None) -> Answer:
    """Answer with the counts and the open actions by month."""
    from actiepunt.git.repository import Repository
    from actiepunt.views import log

    register = session.load().register
    entries = progress.history(Repository(session.root))
    zone = ZoneInfo(register.settings.timezone)
    months = stats.open_by_month(
        (entry.commit.when.astimezone(zone).date(), entry.differences) for entry in entries
    )
    counts = stats.counts(register, log.deferrals(entries), session.today(register))
    say = translator(register.settings.language)
    return Answer(_listing(counts, months)._replace(say=say), format_)


def _in_time(row: Counts) -> str:
    return f"{row.in_time}/{row.with_deadline}" if row.with_deadline else "–"


def _listing(counts: list[Counts], months: dict[str, int]) -> Listing:
    groups = {
        _("Everything"): [row for row in counts if row.kind == "total"],
        _("Per body"): [row for row in counts if row.kind == "body"],
        _("Per owner"): [row for row in counts if row.kind == "owner"],
    }
    nobody = {
        "total": "",
        "body": _("no body"),
        "owner": _("no {field}").format(field=labels.label("owners", _)),
    }
    numbers = [
        Column(labels.state("open", _), lambda row: str(row.open)),
        Column(_("overdue"), lambda row: str(row.overdue)),
        Column(labels.state("done", _), lambda row: str(row.done)),
        Column(_("in time"), _in_time),
        Column(labels.state("cancelled", _), lambda row: str(row.cancelled)),
        Column(_("days"), lambda row: "" if row.days is None else f"{row.days:.0f}"),
        Column(_("due moved"), lambda row: str(row.deferrals)),
    ]
    columns = [
        Column(_("name"), lambda row: row.name or nobody[row.kind]),
        *(column._replace(right=True) for column in numbers),
    ]

    def record(row: Counts) -> dict[str, Any]:
        content: dict[str, Any] = row._asdict()
        return {**content, "open_by_month": months} if row.kind == "total" else content

    return Listing("stats", groups, columns, None, record, lambda _row: "")
