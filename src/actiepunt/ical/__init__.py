"""Calendar feeds (RFC 5545, RFC 7986): the README says what goes into which."""
