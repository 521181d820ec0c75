"""What is known of a language: words and how they are spelled, lemmas, sentences."""
