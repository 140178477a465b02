"""The commands, one a file: the module's name is the command's name."""
