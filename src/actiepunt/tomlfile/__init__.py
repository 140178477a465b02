"""Text to model and back: a fast read, and the smallest edit."""
