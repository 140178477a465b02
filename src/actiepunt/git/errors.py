"""Error messages of git, translated into a message and an advice for people."""

import re

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import N_, _

_Table = tuple[tuple[str, str, str], ...]
"""A pattern in the output of git, our message, our advice; the first match wins."""

# Only for commands that talk with a server: a local hook may use the same words otherwise.
_NETWORK: _Table = (
    (
        (
            r"Authentication failed|could not read (Username|Password)|prompts disabled"
            r"|Permission denied \(|HTTP 40[13]|returned error: 40[13]|Host key verification"
        ),
        N_("the server did not let you in"),
        N_("Make `git fetch` work first: it says which name, password or key it needs."),
    ),
    (
        (
            r"Could not resolve host|Connection (refused|timed out|reset|closed)|Network is un"
            r"|No route to host|Failed to connect|Operation timed out|Connection was reset"
        ),
        N_("the server cannot be reached"),
        N_("Your changes are safe in this folder; try again when you are online."),
    ),
    (
        r"does not appear to be a git repository|[Rr]epository .* not found|not exist",
        N_("there is no register at the address of the remote"),
        N_("`git remote -v` shows the address; put it right with `git remote set-url`."),
    ),
    (
        r"Could not read from remote|hung up|early EOF|unable to access",
        N_("the connection with the server broke"),
        N_("Your changes are safe in this folder; try again."),
    ),
)
_REASONS: _Table = (
    (
        r"tell me who you are|empty ident|auto-detect email|no (email|name) was given",
        N_("git does not know who you are"),
        N_('Run: git config --global user.name "…" and git config --global user.email "…"'),
    ),
    (
        r"No space left|[Dd]isk quota|[Oo]ut of disk ?space|write new.index file",
        N_("the disk is full"),
        N_("Make room and try again; nothing was changed."),
    ),
    (
        r"[Pp]ermission denied|Read-only|insufficient permission",
        N_("git may not write in this folder"),
        N_("Ask for write permission on the folder and its .git; nothing was changed."),
    ),
    (
        r"index\.lock",
        N_("another program holds git's index (index.lock)"),
        N_("Close it and try again; if none is running, remove the file .git/index.lock."),
    ),
    (
        r"lock config file (?P<config>.+?): File|create '(?P<lock>.*)\.lock': File",
        N_("another program holds a lock of git ({file}.lock)"),
        N_("Close it and try again; if none is running, remove the file {file}.lock."),
    ),
    (
        r"[0-9a-f]{40} missing|object \S+ (is corrupt|cannot be read)|unable to read|bad object",
        N_("git's own store in this folder is damaged"),
        N_("`git fsck` says what is lost. Clone the register again, and keep this folder aside."),
    ),
    (
        r"would (?:be overwritten|lose untracked)[^\n]*\n\t(?P<way>[^\n]+)",
        N_("{file} is in the way: others publish a file of that name"),
        N_("Move it elsewhere, and try again."),
    ),
    (
        r"dubious ownership",
        N_("this folder belongs to somebody else, and so git refuses it"),
        N_("See `git status`: it says which safe.directory to set."),
    ),
    (
        r"failed to sign|gpg|ssh-keygen",
        N_("git could not sign the commit"),
        N_("Put the signing key right (`git commit` says more); nothing was changed."),
    ),
    (
        r"ignored by one of your \.gitignore",
        N_("git ignores the data files"),
        N_("Take them out of .gitignore."),
    ),
)


def git_error(output: str, *, server: bool = False) -> ActiepuntError:
    """Return the error for a git command that failed.

    Args:
        output: What git, or a hook, wrote to stderr.
        server: git talked with a server.
    """
    for pattern, message, advice in (*(_NETWORK if server else ()), *_REASONS):
        match = re.search(pattern, output)
        if match:
            file = next(filter(None, match.groupdict().values()), "")
            return ActiepuntError(_(message).format(file=file), _(advice).format(file=file))
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    first = next(
        (line for line in lines if line.startswith(("fatal:", "error:"))), lines[0] if lines else ""
    )
    first = first.removeprefix("fatal:").removeprefix("error:").strip()
    return ActiepuntError(
        _("git refused: {reason}").format(reason=first or _("it gave no reason")),
        _("Nothing was changed. Put right what git says, or what its hook asks, and try again."),
    )
