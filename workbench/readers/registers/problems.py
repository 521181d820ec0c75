"""Everything that is wrong with a register, collected so that it can be told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.errors import RegisterError

MAX_REPORTED = 20


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong; `times` counts the cells in which it is wrong in the same way."""

    where: str
    what: str
    hint: str = ""
    times: int = 1

    def __str__(self) -> str:
        repeated = f" (and in {self.times - 1:,} more rows)" if self.times > 1 else ""
        said = f"{self.where}: {self.what}{repeated}"
        return f"{said}. {self.hint}" if self.hint else said


@dataclass(slots=True)
class Troubles:
    """The troubles of one register: the first ones in words, the rest as a number."""

    where: str
    told: list[Trouble] = field(default_factory=list)
    total: int = 0

    def add(self, where: str, what: str, hint: str = "", *, times: int = 1) -> None:
        self.total += times
        if len(self.told) < MAX_REPORTED:
            self.told.append(Trouble(where, what, hint, times))

    def refuse_if_any(self) -> None:
        """Raise what was collected, if anything was.

        Raises
        ------
        RegisterError
            With the first 20 troubles and how many there are in all.
        """
        if not self.total:
            return
        if self.total == 1:
            only = self.told[0]
            raise RegisterError(only.what, where=only.where, hint=only.hint or None)
        lines = [f"{self.total:,} problems, so nothing was read", *map(str, self.told)]
        if left := self.total - sum(trouble.times for trouble in self.told):
            lines.append(f"and {left:,} more")
        raise RegisterError("\n  ".join(lines), where=self.where)
