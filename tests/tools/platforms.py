#!/usr/bin/env python3
"""Runs the unit tests of presets that are built, and prints a Markdown table of what ran where.

    platforms.py SELECTION PRESET...

SELECTION is Catch2's: '~[slow]' leaves out the slow tests, '' none. Where the target needs an emulator, the preset names it.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ("preset", "platform", "compiler", "C++ library", "Catch2", "byte order, pointers", "`plain_text.hpp`",
          "test cases", "assertions")


def emulator(folder):
    cached = re.search(r"^CMAKE_CROSSCOMPILING_EMULATOR:\w+=(.*)$", (folder / "CMakeCache.txt").read_text(encoding="utf-8"),
                       re.MULTILINE)
    return cached[1].split(";") if cached else []


def run(command, *arguments):
    done = subprocess.run([*command, *arguments], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\n{' '.join(map(str, command))} failed")
    return done.stdout


def main():
    selection, *presets = sys.argv[1:]
    rows = []
    for name in presets:
        folder = ROOT / "build" / name
        program = next(filter(pathlib.Path.is_file, (folder / "tests/unit_tests", folder / "tests/unit_tests.exe")))
        command = [*emulator(folder), program]
        ran = re.search(r"\((\d+) assertions in (\d+) test cases\)", run(command, *filter(None, [selection])))
        rows.append((f"`{name}`", run(command, "--platform").strip(), ran[2], ran[1]))
    for row in (HEADER, ["---"] * len(HEADER), *rows):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
