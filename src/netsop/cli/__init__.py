"""The command line: one module per command, arguments in, a report out. Nothing imports from here."""
