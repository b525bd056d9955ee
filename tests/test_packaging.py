"""The wheel holds all that openlab needs, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_templates_exports_migrations_translations_and_the_demo(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if "dist-info" not in name}
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "openlab", "templates", "exports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    sources = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    wanted = {name if name.startswith("openlab/") else f"openlab/{name}" for name in sources}
    assert names == wanted
    assert "openlab/templates/base.html" in names
