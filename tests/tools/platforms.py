#!/usr/bin/env python3
"""Runs the unit tests of every preset that is built, and prints a Markdown table of what ran where.

    platforms.py [SELECTION...]

SELECTION is Catch2's: '~[slow]' leaves out the slow tests. Where the target needs an emulator, the preset names it.
"""

import json
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
    rows = []
    presets = json.loads((ROOT / "CMakePresets.json").read_text(encoding="utf-8"))
    for name in [preset["name"] for preset in presets["testPresets"]]:
        folder = ROOT / "build" / name
        for program in filter(pathlib.Path.is_file, (folder / "tests/unit_tests", folder / "tests/unit_tests.exe")):
            command = [*emulator(folder), program]
            ran = re.search(r"\((\d+) assertions in (\d+) test cases\)", run(command, *sys.argv[1:]))
            rows.append((f"`{name}`", run(command, "--platform").strip(), ran[2], ran[1]))
    for row in (HEADER, ["---"] * len(HEADER), *rows):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
