"""The register as values and what can be said of them: standard library only."""
