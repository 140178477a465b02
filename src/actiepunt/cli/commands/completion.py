"""`actiepunt completion`: the script with which a shell completes our commands."""

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.i18n import _


@group.command(
    "completion",
    _(
        "Print the script with which a shell completes commands, numbers, names and days.\n\n"
        "bash: add `source <(actiepunt completion bash)` to ~/.bashrc; zsh the same in ~/.zshrc; "
        "fish: `actiepunt completion fish | source` in config.fish; PowerShell: "
        "`actiepunt completion powershell | Out-String | Invoke-Expression` in $PROFILE."
    ),
    example="actiepunt completion bash",
    section="setup",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def command(shell: str) -> Answer:
    """Answer with the script."""
    from actiepunt.cli import shells

    return Answer(raw=shells.SHELLS[shell].script().encode())
