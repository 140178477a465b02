"""Calendar feeds (RFC 5545, RFC 7986); the README describes the contents of each feed."""
