"""Everything that runs git; no other package does."""
