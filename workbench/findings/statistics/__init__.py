"""Statistics on counts and arrays of people: pure functions, each with its source."""
