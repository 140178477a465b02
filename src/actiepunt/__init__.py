"""actiepunt: action points and meetings of a board, kept as TOML files in git."""

__version__ = "0.1.0"
