#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures what the unit tests cover of the headers: lines, and the branches that the code itself writes.

    tests/tools/coverage.py UNIT_TESTS HEADERS

UNIT_TESTS was built with clang's -fprofile-instr-generate -fcoverage-mapping: its branches are those of the source, without
the hidden ones of exceptions. Exits with 1 unless all are covered.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

LLVM = "19"


def main():
    program, headers = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        raw, merged = pathlib.Path(folder, "raw"), pathlib.Path(folder, "merged")
        subprocess.run([program], check=True, env={**os.environ, "LLVM_PROFILE_FILE": str(raw)})
        subprocess.run([f"llvm-profdata-{LLVM}", "merge", "-sparse", str(raw), "-o", str(merged)], check=True)
        exported = subprocess.run([f"llvm-cov-{LLVM}", "export", program, f"-instr-profile={merged}", headers],
                                  check=True, capture_output=True).stdout
    covered = True
    for file in sorted(json.loads(exported)["data"][0]["files"], key=lambda file: file["filename"]):
        lines, branches = file["summary"]["lines"], file["summary"]["branches"]
        print(f"{os.path.basename(file['filename']):30} lines {lines['covered']} of {lines['count']}, "
              f"branches {branches['covered']} of {branches['count']}")
        if lines["covered"] == lines["count"] and branches["covered"] == branches["count"]:
            continue
        covered = False
        for line, _, _, _, taken, not_taken, *_ in file["branches"]:
            if not taken or not not_taken:
                print(f"  line {line}: never {'taken' if not taken else 'passed by'}")
        for line, _, count, has_count, is_entry, *_ in file["segments"]:
            if has_count and is_entry and not count:
                print(f"  line {line}: never reached")
    return 0 if covered else 1


if __name__ == "__main__":
    sys.exit(main())
