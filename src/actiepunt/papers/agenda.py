"""A draft agenda of a meeting: its items, and the actions that must be done by then."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from actiepunt.core import calendar, query
from actiepunt.core.model import Action, Meeting
from actiepunt.core.query import Filter, Standing
from actiepunt.i18n import N_
from actiepunt.papers import Cell, Paper, Section
from actiepunt.papers.source import BEFORE, LATE, Columns, Draft, Source, previous
from actiepunt.text import fold, slug

_OPEN: Columns = (
    (N_("number"), 11), (N_("action"), 34), (N_("owners"), 20), (N_("deadline"), 20),
    (N_("state"), 15),
)  # fmt: skip
_DEFERRED: Columns = (
    (N_("number"), 11), (N_("action"), 29), (N_("owners"), 20), (N_("was"), 20), (N_("reason"), 20),
)  # fmt: skip
_DATES: Columns = ((N_("when"), 30), (N_("meeting"), 42), (N_("location"), 28))
_AHEAD = timedelta(days=31)  # how far the dates look ahead
_FIRST = re.compile(r"\W*(?:\d+[.):]?\s*)?(?:opening|welkom|welcome)\b", re.IGNORECASE)
_LAST = re.compile(  # what ends an agenda: the actions come before it
    r"\W*(?:\d+[.):]?\s*)?(?:rondvraag|w\.?v\.?t\.?t\.?k|wat verder|sluiting|any other business"
    r"|aob\b|closing|close\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*\d+[.):]*\s+")


def paper(source: Source, meeting: Meeting) -> Paper:
    """Return the draft agenda of a meeting; it depends on the source alone."""
    draft = Draft(source, in_full=True)
    say, language = draft.say, source.register.settings.language
    facts = [(say("Body"), draft.full_name), (say("When"), draft.when(meeting))]
    if meeting.title and meeting.title != draft.name:
        facts.insert(1, (say("Meeting"), meeting.title))
    facts += _where(draft, meeting)
    facts.append((say("As it stood on"), draft.full(source.today)))
    sections = [
        Section(say("Agenda items"), points=_points(draft, meeting)),
        *_actions(draft, meeting),
        *_dates(draft, meeting),
    ]
    title = say("Draft agenda {body}").format(body=draft.name)
    return Paper(language, title, facts, sections, "agenda", source.today)


def provisional(draft: Draft, meeting: Meeting) -> Section:
    """Return the agenda of a meeting as a section of another paper."""
    facts = [(draft.say("When"), draft.meeting(meeting)), *_where(draft, meeting)]
    return Section(draft.say("Provisional agenda"), points=_points(draft, meeting), facts=facts)


def _where(draft: Draft, meeting: Meeting) -> list[tuple[str, str]]:
    say = draft.say
    papers = draft.full(meeting.papers) if meeting.papers else ""
    facts = [
        (say("Place"), meeting.location), (say("Online"), meeting.url), (say("Papers by"), papers),
    ]  # fmt: skip
    return [fact for fact in facts if fact[1]]


def _points(draft: Draft, meeting: Meeting) -> list[str]:
    """Return the items of a meeting, with the actions that are due there before its last ones.

    An item of the same words as an action, or with its number, is that action.
    """
    items = _items(draft, meeting)
    due = [
        row.action
        for row in query.select(draft.source.register, Filter(), draft.source.today)
        if row.action.due == meeting.id
    ]
    points = []
    for item in items:
        same = [action for action in due if _is_same(item, action)]
        due = [action for action in due if action not in same]
        behind = " – ".join(_known_by(draft, action, item) for action in same)
        points.append(f"{item} ({behind})" if behind else item)
    at = next((index for index, item in enumerate(items) if _LAST.match(item)), len(items))
    points[at:at] = [f"{action.summary} ({_known_by(draft, action)})" for action in due]
    return points


def _items(draft: Draft, meeting: Meeting) -> list[str]:
    """Return the items in the calendar; between the usual ones where those begin or end nothing."""
    if any(_FIRST.match(item) or _LAST.match(item) for item in meeting.agenda):
        return [*meeting.agenda]
    say, last = draft.say, previous(draft.source.register, draft.source.body, meeting)
    minutes = (
        [say("Minutes of {day}").format(day=draft.full(last.day))] if last and last.day else []
    )
    first = [say("Opening and announcements"), *minutes, say("Action list")]
    return [*first, *meeting.agenda, say("Any other business and closing")]


def _is_same(item: str, action: Action) -> bool:
    """Tell whether an item of an agenda stands for an action."""
    text = _NUMBERED.sub("", item)
    named = re.search(rf"(?<!\d){re.escape(action.id)}(?!\d)", item) if action.id else None
    return bool(named) or fold(text).rstrip(". ") == fold(action.summary).rstrip(". ")


def _known_by(draft: Draft, action: Action, item: str = "") -> str:
    """Return the number of an action and its owners, without what `item` says already."""
    number = "" if action.id in item else action.id
    return "; ".join(filter(None, (number, draft.owners(action) if action.owners else "")))


def _actions(draft: Draft, meeting: Meeting) -> Iterator[Section]:
    """Yield the open actions of the meeting: those deferred to it, late ones, and the others."""
    source = draft.source
    rows = [
        row
        for row in query.select(source.register, Filter(), source.today)
        if row.action.due == meeting.id
        or (slug(row.action.body) == slug(source.body) and _is_due(row, meeting))
    ]
    deferred = {
        uid: last
        for uid, steps in draft.moves(None).items()
        for last in [steps[-1]]
        if last.new.due in (meeting.id, meeting.day)
    }
    here = [row for row in rows if row.action.uid in deferred]
    if here:
        cells = [
            [
                *draft.named(row.action),
                draft.term_of(last.old),
                (last.why,) if last.why else (),
            ]
            for row in here
            for last in [deferred[row.action.uid]]
        ]
        yield draft.table(N_("Deferred to this meeting"), _DEFERRED, cells)
    others = [row for row in rows if row not in here]
    groups: Sequence[tuple[str, list[Standing]]] = (
        (LATE, [row for row in others if row.overdue]),
        (BEFORE, [row for row in others if not row.overdue]),
    )
    for heading, group in groups:
        if group:
            cells = [[*draft.named(row.action), *draft.standing(row, news=False)] for row in group]
            yield draft.table(heading, _OPEN, cells)


def _is_due(row: Standing, meeting: Meeting) -> bool:
    return bool(row.deadline and meeting.day and row.deadline <= meeting.day)


def _dates(draft: Draft, meeting: Meeting) -> Iterator[Section]:
    """Yield what is in the calendar for a month after a meeting, and the next one of its body."""
    if meeting.day is None:
        return
    last, register, body = meeting.day + _AHEAD, draft.source.register, slug(draft.source.body)
    after = sorted(
        (
            other
            for other in register.meetings
            if other.day
            and other.status != "cancelled"
            and calendar.order(other) > calendar.order(meeting)
        ),
        key=calendar.order,
    )
    following = next((other for other in after if slug(other.body) == body), None)
    rows = [
        [(draft.when(other),), _what(draft, other), tuple(other.location.splitlines())]
        for other in after
        if other is following or (other.day and other.day <= last)
    ]
    if rows:
        yield draft.table(N_("Dates"), _DATES, rows)


def _what(draft: Draft, meeting: Meeting) -> Cell:
    """Return what meeting it is and, on a line of its own, when its papers must be in."""
    if not meeting.papers:
        return (meeting.what,)
    papers = f"{draft.say('Papers by')} {draft.day(meeting.papers)}"
    return (meeting.what, papers)
