#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the unit tests of presets that are built, and prints a Markdown table of the results.

    platforms.py SELECTION PRESET...

SELECTION is Catch2's: '~[slow]' skips the slow tests, '' none. If the target needs an emulator, the preset names it.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    selection, *names = sys.argv[1:]
    presets = json.loads((ROOT / ".ci/presets.json").read_text())["configurePresets"]
    titles = {preset["name"]: preset.get("displayName") for preset in presets}
    print("| preset | what it builds | test cases | assertions |\n| --- | --- | --- | --- |")
    for name in names:
        folder = ROOT / "build" / name
        program = next(filter(pathlib.Path.is_file, (folder / "tests/unit_tests", folder / "tests/unit_tests.exe")))
        emulator = re.search(r"^CMAKE_CROSSCOMPILING_EMULATOR:\w+=(.*)$", (folder / "CMakeCache.txt").read_text(), re.MULTILINE)
        command = [*(emulator[1].split(";") if emulator else []), program, *filter(None, [selection])]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{done.stdout}\n{' '.join(map(str, command))} failed")
        ran = re.search(r"\((\d+) assertions in (\d+) test cases\)", done.stdout)
        print(f"| `{name}` | {titles[name]} | {ran[2]} | {ran[1]} |", flush=True)


if __name__ == "__main__":
    main()
