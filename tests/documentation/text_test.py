#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether what the READMEs name is there: files, sections, checks, presets, targets, options of the programs."""

import functools
import json
import re
import subprocess
import unittest

from markdown import ROOT, readmes


def sources(*patterns):
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern)))


@functools.cache
def checks():
    return subprocess.run([ROOT / ".ci/run", "--list"], check=True, capture_output=True, text=True).stdout.split()


def codes():
    """Each piece of code of each README, with the README's name."""
    return [(readme.name, code) for readme in readmes() for code in readme.code()]


class Names(unittest.TestCase):
    def check(self, pattern, known, kind):
        """Each match of the pattern's group in the code of a README is known."""
        for readme, code in codes():
            for name in re.findall(pattern, code):
                with self.subTest(readme=readme, code=code):
                    self.assertIn(name, known, f"expected the name of a {kind}")

    def test_links(self):
        for readme in readmes():
            for link in readme.links():
                path, _, anchor = link.partition("#")
                if re.match(r"[a-z]+:", path):
                    continue
                target = (readme.path.parent / path).resolve() if path else readme.path
                with self.subTest(readme=readme.name, link=link):
                    self.assertTrue(target.exists(), "expected a file or a folder")
                    if anchor:
                        self.assertIn(anchor, next(other for other in readmes() if other.path == target).anchors())

    def test_paths(self):
        for readme, code in codes():
            for path in re.findall(r"(?<![\w./-])((?:\.ci|include|examples|tests)/[\w./*-]*)", code):
                with self.subTest(readme=readme, path=path):
                    self.assertTrue(list(ROOT.glob(path.rstrip("./"))), "expected a file or a folder")

    def test_checks(self):
        for readme, code in codes():
            for name in " ".join(re.findall(r"\.ci/run((?: [a-z]\w*)+)", code)).split():
                with self.subTest(readme=readme, code=code):
                    self.assertIn(name, checks(), "expected the name of a check in .ci/run")

    def test_every_check_is_explained(self):
        explained = next(readme for readme in readmes() if readme.name == "tests/README.md").text
        for check in checks():
            with self.subTest(check=check):
                self.assertTrue(re.search(f"`(?:.ci/run )?{check}`", explained), "expected it in tests/README.md")

    def test_presets(self):
        files = [json.loads((ROOT / name).read_text(encoding="utf-8")) for name in ("CMakePresets.json", ".ci/presets.json")]
        for command, kind in ((r"--workflow --preset", "workflow"), (r"--build --preset", "build"), (r"^ctest --preset", "test"),
                              (r"(?:^|&& )cmake --preset", "configure")):
            names = {preset["name"] for file in files for preset in file.get(f"{kind}Presets", [])}
            self.check(rf"{command} (\S+)", names, f"{kind} preset")

    def test_targets(self):
        scripts = sources("CMakeLists.txt", "examples/CMakeLists.txt", "tests/**/CMakeLists.txt", "tests/**/*.cmake")
        known = re.findall(r"add_(?:custom_target|executable|library)\((\w+)", scripts)
        self.check(r"--target (\w+)", known, "target")

    def test_variables(self):
        scripts = sources("CMakeLists.txt", "tests/**/CMakeLists.txt")
        self.check(r"(SESV2_BULK_EMAIL_\w+)=", re.findall(r"(?:option|set)\((SESV2_BULK_EMAIL_\w+)", scripts), "variable")

    def test_options_of_the_programs(self):
        """In commands that run a program, and alone in backquotes."""
        known = {program: set(re.findall(r"--[a-z][a-z-]*", sources(f"examples/{program}/*.cpp"))) | {"--help", "--version"}
                 for program in ("bulk_report", "ses_client")}
        known[""] = known["bulk_report"] | known["ses_client"]
        for readme, code in codes():
            command = re.search(r"^(?:\$ )?(?:\S*/)?(bulk_report|ses_client) (.*)|^(--.*)", code)
            if not command or (not readme.startswith("examples/") and not command[1]):
                continue
            for option in re.findall(r"(?<!\S)(--[a-z][a-z-]*)", command[2] or command[3]):
                with self.subTest(readme=readme, code=code):
                    self.assertIn(option, known[command[1] or ""], "expected an option of the program")


class Size(unittest.TestCase):
    def test_the_front_door_is_short(self):
        lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        self.assertLessEqual(len([line for line in lines if not line.startswith("|")]), 150, "expected as many, tables aside")


if __name__ == "__main__":
    unittest.main()
