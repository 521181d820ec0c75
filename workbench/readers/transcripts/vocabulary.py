"""The words that recognition goes by: roles, words that are nobody's name, and languages.

Lists of words are in Danish, English, Norwegian, Swedish and German, in small letters.
"""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Roles in an interview, singular.
ROLES = _words(
    """
    interviewer intervieweren interviewperson interviewee informant respondent moderator facilitator
    forsker researcher spørger svarer spørgsmål svar question answer ordstyrer mødeleder vært host
    gæst guest observatør observer deltager deltaker deltagare participant teilnehmer teilnehmerin
    befragte befragter speaker taler talare sprecher sprecherin ukendt unknown okänd ukjent flere
    several alle all everyone mand kvinde man woman male female mann frau kvinna mandlig kvindelig
    borger citizen borgeren klient client patient bruger user medlem member ung unge pige dreng
    mentor mentoren mentee socialmentor ungementor resourcekonsulent ressourcekonsulent frivillig
    volunteer peer sagsbehandler caseworker rådgiver socialrådgiver counsellor counselor adviser
    advisor jobkonsulent konsulent consultant leder lederen manager chef teamleder koordinator
    coordinator projektleder virksomhedskonsulent arbejdsgiver employer kollega colleague bisidder
    pårørende relative mor mother far father ægtefælle partner søster bror sister brother
    kontaktperson bostøtte støtteperson underviser lærer teacher vejleder tutor elev student
    studerende kursist coach læge doctor sygeplejerske nurse psykolog psychologist terapeut
    therapist psykiater psychiatrist
    """
)

# Short forms of roles, which count only where a text has them in capitals.
ABBREVIATIONS = _words(
    """
    i iv ip int intv inf r resp b m p mod fac sp q bo me
    """
)

# Words that open a line with a colon behind them and are nobody's name.
NOT_SPEAKERS = _words(
    """
    note notes notat nb obs ps bemærk bemærkning kommentar comment remark husk tilføjelse rettelse
    dato date sted place lokation location varighed duration længde length tid time tidspunkt start
    slut end emne subject titel title tema theme overskrift kapitel chapter del part side page
    afsnit section interviewnummer interviewnr filnavn file filename fil projekt project version
    status sprog language konstrueret constructed transskriberet transskription transcript
    transcribed transcriber optagelse recording deltagere participants tilstede present fraværende
    absent personer alder age køn gender resume resumé summary baggrund background indledning
    introduction konklusion conclusion formål purpose metode method eksempel example fx f.eks for
    eks kl ca nr no tlf telefon phone mail email e-mail adresse address cpr http https ftp www ja
    nej jo okay ok yes mm mmm hmm hm øh øhm nå tak thanks altså well så so men but og and fordel
    ulempe fordele ulemper pros cons point pointe punkt svarmuligheder
    """
)

# Words that tell a sentence such as `Then he said:` from a label.
SPEECH_VERBS = _words(
    """
    sagde siger spurgte spørger svarede svarer tænkte tænker sa sier sade säger sagte said says
    asked asks replied answered thought thinks skrev skriver wrote writes hedder lyder lød betyder
    means er var is was
    """
)

# Small words inside names and roles.
PARTICLES = _words(
    """
    af av von van der den de du da di la le el al bin ibn og and und och & fra from
    """
)

# First words of the keys in the heading of a transcript.
HEADER_KEYS = _words(
    """
    dato date sted place lokation location varighed duration længde length tid time tidspunkt emne
    subject titel title tema theme interviewnummer interviewnr filnavn file filename fil projekt
    project status sprog language konstrueret constructed transskriberet transcribed transskription
    transcript transcriber optagelse recording recorded optaget deltagere participants alder age køn
    gender
    """
)

# The commonest words of spoken language; a word may belong to several languages.
FUNCTION_WORDS = {
    "da": _words(
        """
        af at blev bliver de den der det dig du efter ej en end er et fik for fordi fra går gik gør
        ham han har havde hun hvad hvis hvordan hvornår ikke ind jeg jo kan kom kommer kun kunne
        lidt lige man måske med meget men mere mig min mit mod når nej noget nogen nogle nok nu og
        også om op os på rigtig sådan sagde selv ser siger sig skal skulle så som tager til ud være
        været var ved vi vil ville
        """
    ),
    "no": _words(
        """
        å at av ble bli blir da de deg den det du eller en enn er et etter fikk for fordi fra går
        gikk gjør ha hadde han har hun hva hver hvis hvordan ikke inn jeg jo kan kanskje kom kommer
        kunne litt man med meg men mer min mye nå når nei noe noen og også om opp oss på rett så
        sånn sa seg sier skal skulle som til ut vært var veldig ved vi vil være
        """
    ),
    "sv": _words(
        """
        alla att av bara blev bli blir dem den det dig du efter ett en eller för från får fick gå
        gick ha hade han har hon hur inte jag kan kanske kommer lite man med mer mig min mitt mycket
        men när nej något någon några nu och också om på så sade sedan säger ska skulle som till upp
        ut vad var varit vara väldigt vi vid vill är
        """
    ),
    "en": _words(
        """
        a about all and are as at be been but by can could did do for from get had have he her him
        his how i if in is it just like me my no not of on or out really said she so some than that
        the them then there they this to up was we well were what when which who with would yes you
        your
        """
    ),
    "de": _words(
        """
        aber alle als am an auch auf aus bei bin da dann das dass dem den der die doch du ein eine
        einen er es für ganz habe haben hat hatte ich ihm ihn im in ist ja kann man mein mich mir
        mit nach nein nicht noch nur oder schon sehr sein sich sie sind so und uns von war was weil
        wenn wie wir wurde zu zum zur
        """
    ),
}

# Languages of Europe, and those spoken most by people who came there, as py3langid names them.
CLASSIFIED_LANGUAGES = _words(
    """
    ar az be bg bs ca cs cy da de el en es et eu fa fi fo fr ga he hi hr hu hy is it ja ka ko ku lt
    lv mk mt nl nn no pl ps pt ro ru sk sl so sq sr sv sw ta th tl tr uk ur vi zh
    """
)
