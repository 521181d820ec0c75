"""What a coding scheme allows a coding to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.errors import CodingError
from workbench.model.coding import ORIGINS
from workbench.model.scheme import CodingScheme

Attributes = tuple[tuple[str, str], ...]

# Columns of `codings()`, `quotes()` and tables of codings, beside which each attribute is a column.
RESERVED_ATTRIBUTES = frozenset(
    {"coding", "transcript", "revision", "start", "end", "turn", "speaker", "role", "participant"}
    | {"code", "coder", "memo", "origin", "created", "anchor", "text", "quote"}
    | {"before", "after", "code_label", "theme"}
)


class CodingRules:
    """Checks codings against a scheme; an answer once found is remembered, for tables of many codings."""

    def __init__(self, scheme: CodingScheme) -> None:
        self._scheme = scheme
        self._open = {code.id for code in scheme.codes if not code.group and not code.retired}
        self._passed: set[Attributes] = set()
        self.definitions = scheme.definition_hashes

    def check(
        self,
        start: int,
        end: int,
        length: int,
        code: str,
        coder: str,
        attributes: Mapping[str, str] | None,
        origin: str,
    ) -> None:
        """Check one coding of a text with `length` characters.

        Raises
        ------
        CodingError
            Naming the first thing that is wrong.
        """
        self.check_place(start, end, length)
        self.check_code(code)
        if not coder or coder != coder.strip():
            raise CodingError("a coding needs its coder's name, without white space around it")
        if origin not in ORIGINS:
            raise CodingError(f"there is no origin {origin!r}", hint=f"Use one of: {', '.join(ORIGINS)}")
        if attributes:
            self.check_attributes(attributes)

    def check_place(self, start: int, end: int, length: int) -> None:
        """Check the span of a coding of a text with `length` characters.

        Raises
        ------
        CodingError
            It is empty or out of range.
        """
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            raise CodingError(
                f"the span from {start} to {end} is empty or out of range (the text has {length} characters)"
            )

    def check_code(self, code: str) -> None:
        """Check that a code can be applied.

        Raises
        ------
        CodingError
            It is not in the scheme, a heading, or retired.
        """
        if code in self._open:
            return
        known = self._scheme.by_id.get(code)
        if known is None:
            raise CodingError(f"the scheme has no code {code!r}")
        kind = "a heading" if known.group else "retired"
        raise CodingError(f"the code {code!r} is {kind} and cannot be applied")

    def check_attributes(self, attributes: Mapping[str, str]) -> None:
        """Check a coding's attributes against those that the scheme declares.

        Raises
        ------
        CodingError
            The scheme has no such attribute, or the attribute no such value.
        """
        given = tuple(sorted(attributes.items()))
        if given in self._passed:
            return
        for name, value in given:
            attribute = self._scheme.attribute_by_id.get(name)
            if attribute is None:
                raise CodingError(f"the scheme has no attribute {name!r}")
            if value not in attribute.value_ids:
                raise CodingError(
                    f"{value!r} is not a value of the attribute {name!r}",
                    hint=f"Use one of: {', '.join(attribute.value_ids)}",
                )
        self._passed.add(given)

    def misfits(self, code: str, attributes: Mapping[str, str]) -> Iterator[str]:
        """What a coding carries that the scheme has no place for; a retired code keeps its codings."""
        known = self._scheme.by_id.get(code)
        if known is None:
            yield f"the code {code!r} is not in it"
        elif known.group:
            yield f"the code {code!r} is a heading"
        for name, value in attributes.items():
            attribute = self._scheme.attribute_by_id.get(name)
            if attribute is None:
                yield f"the attribute {name!r} is not in it"
            elif value not in attribute.value_ids:
                yield f"the attribute {name!r} has no value {value!r}"
