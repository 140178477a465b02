"""The unit of work: data files, the lock, the journal, and the commit that holds a change."""
