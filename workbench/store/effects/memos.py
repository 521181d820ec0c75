"""Coders' memos on the study, on transcripts and on codes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert, select

from workbench.errors import ChangedMeanwhileError, CodingError
from workbench.model.operation import Operation
from workbench.store.effects.replacing import Part, Replaced, Values
from workbench.store.effects.transaction import Transaction
from workbench.store.prepared import Prepared
from workbench.store.tables import memo

# A key is what the memo is about, its target and its coder; a memo is a text and a time.
Key = tuple[str, str, str]
Memo = tuple[str, str]
_OF = (
    memo.c.about == bindparam("of_about"),
    memo.c.target == bindparam("of_target"),
    memo.c.coder == bindparam("of_coder"),
)
_KEYS = ["of_about", "of_target", "of_coder"]
_READ = Prepared(select(memo.c.text, memo.c.changed).where(*_OF), _KEYS)
_REMOVE = Prepared(delete(memo).where(*_OF), _KEYS)
_ADD = Prepared(insert(memo), [column.name for column in memo.columns])


def set_memos(tx: Transaction, operation: Operation) -> Replaced:
    """Set memos of the operation's coder; an empty text takes one away.

    Raises
    ------
    CodingError
        The study has no such transcript, or the scheme no such code.
    ChangedMeanwhileError
        Another text stands there than the one that was typed over.
    """
    rows = operation.payload["memos"]
    before = _read(tx, [(about, target, operation.coder) for about, target, *_ in rows])
    after: dict[Key, Memo | None] = {}
    for about, target, text, *over in rows:
        if about == "transcript":
            tx.transcript(target)
        elif about == "code" and target not in tx.coding_rules().definitions:
            raise CodingError(f"the scheme has no code {target!r}")
        key = about, target, operation.coder
        check_typed_over(before[key][0] if key in before else "", text, *over)
        after[key] = (text, tx.time) if text.strip() else None
    return {KEPT_MEMOS.name: KEPT_MEMOS.put(tx, before, after)}


def check_typed_over(there: str, text: str, over: str | None = None) -> None:
    """Refuse a memo that was typed over another text than the one that stands `there`.

    Whoever does not say what they typed over writes over whatever stands there. A text that stands
    there already can be written once more, and blank texts are all the same: no memo.

    Raises
    ------
    ChangedMeanwhileError
        Another text stands there.
    """
    if over is None or there in (over, text) or not (there.strip() or over.strip()):
        return
    raise ChangedMeanwhileError(
        "somebody, or another window, changed this memo meanwhile",
        hint="Nothing was written over: look at what stands there now, and put both texts together",
    )


def _read(tx: Transaction, keys: Iterable[Key]) -> dict[Key, Memo]:
    found = {}
    for key in keys:
        row = _READ.row(tx.connection, key)
        if row is not None:
            found[key] = (row[0], row[1])
    return found


def _write(tx: Transaction, _: Values, after: Values) -> None:
    _REMOVE.run(tx.connection, list(after))
    _ADD.run(tx.connection, [(*key, *value) for key, value in after.items() if value is not None])


KEPT_MEMOS = Part("memos", "a memo", _read, _write)
