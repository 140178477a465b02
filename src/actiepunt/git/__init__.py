"""The only door to git: nothing outside this package runs it."""
