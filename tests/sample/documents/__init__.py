"""Writers of the sample transcripts: a master text in, a file of its format out."""
