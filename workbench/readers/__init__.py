"""From files to nouns: transcripts, coding schemes, outcome registers and plain tables."""
