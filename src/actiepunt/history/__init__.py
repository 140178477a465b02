"""The changes of each commit, read from the data files, never from messages or diffs of git.

`commits` gives the commits in order, `files` the data files of each, `blocks` the blocks in which
two versions of a file differ, `records` the records in these, and `writes` the earlier change that
each value goes back to. `reader` joins them: one entry for each commit that changed a record.
"""

from actiepunt.history.commits import Commit, demand_whole, moment
from actiepunt.history.reader import Entry, History, entries, read

__all__ = ["Commit", "Entry", "History", "demand_whole", "entries", "moment", "read"]
