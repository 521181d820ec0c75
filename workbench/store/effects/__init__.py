"""What each kind of operation does to the state; `docs/operations.md` describes the payloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.model.operation import Operation, OperationKind
from workbench.store.effects import (
    codings,
    judgements,
    links,
    memos,
    scheme_changes,
    schemes,
    statuses,
    transcripts,
    undo,
)
from workbench.store.effects.replacing import Replaced
from workbench.store.effects.transaction import Transaction

# An effect returns what it replaced, where an undo needs that and it does not follow from the payload.
EFFECTS: Mapping[OperationKind, Callable[[Transaction, Operation], Replaced | None]] = {
    "transcript.import": transcripts.import_transcript,
    "transcript.revise": transcripts.revise_transcript,
    "scheme.set": schemes.set_scheme,
    "register.set": schemes.set_register,
    "speaker.link": links.link_speakers,
    "coding.add": codings.add_codings,
    "coding.change": codings.change_codings,
    "coding.remove": codings.remove_codings,
    "status.set": statuses.set_statuses,
    "memo.set": memos.set_memos,
    "judgement.set": judgements.set_judgements,
    "scheme.change": scheme_changes.change_scheme,
    "operation.undo": undo.undo_operations,
}
