"""Which relations the statements of two months hold, as a data frame."""

import sys

import kg

address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/"
with kg.open(address, lang=["en", "ar"]) as g:
    frame = g.statements(polarity="affirmed", modality="asserted", first=500).to_pandas()

print(frame.groupby("relation").size().sort_values(ascending=False).head(5).to_string())
print(frame[["subject", "relation", "object", "source"]].head(3).to_string(index=False))
