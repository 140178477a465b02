"""`actiepunt publish`: the folder of feeds that members subscribe to."""

import re
from pathlib import Path

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.fields import url as web_address
from actiepunt.cli.session import Session
from actiepunt.errors import UsageError
from actiepunt.i18n import _, ngettext


@group.command("publish", _("Write every feed and a page to a folder for a web server."))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--url", default="", metavar="URL", help=_("Its address, for links that subscribe."))
@click.option("--token", is_flag=True, help=_("Put each owner's feeds in a secret folder."))
@click.option(
    "--revoke", default="", metavar="NAME", help=_("Give this owner a new secret folder.")
)
@click.pass_obj
def command(session: Session, folder: Path, url: str, token: bool, revoke: str) -> Answer:
    """Answer with how much changed, and with the private addresses."""
    from actiepunt.git.repository import Repository
    from actiepunt.ical.source import committed
    from actiepunt.site import publish

    base_url = web_address(url)
    if re.search(r"[\s?#]", base_url):
        raise UsageError(
            _("“{text}” is not the address of a folder").format(text=base_url),
            _("Leave out spaces, and what stands after “?” or “#”."),
        )
    source = committed(session.root)
    secret = None
    if token or revoke:
        repository = Repository(session.root)
        secret = publish.tokens(repository, publish.owners_of(source), revoke)
    site = publish.build(source, base_url, secret)
    changed = publish.write(folder, site.files)
    lines = [
        ngettext("{count} file changed", "{count} files changed", changed).format(count=changed)
    ]
    lines += [f"{owner}: {base_url.rstrip('/')}/{path}/" for owner, path in site.private.items()]
    notes = [
        _("{file} is over 900 kB; Google refuses a calendar of more than 1 MB").format(file=file)
        for file in site.large
    ]
    return Answer(lines=lines, notes=notes, stands=True)
