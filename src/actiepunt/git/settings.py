"""The settings of a clone: identity, configuration, attributes, hooks."""

import re
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

    def has_identity(self) -> bool:
        """Tell whether somebody set the name and address of the committer; git may also guess."""
        words = ("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
        return not self._run(*words).code

    def guessed_identity(self) -> tuple[str, str]:
        """Return the name and address that git guesses for the committer; empty where it cannot."""
        answer = self._run("-c", "user.useConfigOnly=false", "var", "GIT_COMMITTER_IDENT")
        match = re.match(r"(.*) <(.*)>", answer.out.decode(errors="replace"))
        return (match[1], match[2]) if match else ("", "")

    def identify(self, name: str, mail: str) -> None:
        """Set the name and address of the committer, each unless it is empty, in this clone."""
        given = {"user.name": name, "user.email": mail}
        self.configure({key: value for key, value in given.items() if value})

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
