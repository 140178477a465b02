"""`actiepunt` alone: what needs attention now."""

from datetime import date

from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.core import calendar, query
from actiepunt.core.due import Period
from actiepunt.core.model import Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _, ngettext
from actiepunt.views import attention


def answer(session: Session) -> Answer:
    """Answer with the late and coming actions, the next meetings, and what is not shared yet."""
    register = session.load(archive=False).register
    now = session.now(register).replace(tzinfo=None)
    today = now.date()
    rows = query.select(register, query.Filter(), today)
    coming = calendar.select(register, "", Period(today, date.max), everything=False)
    meetings = [m for m in coming if m.day and not calendar.is_over(m, now)]
    view = attention.listing(rows, meetings, _pending(session, register), today)
    return Answer(view, "table", at_once=True)


def _pending(session: Session, register: Register) -> list[str]:
    """Return what is to be done to record what is typed or edited, and to share commits.

    The server is not asked.
    """
    from actiepunt.git import remote
    from actiepunt.git.repository import Repository
    from actiepunt.storage import drafts

    try:
        repository = Repository(session.root)
        state = repository.state("data")
        edited = [*state.dirty, *state.untracked]
        name = remote.chosen(repository)
        ahead = repository.unpublished("HEAD", name) if name else 0
        kept = drafts.every(repository)
    except ActiepuntError:  # a source archive, or a repository without commits
        return []
    sentences = [
        _("Typed and not recorded yet: actiepunt take {meeting}").format(meeting=draft.meeting)
        for draft in kept
        if not draft.not_recorded(register).is_empty
    ]
    if edited:
        sentences.append(_("{files} edited: actiepunt save").format(files=", ".join(edited)))
    if ahead:
        text = ngettext(
            "{count} change not published: actiepunt sync",
            "{count} changes not published: actiepunt sync",
            ahead,
        )
        sentences.append(text.format(count=ahead))
    return sentences
