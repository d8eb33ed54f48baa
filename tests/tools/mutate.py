#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Changes the headers in one small place at a time and lists the changes that the unit tests do not detect.

    tests/tools/mutate.py [--compiler clang++-19] [--emulator COMMAND] [HEADER...]

A mutant is killed if the compiler rejects it (a static_assert, a switch that misses an enumerator) or if a test fails or hangs.
Each survivor is printed as the line before and after. equivalent_mutants.json lists the equivalent ones with the reason; any
other survivor makes the exit status 1. Code that the preprocessor skips is counted apart: it needs a compiler with the options
of that target or standard. The slow tests do not run.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE, UNIT = ROOT / "include" / "sesv2", ROOT / "tests" / "unit"
# The tests that check a header, the quickest and most telling first; for any other header, READING.
READING = ["response_reading", "response_syntax", "response_issues", "response_writing", "memory", "agreement", "sizes"]
TESTS = {
    "bulk_email_entry_result.hpp": ["status", "bulk_email_entry_result"],
    "salvaged_response.hpp": ["response_issues", "enumerations"],
    "retry.hpp": ["status", "enumerations"],
    "format.hpp": ["format", "enumerations"],
    "json.hpp": ["json", "enumerations"],
    "detail/invariants.hpp": ["bulk_email_entry_result", "enumerations"],
    "detail/find_row.hpp": ["status", "enumerations"],
    "detail/characters.hpp": ["detail/characters", "format", *READING],
    "detail/plain_text.hpp": ["detail/plain_text", *READING],
    "detail/print_text.hpp": ["format", "response_syntax", "response_issues", "sizes"],
}

EQUIVALENT = {(row["header"], row["before"], row["after"]): row["reason"]
              for row in json.loads((pathlib.Path(__file__).parent / "equivalent_mutants.json").read_text())}
OPPOSITE = {"==": "!=", "!=": "==", "<=": "<", ">=": ">", "<": "<=", ">": ">=", "&&": "||", "||": "&&", "+": "-", "-": "+",
            "true": "false", "false": "true", "!": ""}
REPLACED = [(re.compile(pattern), change) for pattern, change in (
    (r"(?<= )(==|!=|<=|>=|<|>|&&|\|\||\+|-)(?= )", OPPOSITE.get),
    (r"\b(true|false)\b", OPPOSITE.get),
    (r"!(?=[\w(])", OPPOSITE.get),
    (r"(?<![\w.'\"\\#])(0x[0-9A-Fa-f]+|\d+)(?![\w.'\"])", lambda number: str(int(number, 0) + 1)))]
CONDITION = re.compile(r"\bif \((.*)\)( \{| return\b.*| visit\b.*|$)")
STATEMENT = re.compile(r"^\s+(?:if \(.*\) )?(?!return\b|using\b|case\b|break\b|throw\b|friend\b)"
                       r"(?![\w:<>,*& ]+ \w+(?: =|;|\{|\())[\w:.>*()-]+.*;$")
ROWS = [re.compile(r'^\s+StatusRow\{'), re.compile(r"^\s+return \{?\w+::\w+[;,]")]  # neighbors that change places


def mutants_of_line(line):
    code = re.sub(r"\s*//.*$", "", line)
    quoted = [match.span() for match in re.finditer(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', code)]
    for pattern, change in REPLACED:
        for match in pattern.finditer(code):
            if not any(start <= match.start() < end for start, end in quoted):
                yield code[:match.start()] + change(match.group()) + code[match.end():]
    for match in CONDITION.finditer(code):
        yield f"{code[:match.start(1)]}!({match.group(1)}){code[match.end(1):]}"
    if STATEMENT.match(code):
        yield re.match(r"\s*", code).group() + ";"


def mutants(header):
    """All mutants of a header, each as (header, line number, line before, line after, the whole text)."""
    lines = (INCLUDE / header).read_text().split("\n")
    numbered = [(number, line) for number, line in enumerate(lines)
                if line.strip() and not line.strip().startswith(("//", "#", "*")) and "static_assert" not in line]
    for number, line in numbered:
        for new in dict.fromkeys(mutants_of_line(line)):
            if new != line:
                yield header, number + 1, line.strip(), new.strip(), "\n".join(lines[:number] + [new] + lines[number + 1:])
    for pattern in ROWS:
        rows = [(number, line) for number, line in numbered if pattern.match(line)]
        for (first, a), (second, b) in zip(rows, rows[1:]):
            if a.strip() != b.strip():
                swapped = lines[:]
                swapped[first], swapped[second] = b, a
                yield header, first + 1, a.strip(), b.strip(), "\n".join(swapped)


class Trial:
    """Builds and runs the unit tests with changed headers."""

    def __init__(self, arguments, scratch):
        self.compiler, *options = shlex.split(arguments.compiler)
        self.emulator, self.scratch = shlex.split(arguments.emulator), scratch
        self.flags = ["-std=c++17", "-O0", "-w", "-Werror=switch", "-D_GLIBCXX_ASSERTIONS", f"-I{UNIT}",
                      f'-DSESV2_TEST_DATA="{ROOT / "tests/data"}"', *options]
        self.objects = [str(scratch / name) for name in ("main.o", "allocations.o")]
        for source, target in zip(("main.cpp", "support/allocations.cpp"), self.objects):
            self.run(f"-I{INCLUDE.parent}", "-c", UNIT / source, "-o", target)
        self.precompiled = scratch / "precompiled.hpp"
        self.precompiled.write_text('#include "support/catch.hpp"\n#include "support/recognizer.hpp"\n#include <fstream>\n'
                                    '#include <map>\n#include <nlohmann/json.hpp>\n#include <random>\n#include <sstream>\n')
        self.run("-x", "c++-header", self.precompiled, "-o", f"{self.precompiled}.pch")

    def run(self, *arguments):
        subprocess.run([self.compiler, *self.flags, *map(str, arguments)], check=True, capture_output=True)

    def preprocessed(self, text):
        """A header's text as this compiler sees it."""
        return subprocess.run([self.compiler, *self.flags, f"-I{INCLUDE.parent}", "-E", "-P", "-x", "c++", "-"], input=text, text=True,
                              check=True, capture_output=True).stdout

    def verdict(self, header, text=None):
        """'compiler', the name of the test that failed, or None for a survivor."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
        try:
            shutil.copytree(INCLUDE, folder / "sesv2")
            if text is not None:
                (folder / "sesv2" / header).write_text(text)
            for test in TESTS.get(header, READING):
                program = folder / "program"
                built = subprocess.run([self.compiler, *self.flags, f"-I{folder}", "-include-pch", f"{self.precompiled}.pch",
                                        str(UNIT / f"{test}_test.cpp"), *self.objects, "-o", str(program)], capture_output=True)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("headers", nargs="*", metavar="HEADER", help="names under include/sesv2: detail/writer.hpp (default: all)")
    parser.add_argument("--compiler", default="clang++-19", help="clang, with the options of another target or standard")
    parser.add_argument("--emulator", default="", help="the command that runs programs of another target")
    arguments = parser.parse_args()
    headers = arguments.headers or sorted(str(path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.hpp"))
    work = [mutant for header in headers for mutant in mutants(header)]
    count = dict.fromkeys(("killed by a test", "rejected by the compiler", "skipped by the preprocessor", "equivalent", "survived"), 0)
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        trial = Trial(arguments, pathlib.Path(scratch))
        for header, failed in zip(headers, pool.map(trial.verdict, headers)):
            if failed is not None:
                sys.exit(f"the tests must pass before anything is changed, but {failed} fails for {header}")
        for (header, number, before, after, text), by in zip(work, pool.map(lambda item: trial.verdict(item[0], item[4]), work)):
            if by is not None:
                count["rejected by the compiler" if by == "compiler" else "killed by a test"] += 1
            elif trial.preprocessed(text) == trial.preprocessed((INCLUDE / header).read_text()):
                count["skipped by the preprocessor"] += 1
            else:
                reason = EQUIVALENT.get((header, before, after))
                count["survived" if reason is None else "equivalent"] += 1
                print(f"{header}:{number}: {'survived' if reason is None else f'equivalent: {reason}'}\n  - {before}\n  + {after}", flush=True)
    print(f"{len(work)} mutants: {', '.join(f'{number} {what}' for what, number in count.items())}")
    return 1 if count["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
