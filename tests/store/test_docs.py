"""docs/store.md: its example prints what the page says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_the_example_of_judgements_prints_what_the_page_says(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "store.md").read_text(encoding="utf-8")
    ((code, printed),) = re.findall(r"^```python\n(.*?)^```\n\n```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == printed
