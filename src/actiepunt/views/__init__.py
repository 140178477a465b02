"""The presentation of records, the log, differences and conflicts for people and as JSON."""
