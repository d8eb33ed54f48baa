# SPDX-License-Identifier: MIT
"""The READMEs of the repository: their blocks of code, tables, links and commands."""

import pathlib
import re
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclass
class Block:
    """A fenced block: where it is, for messages; its language; and its text."""
    where: str
    language: str
    text: str


class Readme:
    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(ROOT))
        self.text = path.read_text(encoding="utf-8")
        self.blocks = [Block(f"{self.name}:{self.text.count(chr(10), 0, match.start()) + 1}", match[1], match[2])
                       for match in re.finditer(r"^```(\w*)\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL)]
        self.prose = re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)

    def of(self, *languages):
        return [block for block in self.blocks if block.language in languages]

    def links(self):
        return re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", self.prose))

    def anchors(self):
        """The anchors that GitHub makes of the headings."""
        titles = re.findall(r"^#+ (.*)$", self.prose, re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}

    def table(self, *header):
        """The rows of the table that has this header, as lists of cells."""
        lines = self.prose[self.prose.index("| " + " | ".join(header) + " |"):].split("\n")
        rows = []
        for line in lines[2:]:
            if not line.startswith("|"):
                return rows
            rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
        return rows

    def code(self):
        """Commands and paths: what is in blocks for a shell, and in backquotes."""
        return [line for block in self.of("sh", "console") for line in block.text.split("\n")] + \
            [code.replace("\n", " ") for code in re.findall(r"`((?:[^`\n]|\n(?!\n))+)`", self.prose)]


def readmes():
    return [Readme(path) for path in [ROOT / "README.md", *sorted(ROOT.glob("examples/**/README.md")),
                                      *sorted(ROOT.glob("tests/**/README.md"))] if "node_modules" not in path.parts]
