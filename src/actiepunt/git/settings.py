"""The settings of a clone: identity, configuration, attributes, hooks."""

from collections.abc import Mapping
from pathlib import Path

from actiepunt.git.location import Location


class Settings(Location):
    """Reads and changes the settings of a clone."""

    def demand_identity(self) -> None:
        """Refuse if git does not know the name and address of the committer.

        Raises:
            ActiepuntError: git does not know them.
        """
        self._output("var", "GIT_COMMITTER_IDENT")

    def configure(self, settings: Mapping[str, str]) -> bool:
        """Set settings in the configuration of this clone; tell whether any was different."""
        lines = self._output("config", "--local", "--list", "-z").decode(errors="replace")
        pairs = (line.partition("\n") for line in lines.split("\0"))
        current = {name.lower(): value for name, _newline, value in pairs}
        different = {
            name: value for name, value in settings.items() if current.get(name.lower()) != value
        }
        for name, value in different.items():
            self._output("config", "--local", name, value)
        return bool(different)

    def attribute(self, name: str, file: str) -> str:
        """Return the value of an attribute of a file (gitattributes(5)), or `unspecified`."""
        fields = self._output("check-attr", "-z", name, "--", file).decode(errors="replace")
        return fields.split("\0")[2]

    def hooks_dir(self) -> Path:
        """Return the folder of the hooks; `core.hooksPath` may put it elsewhere."""
        path = self._output("rev-parse", "--git-path", "hooks").decode().strip()
        return (self.root / path).resolve()
