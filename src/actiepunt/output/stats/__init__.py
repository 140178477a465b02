"""Formats that only suit `stats`."""
