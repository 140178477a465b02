"""Formats for proposals alone."""
