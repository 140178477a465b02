"""The values that every stage of a sync needs; they are fixed before the first stage."""

from typing import NamedTuple

from actiepunt.git.remote import Remote, Tell
from actiepunt.git.repository import Repository
from actiepunt.storage.datafiles import Snapshot
from actiepunt.sync.objections import Agree, Soundness
from actiepunt.sync.resolve import Decisions


class Context(NamedTuple):
    """The register, its remote, and the people to ask; the same in every attempt of a sync.

    Attributes:
        repository: The register's repository.
        branch: The branch that is checked out.
        local: Its last commit.
        remote: Where the branch is published.
        seen: The commit at which we saw it published before, or None.
        agree: Asks whether to go on in spite of an objection, once per objection.
        decisions: Asks how to resolve a conflict, once per conflict.
        sound: Reads the data files of commits, once per commit.
        tell: Shows the progress of git; None where nobody is watching.
    """

    repository: Repository
    branch: str
    local: str
    remote: Remote
    seen: str | None
    agree: Agree
    decisions: Decisions
    sound: Soundness
    tell: Tell | None

    def snapshot(self, commit: str) -> Snapshot:
        """Return the data files of this register in a commit."""
        return self.sound.snapshot(commit, self.repository.prefix)
