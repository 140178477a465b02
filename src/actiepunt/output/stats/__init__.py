"""Formats for the views of `stats` only."""
