"""What a would-be speaker's label tells by itself, before it is seen how often it stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Roles in Danish, English, Norwegian, Swedish and German, in small letters, singular.
ROLES = frozenset(
    """
    interviewer intervieweren interviewperson interviewee informant respondent moderator facilitator forsker
    researcher spørger svarer spørgsmål svar question answer ordstyrer mødeleder vært host gæst guest observatør
    observer deltager deltagerin deltaker deltagare participant teilnehmer teilnehmerin befragte befragter
    speaker taler talare sprecher sprecherin ukendt unknown okänd ukjent flere several alle all everyone
    mand kvinde man woman male female mann frau kvinna
    borger citizen borgeren klient client patient bruger user medlem member ung unge pige dreng
    mentor mentoren mentee socialmentor ungementor resourcekonsulent ressourcekonsulent frivillig volunteer
    peer sagsbehandler caseworker rådgiver socialrådgiver counsellor counselor adviser advisor
    jobkonsulent jobcenter konsulent consultant leder lederen manager chef teamleder koordinator coordinator
    projektleder virksomhedskonsulent arbejdsgiver employer kollega colleague bisidder pårørende relative
    mor mother far father ægtefælle partner søster bror sister brother kontaktperson bostøtte støtteperson
    underviser lærer teacher vejleder tutor elev student studerende kursist coach
    læge doctor sygeplejerske nurse psykolog psychologist terapeut therapist psykiater psychiatrist
    kvindelig mandlig
    """.split()
)

# Short forms that count only in capitals.
ABBREVIATIONS = frozenset("I IV IP INT INTV INF R RESP B M P MOD FAC SP Q BO ME".split())

# Words that open a line with a colon behind them and are nobody's name.
NOT_SPEAKERS = frozenset(
    """
    note notes notat nb obs ps bemærk bemærkning kommentar comment remark husk tilføjelse rettelse
    dato date sted place lokation location varighed duration længde length tid time tidspunkt start slut end
    emne subject titel title tema theme overskrift kapitel chapter del part side page afsnit section
    interviewnummer interviewnr filnavn file filename fil projekt project version status sprog language
    konstrueret constructed transskriberet transskription transcript transcribed transcriber optagelse recording
    deltagere participants tilstede present fraværende absent personer alder age køn gender resume resumé summary
    baggrund background indledning introduction konklusion conclusion formål purpose metode method
    eksempel example fx f.eks for eks kl ca nr no tlf telefon phone mail email e-mail adresse address cpr
    http https ftp file www
    ja nej jo okay ok yes no mm mmm hmm hm øh øhm nå tak thanks altså well så so men but og and
    fordel ulempe fordele ulemper pros cons point pointe punkt svarmuligheder
    """.split()
)

_SPEECH_VERBS = frozenset(
    """
    sagde siger spurgte spørger svarede svarer tænkte tænker sa sier sade säger sagte said says asked asks
    replied answered thought thinks skrev skriver wrote writes hedder lyder lød betyder means er var is was
    """.split()
)

# Small words inside names and roles.
_PARTICLES = frozenset("af av von van der den de du da di la le el al bin ibn af og and und och & fra from i".split())

_NUMBERED = re.compile(r"[\s_#.\-]*\(?#?\d{1,4}[a-z]?\)?$", re.IGNORECASE)
_NEVER_IN_NAMES = re.compile(r"[!;,\"«»“”„…=<>{}|\\@%$€£]|\.\.|//|\?.")
_PLAIN_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,3}\d{0,3}")
_MOST_WORDS = 5
_LONGEST_ABBREVIATED = 4


@dataclass(frozen=True, slots=True)
class Label:
    """What a name tells by itself.

    `points` is its weight (see `docs/transcripts.md`); `role` that it is a known word for a role in an
    interview; `abbreviation` that it is a known short form of one; `name_like` that its words begin
    with capitals, or are in a script without them.
    """

    points: int
    role: bool
    abbreviation: bool
    name_like: bool


@lru_cache(maxsize=8192)
def weigh_label(name: str) -> Label | None:
    """Weigh a label without separator and time; None where it cannot be anybody's."""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or _NEVER_IN_NAMES.search(name):
        return None
    if not any(map(str.isalpha, name)) or any(_ends_sentence(word) for word in words):
        return None
    small = name.casefold()
    bare = _NUMBERED.sub("", small.partition("(")[0].rstrip(" ?"))
    if {small, bare, words[0].casefold().rstrip(".")} & NOT_SPEAKERS and bare not in ROLES:
        return None
    if not _SPEECH_VERBS.isdisjoint(small.split()) and bare not in ROLES:
        return None
    capitals = not any(map(str.islower, name)) and any(map(str.isupper, name))
    role = bare in ROLES or bare.split()[:1] != [] and bare.split()[0] in ROLES
    abbreviation = capitals and bare.upper() in ABBREVIATIONS
    name_like = all(_begins_like_name(word) for word in words if word.casefold() not in _PARTICLES)
    sentence_like = any(word[0].islower() and word.casefold() not in _PARTICLES for word in words[1:])
    points = 3 * role or 2 * abbreviation or capitals
    return Label(points + name_like - 2 * sentence_like, role, abbreviation, name_like)


def _begins_like_name(word: str) -> bool:
    """Tell whether a word begins with a capital, a digit, a sign, or in a script without capitals."""
    return not word[0].islower()


def _ends_sentence(word: str) -> bool:
    """Tell a full stop from the dot of an initial or a title (`A.`, `Dr.`)."""
    return word.endswith(".") and len(word) > _LONGEST_ABBREVIATED and not _PLAIN_INITIALS.fullmatch(word)
