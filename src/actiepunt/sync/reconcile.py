"""Making the data files agree after git merged or rebased each of them on its own."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from actiepunt.core import archive, diff, merge, message
from actiepunt.core.diff import Difference
from actiepunt.core.merge import Conflict
from actiepunt.core.model import Action, Record, Register
from actiepunt.git.repository import Repository
from actiepunt.i18n import translator
from actiepunt.storage import datafiles, edits, transaction
from actiepunt.storage.datafiles import Snapshot
from actiepunt.tomlfile import edit


def reconcile(
    tree: Repository, base: Register, ours: Register, published: Register, decide: merge.Decide
) -> str:
    """Make the data files agree after git merged each on its own; return the last commit.

    Git calls no merge driver for a file that only one side changed. So an action that we added may
    have the number of an action that others added and archived, and an action that one side removed
    is still there if the other side archived it. An action that both moved, each to another file,
    is in both. And if a meeting of ours gets another id, our actions that name this meeting must
    name the new id.

    Args:
        tree: The temporary work tree.
        base: The register in the last commit that both sides have.
        ours: The register in our last commit.
        published: The register as it is published.
        decide: Decides whether an action is removed that the other side moved and changed.
    """
    _join_doubled(tree, base, ours, published, decide)
    before = datafiles.load(tree.root, checks=False)
    removed = _removed(merge.removed_but_moved(base, published, ours), decide)
    actions = [action for action in before.register.every_action if action.uid not in removed]
    published_actions = {action.uid: action for action in published.every_action}
    added = {action.uid for action in actions} - published_actions.keys()
    meetings = renumbered(ours, before.register._replace(actions=(), archive={}))
    changed = merge.following(actions, published_actions, {old.id: new.id for old, new in meetings})
    changed |= merge.renumbered(_replaced(actions, changed, ()), (), added, merge.Elsewhere())
    after = before.register._replace(
        actions=_replaced(before.register.actions, changed, removed),
        archive={
            file: _replaced(block, changed, removed)
            for file, block in before.register.archive.items()
        },
    )
    known = archive.misplaced(ours).keys() | archive.misplaced(published).keys()
    misplaced = {u: file for u, file in archive.misplaced(after).items() if u not in known}
    after = archive.move(after, misplaced) if misplaced else after
    if after != before.register:
        differences = diff.between(before.register, after)
        _commit(tree, before, differences, edits.texts(before, after, differences, {}))
    return tree.head()


def _commit(
    tree: Repository, before: Snapshot, differences: list[Difference], texts: Mapping[str, str]
) -> None:
    say = translator(before.register.settings.language)
    transaction.write(tree, before.texts, texts, message.compose(differences, say), "")


def _join_doubled(
    tree: Repository, base: Register, ours: Register, published: Register, decide: merge.Decide
) -> None:
    """Merge each action that both sides moved, to different files, in the published file."""
    before = datafiles.load(tree.root, checks=False)
    places: dict[str, list[tuple[str, int, Action]]] = {}
    for file, index, record in before.register.blocks():
        if isinstance(record, Action) and record.uid:
            places.setdefault(record.uid, []).append((file, index, record))
    sides = [merge.actions_by_uid(register) for register in (base, published, ours)]
    texts, leaving, differences = dict(before.texts), list[tuple[str, int, Action]](), []
    for uid, doubled in places.items():
        found = [side.get(uid, ("", None)) for side in sides]
        (_file, old), (kept, theirs), (_other, mine) = found
        if len({file for file, _index, _action in doubled}) < 2 or theirs is None or mine is None:
            continue
        merged, conflicts = merge.record(old, theirs, mine)
        for conflict in conflicts:
            decided = decide(conflict)
            merged = merged._replace(**{name: getattr(decided, name) for name in conflict.fields})
        for file, index, action in doubled:
            if file == kept:
                texts[file] = edit.change(texts[file], index, action, merged)
                differences.append(Difference(action, merged))
            else:
                leaving.append((file, index, action))
    for file, index, action in sorted(leaving, key=lambda place: place[:2], reverse=True):
        texts[file] = edit.remove(texts[file], index, action)
    changed = {file: text for file, text in texts.items() if text != before.texts[file]}
    if changed:
        _commit(tree, before, differences, changed)


def _removed(conflicts: Iterable[Conflict], decide: merge.Decide) -> set[str]:
    """Return the uids of the actions that are removed: unchanged ones, and those so decided."""
    return {
        conflict.record.uid
        for conflict in conflicts
        if merge.same_but_number(conflict.base, conflict.record) or decide(conflict) is None
    }


def _replaced(
    actions: Sequence[Action], changed: Mapping[str, Record], removed: Collection[str]
) -> tuple[Action, ...]:
    """Return actions without those of `removed`, each as `changed` has it, if it does, by uid."""
    records = (changed.get(action.uid, action) for action in actions if action.uid not in removed)
    return tuple(record for record in records if isinstance(record, Action))


def renumbered(before: Register, after: Register) -> list[tuple[Record, Record]]:
    """Return the records whose number differs in `after`, each before and after."""
    earlier = {record.uid: record for _file, _index, record in before.blocks()}
    return [
        (earlier[record.uid], record)
        for _file, _index, record in after.blocks()
        if record.uid in earlier and earlier[record.uid].id != record.id
    ]
