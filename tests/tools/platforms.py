#!/usr/bin/env python3
"""Runs the unit tests of every preset that is built, and prints a Markdown table of the results.

    platforms.py [SELECTION...]

SELECTION is Catch2's: '~[slow]' skips the slow tests. If the target needs an emulator, the preset names it.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    presets = json.loads((ROOT / "CMakePresets.json").read_text())["configurePresets"]
    print("| preset | what it builds | test cases | assertions |\n| --- | --- | --- | --- |")
    for name, title in ((preset["name"], preset.get("displayName")) for preset in presets):
        folder = ROOT / "build" / name
        for program in filter(pathlib.Path.is_file, (folder / "tests/unit_tests", folder / "tests/unit_tests.exe")):
            emulator = re.search(r"^CMAKE_CROSSCOMPILING_EMULATOR:\w+=(.*)$", (folder / "CMakeCache.txt").read_text(), re.MULTILINE)
            command = [*(emulator[1].split(";") if emulator else []), program, *sys.argv[1:]]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"{done.stdout}\n{' '.join(map(str, command))} failed")
            ran = re.search(r"\((\d+) assertions in (\d+) test cases\)", done.stdout)
            print(f"| `{name}` | {title} | {ran[2]} | {ran[1]} |", flush=True)


if __name__ == "__main__":
    main()
