"""Checking out a commit: the branch, the index and the files move to it together."""

import contextlib

from actiepunt.git.repository import Repository
from actiepunt.storage import committed, datafiles, journal


def move(repository: Repository, branch: str, commit: str) -> None:
    """Move a branch to a commit and check it out; edits in other files stay as they are.

    git truncates a file before it writes the new content, and a kill in between would leave half a
    file. So this function first replaces the data files, each in one step, and git finds them done.

    Raises:
        ActiepuntError: git failed, and everything is as it was.
    """
    top = Repository(repository.top)  # the commit may change other registers here as well
    folders = [
        f"{prefix}data/"
        for prefix in committed.registers(top, commit) | committed.registers(top, "HEAD")
    ]
    before: dict[str, str | None] = {}
    after: dict[str, str | None] = {}
    for file, data in top.replaceable("HEAD", commit, ".", ".toml").items():
        if not file.startswith(tuple(folders)):
            continue
        with contextlib.suppress(UnicodeDecodeError):  # leave a file that is not UTF-8 to git
            texts = datafiles.text_of(top.root / file), data.decode() if data is not None else None
            before[file], after[file] = texts
    datafiles.demand_no_links(top.root, after)
    with journal.guarded(top, before, after):
        for file, text in after.items():
            datafiles.put(top.root / file, text)
        top.reset_paths(commit, list(after))
        top.checkout(branch, commit)
