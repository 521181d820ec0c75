"""What must not leave the team: small numbers, sensitive quotes, people who can be recognised."""
