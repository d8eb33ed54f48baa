"""Builds and runs the unit tests against changed headers: what the tools share that change headers to see who notices."""

import argparse
import pathlib
import shlex
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include" / "sesv2"
UNIT = ROOT / "tests" / "unit"
# The tests that look at a header, the quickest and most telling first; of any other header under detail/, READING.
READING = ["response_fault", "response_reading", "response_limits", "response_issues", "response_writing", "response_damage",
           "model", "memory"]
TESTS = {
    "bulk_email_entry_result.hpp": ["bulk_email_entry_result"],
    "detail/invariants.hpp": ["bulk_email_entry_result"],
    "detail/print_text.hpp": ["format", "response_fault", "response_limits"],
    "detail/escapes.hpp": ["detail/escapes", *READING],
    "detail/plain_text.hpp": ["detail/plain_text", *READING],
    "detail/scan_string.hpp": ["detail/scan_string", *READING],
    "detail/utf8.hpp": ["detail/utf8", "format", *READING],
    "format.hpp": ["format"],
    "json.hpp": ["json"],
    "retry.hpp": ["retry"],
}
# What tests link to, and does not include a header that is changed.
SUPPORT = ["main.cpp", "support/allocations.cpp", "support/awkward_bodies.cpp"]


def argument_parser(doc, metavar, names_help, list_help):
    parser = argparse.ArgumentParser(description=doc.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar=metavar, help=names_help)
    parser.add_argument("--compiler", default="clang++-19", help="clang, with the options of another target or standard")
    parser.add_argument("--emulator", default="", help="the command that runs programs of another target")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help=list_help)
    return parser


def tests_of(headers):
    """The tests that look at any of the headers, each once."""
    return list(dict.fromkeys(test for header in headers for test in TESTS.get(header, READING)))


class Trial:
    """Builds and runs the unit tests against a folder of headers."""

    def __init__(self, arguments, scratch):
        self.compiler, *options = shlex.split(arguments.compiler)
        self.emulator, self.scratch = shlex.split(arguments.emulator), scratch
        self.flags = ["-std=c++17", "-O0", "-w", "-Werror=switch", f"-I{UNIT}",
                      f'-DSESV2_TEST_DATA="{ROOT / "tests" / "data"}"', *options]
        self.support = []
        for source in SUPPORT:
            self.support.append(str(scratch / (pathlib.Path(source).stem + ".o")))
            self.run([self.compiler, *self.flags, f"-I{ROOT / 'include'}", "-c", str(UNIT / source), "-o", self.support[-1]])
        self.precompiled = scratch / "precompiled.hpp"
        self.precompiled.write_text('#include "support/catch.hpp"\n#include <nlohmann/json.hpp>\n#include <sstream>\n')
        self.run([self.compiler, *self.flags, "-x", "c++-header", str(self.precompiled), "-o", f"{self.precompiled}.pch"])

    def run(self, command):
        subprocess.run(command, check=True, capture_output=True)

    def preprocessed(self, text):
        """What this compiler sees of a header, given its text."""
        command = [self.compiler, *self.flags, f"-I{INCLUDE.parent}", "-E", "-P", "-x", "c++", "-"]
        return subprocess.run(command, input=text, text=True, check=True, capture_output=True).stdout

    def verdict(self, changes, tests):
        """'compiler', the test that noticed, or None for a survivor. Each change is a header and its new text."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
        try:
            shutil.copytree(INCLUDE, folder / "sesv2")
            for header, text in changes.items():
                (folder / "sesv2" / header).write_text(text)
            for test in tests:
                program = folder / "program"
                built = subprocess.run([self.compiler, *self.flags, f"-I{folder}", "-include-pch", f"{self.precompiled}.pch",
                                        str(UNIT / f"{test}_test.cpp"), *self.support, "-o", str(program)], capture_output=True)
                if built.returncode != 0:
                    return "compiler"
                try:
                    ran = subprocess.run([*self.emulator, str(program), "--abort", "~[slow]"], capture_output=True, timeout=60)
                except subprocess.TimeoutExpired:
                    return test
                if ran.returncode != 0:
                    return test
            return None
        finally:
            shutil.rmtree(folder)
