"""A small widget that proposes who the speakers are and waits for a yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from workbench.errors import LinkError, WorkbenchError
from workbench.model.coding import SpeakerLink
from workbench.study.linking import LinkProposal, guess_role
from workbench.study.study import Study

# What a menu holds besides participants; no participant is called by a text with these brackets.
NOBODY, UNDECIDED = "(nobody in the register)", "(not decided yet)"
_NAME, _CHOICE, _ROLE = {"width": "320px"}, {"width": "320px"}, {"width": "150px"}


class SpeakerLinker(widgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Speakers that are not linked yet, each with its proposals; nothing is linked without a click.

    A row's menu holds the proposed participants, the best first with how it matched and its
    score, then nobody, then every other participant. `Link` saves that row, `Link all sure
    matches` those whose chosen proposal is sure (see `LinkProposal`).

    Parameters
    ----------
    study
        The study whose speakers are linked.
    coder
        Who links; it stands in the operation log.
    """

    def __init__(self, study: Study, *, coder: str = "team") -> None:
        self._study = study
        self._coder = coder
        self._message = widgets.Label()
        self._rows: list[_Row] = []
        super().__init__([])
        self.refresh()

    def __repr__(self) -> str:
        return f"SpeakerLinker({self._study!r}, open={len(self._rows)})"

    def refresh(self) -> None:
        """Read speakers and proposals from the study again; choices that were not linked are lost."""
        register = self._study.register
        participants = register.participants if register else ()
        proposals: dict[tuple[str, str], list[LinkProposal]] = {}
        for proposal in self._study.propose_links():
            proposals.setdefault((proposal.transcript, proposal.speaker), []).append(proposal)
        speakers = self._study.speakers()
        undecided = speakers[speakers["participant"].isna() & speakers["role"].isna()]
        self._rows = [
            _Row(transcript, speaker, proposals.get((transcript, speaker), []), participants, self._link)
            for transcript, speaker in zip(undecided["transcript"], undecided["speaker"], strict=True)
        ]
        self._show()

    def _show(self) -> None:
        sure = [row for row in self._rows if row.is_sure]
        button = widgets.Button(
            description=f"Link all sure matches ({len(sure)})",
            disabled=not sure,
            layout={"width": "auto", "align_self": "flex-start", "margin": "8px 2px"},
        )
        button.on_click(lambda _: self._link([row for row in self._rows if row.is_sure]))
        head = widgets.HBox(
            [
                widgets.Label("Transcript · speaker", layout=_NAME, style={"font_weight": "bold"}),
                widgets.Label("Who it is", layout=_CHOICE, style={"font_weight": "bold"}),
                widgets.Label("Role", layout=_ROLE, style={"font_weight": "bold"}),
            ]
        )
        if not self._rows:
            self._message.value = "Every speaker has a role or a participant."
        table = [head, *(row.box for row in self._rows), button] if self._rows else []
        self.children = [*table, self._message]

    def _link(self, rows: Sequence[_Row]) -> None:
        links = [row.link for row in rows]
        try:
            if any(link.participant is None and link.role is None for link in links):
                raise LinkError("give a role to somebody who is not in the register")
            self._study.link(links, coder=self._coder)
        except WorkbenchError as error:
            self._message.value = f"Not linked: {error}"
            return
        self._message.value = f"{len(links)} linked."
        # Only these rows go: what was chosen in the others stays chosen.
        self._rows = [row for row in self._rows if row not in rows]
        self._show()


class _Row:
    def __init__(
        self,
        transcript: str,
        speaker: str,
        proposals: Sequence[LinkProposal],
        participants: Sequence[str],
        link: Callable[[Sequence[_Row]], None],
    ) -> None:
        self._transcript = transcript
        self._speaker = speaker
        self._proposals = proposals
        proposed = [proposal.participant for proposal in proposals]
        role = guess_role(speaker)
        options = [
            (UNDECIDED, UNDECIDED),
            *((f"{p.participant}   {p.match}, {p.score:g} of 100", p.participant) for p in proposals),
            (NOBODY, NOBODY),
            *((participant, participant) for participant in participants if participant not in proposed),
        ]
        likely = NOBODY if role == "interviewer" else UNDECIDED
        self._choice = widgets.Dropdown(
            options=options, value=proposed[0] if proposed else likely, layout=_CHOICE
        )
        self._role = widgets.Text(value=role or "", placeholder="role", layout=_ROLE)
        button = widgets.Button(
            description="Link", disabled=self._choice.value == UNDECIDED, layout={"width": "70px"}
        )
        self._choice.observe(lambda change: setattr(button, "disabled", change["new"] == UNDECIDED), "value")
        button.on_click(lambda _: link([self]))
        name = widgets.Label(value=f"{transcript} · {speaker}", layout=_NAME)
        self.box = widgets.HBox([name, self._choice, self._role, button])

    @property
    def is_sure(self) -> bool:
        return any(one.sure and one.participant == self._choice.value for one in self._proposals)

    @property
    def link(self) -> SpeakerLink:
        chosen = None if self._choice.value in {NOBODY, UNDECIDED} else self._choice.value
        return SpeakerLink(self._transcript, self._speaker, chosen, self._role.value.strip() or None)
