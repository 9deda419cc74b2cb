"""The truth: the log, the file it is in, and what guards that file."""
