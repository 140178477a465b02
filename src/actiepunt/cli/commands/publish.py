"""`actiepunt publish`: write the folder of feeds that members subscribe to."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.fields import url as web_address
from actiepunt.cli.options import alarm_option, change_options
from actiepunt.cli.session import Session
from actiepunt.core import alarm as spans
from actiepunt.errors import UsageError
from actiepunt.i18n import _, ngettext, screen_language, translator
from actiepunt.storage.transaction import Why
from actiepunt.text import visible

if TYPE_CHECKING:
    from actiepunt.git.repository import Repository
    from actiepunt.site.build import Site
    from actiepunt.site.secret import Secret
    from actiepunt.site.unchanged import Told


@group.command(
    "publish",
    _("Write every feed, and the pages that members open, to a folder for a web server."),
    example="actiepunt publish site --url https://bestuur.example/agenda",
    section="sharing",
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--url", default="", metavar="URL", help=_("The address of the folder, for links to subscribe.")
)
@click.option("--token", is_flag=True, help=_("Put each owner's feeds in a secret folder."))
@click.option(
    "--secret",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Derive the secret folders from the secret in this file (also ACTIEPUNT_SECRET)."),
)
@click.option(
    "--revoke", default="", metavar="NAME", help=_("Give this owner a new secret folder.")
)
@click.option(
    "--roles", is_flag=True, help=_("Publish roles instead of the names of people, everywhere.")
)
@alarm_option
@change_options
@click.pass_obj
def command(
    session: Session,
    folder: Path,
    url: str,
    token: bool,
    file: Path | None,
    revoke: str,
    roles: bool,
    alarm: str | None,
    why: Why,
) -> Answer:
    """Answer with the number of changed files and the private addresses of owners."""
    from actiepunt.git.repository import Repository
    from actiepunt.site import secret, unchanged

    base, ahead = _base(url), None if alarm is None else spans.read(alarm)
    if (why.reason or why.author) and not revoke:
        raise UsageError(_("-m and --author go with --revoke"), _("Leave them out."))
    repository = Repository(session.root)
    key = secret.load(repository, file) if token or file or revoke else None
    lines = []
    if revoke:
        from actiepunt.storage import revocation

        commit = revocation.revoke(session.root, revoke, why)
        lines.append(_("Revoked for {name}: commit {commit}").format(name=revoke, commit=commit))
    wanted = unchanged.conditions(
        repository.revision("HEAD"),
        repository.replacements(),
        base,
        key,
        roles,
        ahead,
        screen_language(),
    )
    told, count = unchanged.load(repository, folder, wanted), 0
    notes = []
    if told is None:
        written = _write(repository, folder, base, key, ahead, roles=roles)
        told, count, notes = written.told, written.changed, written.once
        unchanged.store(repository, folder, wanted, written.files, told)
    lines.append(
        ngettext("{count} file changed", "{count} files changed", count).format(count=count)
    )
    return Answer(lines=[*lines, *told.lines], notes=[*told.notes, *notes], stands=True)


class _Written(NamedTuple):
    """What was written: how many files changed, all files, and what to tell always and once."""

    changed: int
    files: list[str]
    told: "Told"
    once: list[str]


def _write(
    repository: "Repository",
    folder: Path,
    base: str,
    key: "Secret | None",
    alarm: timedelta | None,
    *,
    roles: bool,
) -> _Written:
    """Make all files and switch in those that differ."""
    from actiepunt.ical.source import committed
    from actiepunt.site import addresses, build, ended, publish
    from actiepunt.site.unchanged import Told

    source = committed(repository.root)
    settings = source.register.settings
    folders_of = key.counting(settings.revoked).folders if key else addresses.plain
    names = settings.publish.names and not roles
    options = build.Options(base, folders_of if key else None, names, alarm)
    site = build.build(source, repository.messages(), options)
    count, gone = publish.write(folder, site.files)
    once = []
    if key and key.made:
        once.append(
            _("made a new secret in {file}; without it every secret address changes").format(
                file=key.made
            )
        )
    if gone:
        once += ended.notes(repository, source.register, gone, folders_of, base)
    addressed = [f"{place.name}: {base}{place.folder}/" for place in site.private]
    told = Told(addressed, [*_notes(site, settings.language)])
    return _Written(count, [*site.files, publish.MANIFEST], told, once)


def _notes(site: "Site", language: str) -> Iterator[str]:
    """Yield what a person should know of what is published."""
    for file in site.large:
        yield _("{file} is over 900 kB; Google refuses a calendar of more than 1 MB").format(
            file=file
        )
    if site.hidden:
        yield _(
            "published as “{word}”, because register.toml has no role for them: {names}"
        ).format(word=translator(language)("owner"), names=", ".join(map(visible, site.hidden)))
        yield _("`actiepunt person add NAME --role ROLE` gives them one.")


def _base(url: str) -> str:
    """Return the address of the folder with a slash at its end, or nothing.

    Raises:
        UsageError: it is not the address of a folder.
    """
    address = web_address(url)
    if re.search(r"[\s?#]", address):
        raise UsageError(
            _("“{text}” is not the address of a folder").format(text=address),
            _("Leave out spaces, “?” and “#”, and all that follows these."),
        )
    return f"{address.rstrip('/')}/" if address else ""
