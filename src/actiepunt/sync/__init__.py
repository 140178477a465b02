"""Many hands: taking in what others published, and publishing."""
