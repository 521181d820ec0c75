"""What each kind of operation does to the state; `docs/operations.md` describes the payloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.model.operation import Operation, OperationKind
from workbench.store.effects import codings, links, schemes, statuses, transcripts
from workbench.store.effects.transaction import Transaction

EFFECTS: Mapping[OperationKind, Callable[[Transaction, Operation], None]] = {
    "transcript.import": transcripts.import_transcript,
    "transcript.revise": transcripts.revise_transcript,
    "scheme.set": schemes.set_scheme,
    "register.set": schemes.set_register,
    "speaker.link": links.link_speakers,
    "coding.add": codings.add_codings,
    "coding.remove": codings.remove_codings,
    "status.set": statuses.set_statuses,
}
