"""The folder that members subscribe to: every feed, and a page."""
