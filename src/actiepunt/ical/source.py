"""The input of feeds, read from git: a committed register and when its parts last changed."""

from pathlib import Path
from zoneinfo import ZoneInfo

from actiepunt import history
from actiepunt.core.model import REGISTER_FILE
from actiepunt.git.repository import Repository
from actiepunt.history import cache
from actiepunt.history.stamps import Stamps
from actiepunt.ical.components import FeedSource
from actiepunt.storage.committed import load


def committed(root: Path) -> FeedSource:
    """Return the register of HEAD with its stamps, without uncommitted edits.

    Raises:
        ActiepuntError: there is no git, the clone is shallow, or the committed files hold errors.
    """
    repository = Repository(root)
    history.demand_whole(repository)
    register = load(repository, "HEAD").sound().register.visible
    # A new language, time zone or default length changes every event.
    changed = repository.last_change("^(language|timezone|default_duration)", REGISTER_FILE)
    nodes = history.commits.nodes(repository, "HEAD")
    entries = cache.history(repository)
    stamps = Stamps(entries, nodes, history.moment(changed))
    zone = ZoneInfo(register.settings.timezone)
    day = history.moment(repository.commit_time("HEAD")).astimezone(zone).date()
    return FeedSource(register, stamps, day, register.meetings_by_id(), entries)
