"""Calendar feeds (RFC 5545, RFC 7986): see FEEDS in the README for what goes into which."""
