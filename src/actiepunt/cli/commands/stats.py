"""`actiepunt stats`: how it goes, in counts and over time."""

from typing import Any
from zoneinfo import ZoneInfo

import click

from actiepunt.cli import group, progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import labels, stats
from actiepunt.core.stats import Tally
from actiepunt.i18n import _, translator
from actiepunt.output import Column, Listing


@group.command(
    "stats", _("Show how it goes: counts per body and owner, and open actions by month.")
)
@format_option("stats")
@click.pass_obj
def command(session: Session, format_: str | None) -> Answer:
    """Answer with the counts, and with the course of the open actions."""
    from actiepunt.git.repository import Repository
    from actiepunt.views import chart, log

    register = session.load().register
    entries = progress.history(Repository(session.root))
    zone = ZoneInfo(register.settings.timezone)
    months = stats.open_by_month(
        (one.commit.when.astimezone(zone).date(), one.differences) for one in entries
    )
    moved = log.deferrals(entries)
    found = stats.tallies(register, moved, session.today(register))
    drawn = format_ in {None, "table", "plain"}
    lines = ["", _("Open actions by month"), *chart.bars(months, 60)] if drawn and months else []
    say = translator(register.settings.language)
    return Answer(_listing(found, months)._replace(say=say), format_, lines=lines)


def _listing(found: list[Tally], months: dict[str, int]) -> Listing:
    groups = {
        _("everything"): [one for one in found if one.kind == "total"],
        _("per body"): [one for one in found if one.kind == "body"],
        _("per owner"): [one for one in found if one.kind == "owner"],
    }
    columns = [
        Column(_("name"), lambda one: one.name or ("" if one.kind == "total" else "–"), most=24),
        Column(labels.state("open", _), lambda one: str(one.open)),
        Column(_("overdue"), lambda one: str(one.overdue)),
        Column(labels.state("done", _), lambda one: str(one.done)),
        Column(_("in time"), lambda one: f"{one.in_time}/{one.with_deadline}"),
        Column(labels.state("cancelled", _), lambda one: str(one.cancelled)),
        Column(_("days"), lambda one: "" if one.days is None else f"{one.days:.0f}"),
        Column(_("due moved"), lambda one: str(one.deferrals)),
    ]

    def record(one: Tally) -> dict[str, Any]:
        content: dict[str, Any] = one._asdict()
        return {**content, "open_by_month": months} if one.kind == "total" else content

    return Listing("stats", groups, columns, columns, record, lambda _one: "")
