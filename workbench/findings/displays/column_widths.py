"""How the columns of a printed table share its width."""

from __future__ import annotations

from collections.abc import Sequence

EMU_PER_CM = 360_000
"""English Metric Units, in which Word measures, in a centimetre."""
# A column takes no more room than these many characters would, however long its texts are.
MOST_CHARACTERS = 160
LEAST_CHARACTERS = 6


def column_widths(texts: Sequence[Sequence[str]], room: int) -> list[int]:
    """Share out the room: most to the columns with most words, to each what its longest word takes."""
    columns = [[row[at] for row in texts if at < len(row)] for at in range(max(map(len, texts), default=0))]
    longest = [max((len(text) for text in column), default=0) for column in columns]
    weights = [min(max(one, LEAST_CHARACTERS), MOST_CHARACTERS) ** 0.5 for one in longest]
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in columns]
    # At the size that tables are set in, a letter takes some 2 mm and margins 5; where that is too much
    # for all columns, the longest words are broken.
    for most in range(max(words, default=1), 0, -1):
        least = [int((0.5 + 0.2 * min(word, most)) * EMU_PER_CM) for word in words]
        if sum(least) <= room:
            break
    else:
        return [room // len(words) for _ in words]
    fixed: dict[int, int] = {}
    while True:
        free = [at for at in range(len(weights)) if at not in fixed]
        spare, shares = room - sum(fixed.values()), sum(weights[at] for at in free)
        widths = {at: int(spare * weights[at] / shares) for at in free} | fixed
        narrow = {at: least[at] for at in free if widths[at] < least[at]}
        if not narrow:
            return [widths[at] for at in range(len(weights))]
        fixed |= narrow
