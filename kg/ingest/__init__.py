"""From inputs to a store: read, extract, put. Tells what happens by events; prints nothing."""
