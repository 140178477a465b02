"""The dialogue of `review`: shows one action after another, and takes a decision for a key."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import click

from actiepunt.cli import ask, confirmation, decisions, keys, progress, status, undoing
from actiepunt.cli.keys import Page
from actiepunt.cli.session import Session
from actiepunt.core import diff, labels, message, query, review
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.core.review import Decision, Review
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, ngettext, translator
from actiepunt.papers import report
from actiepunt.storage import datafiles
from actiepunt.storage.transaction import Change, Why
from actiepunt.views import log
from actiepunt.views import review as view
from actiepunt.views.faults import fault_line
from actiepunt.views.review import Part

if TYPE_CHECKING:
    from actiepunt.history import Entry


class Occasion(NamedTuple):
    """What a review is for.

    Attributes:
        title: The body and the meeting or the day, for people.
        what: The body or the title of the meeting.
        day: The day on which it is held: that of the meeting that was named, or today.
        meeting: The meeting; None where none is planned.
    """

    title: str
    what: str
    day: date
    meeting: Meeting | None


class Dialogue:
    """Goes through the actions of a review with a person.

    Args:
        session: The session of the command.
        register: The register as people see it.
        state: The review to go on with.
        occasion: What it is for.
        store: Keeps the review; it is called after every step.
        why: The reason and the author of every change.
        together: Whether the decisions become one commit at the end.

    Attributes:
        state: The review as it is now.
        register: The register as it was read last.
        commit: The commit of the decisions that were kept aside; empty while there is none.
    """

    def __init__(
        self,
        session: Session,
        register: Register,
        state: Review,
        occasion: Occasion,
        store: Callable[[Review], None],
        why: Why,
        *,
        together: bool,
    ) -> None:
        self.session, self.register, self.state = session, register, state
        self.occasion, self.why, self.together = occasion, why, together
        self.commit = ""
        self._store = store
        self._told: list[str] = []
        self._head = ""
        self._entries: list[Entry] = []
        self._messages: Mapping[str, str] = {}
        self._read_history()

    def run(self) -> None:
        """Show the actions until the person stops.

        Raises:
            ActiepuntError: what was decided could not be recorded, or not be kept.
        """
        with keys.stage():
            self._go_on()

    def _go_on(self) -> None:
        while True:
            self._reread()
            page, told = self._page(), self._told
            self._told = []
            keys.clear(forget=True)
            try:
                key = keys.read(page._replace(told=told))
            except click.Abort:  # Ctrl-C: what is kept aside stays aside
                return
            try:
                if key == "quit" and self._may_end():
                    return
                self._press(key)
            except click.Abort:
                self._told = [_("Nothing was changed.")]
            except ActiepuntError as error:
                self._told = _said(error)
            self._store(self.state)

    def _press(self, key: str) -> None:
        """Do what a key says.

        Raises:
            ActiepuntError: it is refused; nothing was changed.
            click.Abort: the person left the question.
        """
        if key == "back":
            self.state = self.state.back()
        elif key == "help":
            self._help()
        elif key == "undo":
            self._undo()
        elif key == "keep":
            self.state = self.state.keep(self._recorded, self._today)
        elif key in decisions.KEYS and key != "quit":
            self._decide(key)

    @property
    def _today(self) -> date:
        return self.session.today(self.register)

    @property
    def _recorded(self) -> Action:
        """The present action as the file has it."""
        current = self.state.current
        return next(each for each in self.register.every_action if each.uid == current)

    @property
    def _shown(self) -> Action:
        """The present action with what was decided on it and kept aside."""
        return review.shown(self._recorded, self.state.pending)

    def _reread(self) -> None:
        """Read the register again; tell what others changed in what was decided or is shown.

        A file that cannot be read now, because somebody is in the middle of an edit, is told and
        left out of account.
        """
        try:
            after = datafiles.load(self.session.root).sound().register.visible
        except ActiepuntError as error:
            self._told += _said(error)
            return
        before, self.register = self.state, after
        self.state = before.along(after)
        for decision in before.lost(self.state):
            text = _("An action is gone, and with it: {what}")
            what = " ".join(filter(None, [str(decision.value), decision.reason]))
            self._told.append(text.format(what=what))
        if before.current and before.current != self.state.current:
            self._told.append(_("The action that was here is closed or gone meanwhile."))
        left = self.state.left(after)
        if not self.state.current and left:
            self.state = self.state.at(left[0])
            self._told.append(_("This one changed meanwhile, or was not looked at yet."))
        self._read_history()

    def _read_history(self) -> None:
        repository = Repository(self.session.root)
        head = repository.revision("HEAD") or ""
        if head == self._head:
            return
        self._head = head
        try:
            self._entries = progress.history(repository)
            self._messages = repository.messages(head="HEAD")
        except ActiepuntError as error:  # a shallow clone has no whole history
            self._told += _said(error)

    def _page(self) -> Page:
        state = self.state
        count = len(state.order)
        if not state.current:
            parts = [Part(_("This was the last one."), is_strong=True), Part("")]
            parts += map(Part, view.summary(state, self.register, self._today))
            shown = {name: _(decisions.KEYS[name]) for name in decisions.AT_THE_END}
            return Page(self.occasion.title, "", parts, shown)
        row = query.standing(self._shown, self.register.meetings_by_id(), self._today)
        group = _group(row, self.occasion.meeting)
        place = _("{place} of {count}").format(place=state.place + 1, count=count)
        words = {name: _(text) for name, text in decisions.KEYS.items()}
        rows = log.rows(
            self._entries, self._messages, log.LogFilter(uids=frozenset({state.current}))
        )
        told = log.settled([row for row in rows if row.field not in {"created", "progress"}])
        zone = ZoneInfo(self.register.settings.timezone)
        history = log.told(told, zone, self._today)[::-1]  # the latest first: it is seen at once
        moves = sum(row.field == "due" and bool(row.old) for row in told)
        parts = view.card(row, self.register, self._today, history, moves)
        parts += self._aside()
        return Page(self.occasion.title, f"{group} · {place}", parts, words)

    def _aside(self) -> list[Part]:
        """Return what was decided on the present action and is not recorded yet."""
        seen, current = self.state.looked, self.state.current
        if current in seen and seen[current] != review.mark(self._recorded):
            return [Part(""), Part(_("Somebody changed this after it was looked at."), tone="soon")]
        if any(each.uid == current for each in self.state.pending):
            return [Part(""), Part(_("Decided, and recorded at the end."))]
        return []

    def _help(self) -> None:
        labels = {name: _(decisions.KEYS[name]) for name in decisions.HELP}
        parts = [Part(_(text), labels[name]) for name, text in decisions.HELP.items()]
        parts += [Part(""), Part(_(decisions.MORE_HELP))]
        keys.clear()
        keys.read(
            Page(
                self.occasion.title,
                "",
                parts,
                {name: _(decisions.KEYS[name]) for name in ("back", "help")},
            )
        )

    def _decide(self, kind: str) -> None:
        self.session.demand_ready()  # so that no answer is in vain
        recorded, shown = self._recorded, self._shown
        Decision(kind, shown.uid, self._today).edit(shown)  # refused before a question, not after
        value, reason = decisions.asked(kind, self.session, self.register, shown)
        decision = review.decision(kind, shown, self._today, value, reason)
        if (
            decision.edit(shown) == shown
        ):  # such as its present deadline: nothing to take back later
            self._told = [_("Nothing changed: the register says so already.")]
            return
        change = self._change(decision, recorded)
        answer = confirmation.changed(change, self.session.reader(self.register))
        after = next((a for a in change.register.every_action if a.uid == recorded.uid), recorded)
        if self.together:
            after = recorded
        else:
            decision = decision._replace(commit=change.commit or review.ELSEWHERE)
            self.register = change.register.visible
        self.state = self.state.decide(decision, after)
        self._told = [*answer.lines[:-1], *map(fault_line, answer.faults)]

    def _change(self, decision: Decision, recorded: Action) -> Change:
        """Make a decision: as a commit or, where they are kept aside, in memory alone.

        Raises:
            ActiepuntError: it is refused, or somebody changed the action meanwhile.
        """
        aside = self.state.pending if self.together else ()

        def changer(register: Register) -> Register:
            now = next((a for a in register.every_action if a.uid == recorded.uid), None)
            if now is None or review.mark(now) != review.mark(recorded):
                raise ActiepuntError(
                    _("somebody changed {number} meanwhile").format(number=recorded.id),
                    _("Look at it again; nothing was changed."),
                )
            return self._applied(register, [*aside, decision])

        why = self._why(decision.reason)
        change = self.session.change(changer, why, dry_run=self.together)
        own = [each for each in change.differences if each.record.uid == decision.uid]
        return change._replace(differences=own) if self.together else change

    def _applied(self, register: Register, made: Sequence[Decision]) -> Register:
        changed = review.applied(register, made)
        return status.go_on(self.session, register, changed)[0]

    def _why(self, reason: str) -> Why:
        return self.why._replace(reason="\n\n".join(filter(None, [reason, self.why.reason])))

    def _undo(self) -> None:
        if not self.state.decisions:
            self._told = [_("There is nothing to take back.")]
            return
        last = self.state.decisions[-1]
        number = next(a.id for a in self.register.every_action if a.uid == last.uid)
        if last.commit:
            self._demand_own_commit(last.commit)
            undone = undoing.find(Repository(self.session.root), last.commit, set())
            change = undoing.take_back(self.session, undone, self.why)
            self.register = change.register.visible
        self.state = self.state.undo()
        text = _("Taken back: {what}").format(what=f"{number} {_(decisions.TAKEN_BACK[last.kind])}")
        self._told = [text]

    def _demand_own_commit(self, commit: str) -> None:
        """Refuse to take back a decision that was recorded together with others.

        Raises:
            ActiepuntError: it was.
        """
        alike = sum(each.commit == commit for each in self.state.decisions)
        if alike > 1 or commit == review.ELSEWHERE:
            one = "" if commit == review.ELSEWHERE else f" {commit}"
            raise ActiepuntError(
                _("this was recorded together with others"),
                _("Take all of it back: actiepunt undo{commit}").format(commit=one),
            )

    def _may_end(self) -> bool:
        """Record what was kept aside, if the person wants that; tell whether to stop."""
        count = len({each.uid for each in self.state.pending})
        if not count:
            return True
        question = ngettext(
            "Record the decision on {count} action now?",
            "Record the decisions on {count} actions now?",
            count,
        )
        keys.clear(forget=True)
        if ask.confirm(
            question.format(count=count),
            hint=_("n: keep them aside · Ctrl-C: back"),
            above=view.summary(self.state, self.register, self._today),
            escape=True,
        ):
            self._record()
        return True

    def _record(self) -> None:
        """Record the decisions that were kept aside as one commit.

        Raises:
            ActiepuntError: it is refused; they stay aside.
        """
        stale = [
            each.uid
            for each in self.state.pending
            if self.state.looked.get(each.uid)
            != review.mark(next(a for a in self.register.every_action if a.uid == each.uid))
        ]
        if stale:
            self.state = self.state.at(stale[0])
            raise ActiepuntError(
                _("somebody changed this action after it was decided on"),
                _("Look at it again, and keep it as it is now, or undo the decision."),
            )
        pending = self.state.pending
        reasons = review.reasons(pending, self.register)
        count = self.state.seen(self.register)

        def subject(differences: list[diff.Difference], _say: object) -> str:
            if len(differences) == 1:
                return ""
            say = translator(self.register.settings.language)
            return message.gone_through(self.occasion.what, self.occasion.day, count, say)

        why = self._why(reasons)._replace(subject=subject)
        change = self.session.change(lambda now: self._applied(now, pending), why)
        self.register = change.register.visible
        self.commit = change.commit
        self.state = self.state.recorded(change.commit or review.ELSEWHERE, self.register)
        self._store(self.state)


def _said(error: ActiepuntError) -> list[str]:
    """Return an error as sentences; the name of a file at its beginning stays as it is."""
    message = error.message.rstrip(".")
    if message.split(maxsplit=1)[0].isalpha():
        message = f"{message[:1].upper()}{message[1:]}"
    return [f"{message}.", *filter(None, [error.advice])]


def _group(row: query.Standing, meeting: Meeting | None) -> str:
    """Return the heading of the action list under which an action stands; its status if closed."""
    if row.action.is_closed:
        return labels.state(row.action.status, _)
    return _(report.group(row, meeting))
