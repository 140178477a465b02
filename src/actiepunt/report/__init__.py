"""Documents from templates: one document a file, each returns text or bytes."""
