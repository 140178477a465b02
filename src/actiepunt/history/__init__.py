"""Who changed what and when, read from content, and never from messages or diffs of git.

`commits` knows the commits and their order, `files` the data files of each, `blocks` what differs
between two versions of a file, `writes` which earlier change each value goes back to, and `reader`
joins them: one entry for each commit that changed a record.
"""

from actiepunt.history.commits import Commit, demand_whole, moment
from actiepunt.history.reader import Entry, History, entries, read

__all__ = ["Commit", "Entry", "History", "demand_whole", "entries", "moment", "read"]
