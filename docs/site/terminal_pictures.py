"""Pictures of the command on a terminal, for the documentation: SVG files in `docs/pictures/`.

python docs/site/terminal_pictures.py            draw them
python docs/site/terminal_pictures.py --check    exit 1 if one of them shows other output
"""

from __future__ import annotations

import html
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
_WIDTH = 110

COMMANDS: Mapping[str, Sequence[str]] = {
    "parse.svg": ["imrparse parse samples/2016-pdfium-lumbar-mri.txt"],
    "lint.svg": ["imrparse lint docs/tutorials/draft.txt"],
    "stats.svg": [
        "imrparse extract samples --output TABLES --format csv",
        "imrparse stats TABLES --by category",
    ],
}
"""The picture of each file shows the output of its last command."""

# As rich's own form, but with a font that is not loaded from elsewhere.
_FORM = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: \
{char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" \
height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture(commands: Sequence[str]) -> str:
    """An SVG of a terminal with the output of the last command."""
    console = Console(record=True, width=_WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(_output(commands)), end="")
    title = commands[-1].replace("TABLES", "tables")
    return console.export_svg(title=title, theme=MONOKAI, code_format=_FORM, unique_id="terminal")


def _output(commands: Sequence[str]) -> str:
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(_WIDTH)}
    environment.pop("NO_COLOR", None)
    output = ""
    with tempfile.TemporaryDirectory() as folder:
        for command in commands:
            words = shlex.split(command.replace("TABLES", f"{folder}/tables"))
            done = subprocess.run(
                [sys.executable, "-P", "-m", *words],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            output = done.stdout
    return output


def shown(svg: str) -> str:
    """The text that a picture shows, without its layout."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg)
    return html.unescape("".join(texts)).replace("\xa0", " ")


def main(arguments: Sequence[str]) -> int:
    """Draw the pictures, or check them."""
    status = 0
    for name, commands in COMMANDS.items():
        path, drawn = PICTURES / name, picture(commands)
        if path.exists() and shown(path.read_text("utf-8")) == shown(drawn):
            continue
        if arguments == ["--check"]:
            sys.stderr.write(f"docs/pictures/{name} is stale: run python {sys.argv[0]}\n")
            status = 1
        else:
            path.write_text(drawn, "utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
