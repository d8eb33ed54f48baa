#!/usr/bin/env python3
"""Makes mistakes in the headers, one at a time, and lists those that the unit tests do not notice.

    tests/tools/mistakes.py [--compiler clang++-19] [--emulator COMMAND] [--jobs 2] [--list] [MISTAKE...]

Each file of mistakes/ is a patch of a mistake that a developer could make and a reviewer could miss: state that is not
reset, a check that is skipped, two sentences that are swapped. Its first line says what it does. mutate.py makes the
small mistakes by itself. The exit status is 1 if a mistake survives, or if a patch does not apply or changes nothing.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from trial import INCLUDE, Trial, argument_parser, tests_of

PATCHES = pathlib.Path(__file__).resolve().parent / "mistakes"
CHANGED = re.compile(r"^\+\+\+ b/include/sesv2/(.*)$", re.MULTILINE)


def changes_of(patch, scratch):
    """The headers that a patch changes, each with its new text; none if it does not apply."""
    root = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    headers = [header for header in CHANGED.findall(patch.read_text()) if (INCLUDE / header).is_file()]
    for header in headers:
        copy = root / "include" / "sesv2" / header
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(INCLUDE / header, copy)
    # Within a repository git would take the paths from its root and change nothing.
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(root.parent)}
    if subprocess.run(["git", "apply", "-C1", patch], cwd=root, env=environment, capture_output=True).returncode != 0:
        return {}
    texts = {header: (root / "include" / "sesv2" / header).read_text() for header in headers}
    return {header: text for header, text in texts.items() if text != (INCLUDE / header).read_text()}


def sentence(patch):
    return patch.read_text().partition("\n")[0]


def main():
    parser = argument_parser(__doc__, "MISTAKE", "names of patches, such as error-is-emptied-by-a-move (default: all)",
                             "list the mistakes, try whether each patch applies, and build none")
    arguments = parser.parse_args()
    known = {path.stem: path for path in sorted(PATCHES.glob("*.patch"))}
    if unknown := sorted(set(arguments.names) - set(known)):
        parser.error(f"expected the name of a file of mistakes/, without .patch, found {unknown[0]}")
    patches = [known[name] for name in arguments.names or known]
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        scratch = pathlib.Path(folder).resolve()
        work = list(zip(patches, pool.map(lambda patch: changes_of(patch, scratch), patches)))
        stale = [patch for patch, changes in work if not changes]
        for patch in stale:
            print(f"{patch.stem}: does not apply to the headers, or changes nothing")
        if stale or not work:
            return 1
        if arguments.list:
            for patch, changes in work:
                print(f"{patch.stem} ({', '.join(changes)}): {sentence(patch)}")
            print(f"{len(work)} mistakes")
            return 0

        trial = Trial(arguments, scratch)
        unchanged = trial.verdict({}, tests_of(sorted({header for _, changes in work for header in changes})))
        if unchanged is not None:
            sys.exit(f"the tests must pass before anything is changed, but {unchanged} fails")
        noticed = {"test": 0, "compiler": 0}
        for patch, verdict in zip(patches, pool.map(lambda item: trial.verdict(item[1], tests_of(item[1])), work)):
            if verdict is None:
                print(f"{patch.stem}: survived: {sentence(patch)}", flush=True)
            elif verdict == "compiler":
                noticed["compiler"] += 1
                print(f"{patch.stem}: does not compile", flush=True)
            else:
                noticed["test"] += 1
        survived = len(work) - sum(noticed.values())
        print(f"{len(work)} mistakes: {noticed['test']} noticed by a test, {noticed['compiler']} by the compiler, {survived} survived")
        return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
