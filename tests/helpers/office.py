"""Accepts or rejects the tracked changes of Word files in LibreOffice.

    /usr/bin/python3 tests/helpers/office.py accept|reject|pdf FROM TO

FROM is a folder of Word files; TO gets a file of the same name for each. One LibreOffice opens all.
It needs the Python that has LibreOffice's module `uno` (Debian: libreoffice-writer, python3-uno).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

_COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
_FILTERS = {"pdf": "writer_pdf_Export"}
_WORD = "MS Word 2007 XML"
_PATIENCE = 60  # seconds until LibreOffice must have started
PYTHON = "/usr/bin/python3"


def why_not() -> str:
    """Why LibreOffice can't be used here; empty if it can."""
    if not shutil.which("soffice"):
        return "LibreOffice (soffice) is not installed"
    command = [PYTHON, "-c", "import uno"]
    try:
        found = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        found = False
    return "" if found else "python3-uno is not installed"


def resolve(action: str, source: Path, target: Path) -> None:
    """Run this script. Raises CalledProcessError with what it printed."""
    command = [PYTHON, __file__, action, str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def converted(file: Path, target: Path) -> None:
    """Open a file and save it again as a Word file, by LibreOffice's own command.

    A file with comments can't be opened by this script: over a pipe, LibreOffice 7.4 ends when it
    makes the window of a comment, even of one that python-docx wrote.
    """
    profile = f"-env:UserInstallation=file://{target}/profile"
    command = ["soffice", "--headless", "--norestore", profile, "--convert-to", "docx"]
    command += ["--outdir", str(target), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def main(action: str, source: Path, target: Path) -> None:
    """Open each file, do the action, and save it."""
    with tempfile.TemporaryDirectory() as folder:
        pipe = Path(folder).name
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation=file://{folder}/profile",
                f"--accept=pipe,name={pipe};urp;",
            ]
        )
        try:
            desktop, services = _connected(pipe)
            for file in sorted(source.iterdir()):
                _convert(desktop, services, action, file, target)
            with suppress(Exception):  # the bridge may close before the answer
                desktop.terminate()
            office.wait(_PATIENCE)
        finally:
            office.kill()


def _connected(pipe: str) -> tuple[Any, Any]:
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(_PATIENCE * 5):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.2)
            continue
        services = context.ServiceManager
        desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return desktop, services.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
    raise TimeoutError("LibreOffice did not start")


def _convert(desktop: Any, dispatcher: Any, action: str, file: Path, target: Path) -> None:
    document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, _values(Hidden=True))
    try:
        if command := _COMMANDS.get(action):
            frame = document.CurrentController.Frame
            dispatcher.executeDispatch(frame, command, "", 0, ())
        suffix = ".pdf" if action == "pdf" else file.suffix
        out = (target / file.name).with_suffix(suffix)
        document.storeToURL(out.as_uri(), _values(FilterName=_FILTERS.get(action, _WORD)))
    finally:
        document.close(True)


def _values(**values: Any) -> tuple[Any, ...]:
    from com.sun.star.beans import PropertyValue

    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve())
