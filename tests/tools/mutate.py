#!/usr/bin/env python3
"""Changes the headers one small place at a time and lists the changes that the unit tests do not notice.

    tests/tools/mutate.py [--compiler clang++-19] [--emulator COMMAND] [--jobs 2] [--list] [HEADER...]

A mutant is killed when it does not compile (a static_assert, a switch that misses an enumerator) or when a test fails or
hangs. Each survivor is printed as the line before and after. equivalent_mutants.json holds the survivors that change
nothing, with the reason; one that is not there makes the exit status 1. Code that the preprocessor leaves out is counted
apart: it needs a compiler with the options of that target or standard.
"""

import concurrent.futures
import json
import pathlib
import re
import sys
import tempfile

from trial import INCLUDE, Trial, argument_parser, tests_of

# Survivors that change nothing that anybody can observe: [{"header", "before", "after", "reason"}].
EQUIVALENT = {(row["header"], row["before"], row["after"]): row["reason"]
              for row in json.loads((pathlib.Path(__file__).parent / "equivalent_mutants.json").read_text())}

COMPARISONS = {"==": "!=", "!=": "==", "<=": "<", ">=": ">", "<": "<=", ">": ">=", "&&": "||", "||": "&&"}
OPERATOR = re.compile(r"(?<= )(==|!=|<=|>=|<|>|&&|\|\|)(?= )")
PLUS_MINUS = re.compile(r"(?<= )([+-])(?= )")
NUMBER = re.compile(r"(?<![\w.'\"\\#])(0x[0-9A-Fa-f]+|\d+)(?![\w.'\"])")
BOOLEAN = re.compile(r"\b(true|false)\b")
NEGATION = re.compile(r"!(?=[\w(])")
CONDITION = re.compile(r"\bif \((.*)\)( \{| return\b.*| visit\b.*|$)")
STATEMENT = re.compile(r"^\s+(?:if \(.*\) )?(?!return\b|using\b|case\b|break\b|throw\b|friend\b)"
                       r"(?![\w:<>,*& ]+ \w+(?: =|;|\{|\())[\w:.>*()-]+.*;$")
ROW = re.compile(r'^\s+StatusRow\{')
CASE = re.compile(r"^\s+return \{?\w+::\w+[;,]")


def code_lines(text):
    """The numbers of the lines that hold code to change: no comments, includes, guards, declarations of deleted text."""
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if stripped and not stripped.startswith(("//", "#", "*")) and "static_assert" not in stripped:
            yield number, line


def without_comment(line):
    return re.sub(r"\s*//.*$", "", line)


def mutants_of_line(line):
    code = without_comment(line)
    quoted = [match.span() for match in re.finditer(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', code)]

    def replaced(pattern, change):
        for match in pattern.finditer(code):
            if not any(start <= match.start() < end for start, end in quoted):
                yield code[:match.start()] + change(match.group()) + code[match.end():]

    yield from replaced(OPERATOR, lambda text: COMPARISONS[text])
    yield from replaced(PLUS_MINUS, lambda text: "-" if text == "+" else "+")
    yield from replaced(NUMBER, lambda text: str(int(text, 0) + 1))
    yield from replaced(BOOLEAN, lambda text: "false" if text == "true" else "true")
    yield from replaced(NEGATION, lambda text: "")
    for match in CONDITION.finditer(code):
        yield f"{code[:match.start(1)]}!({match.group(1)}){code[match.end(1):]}"
    if STATEMENT.match(code):
        yield re.match(r"\s*", code).group() + ";"


def mutants(header):
    """All mutants of a header, each as (line number, line before, line after, the whole text)."""
    text = (INCLUDE / header).read_text()
    lines = text.split("\n")

    def changed(number, *new):
        return "\n".join(lines[:number] + list(new) + lines[number + len(new):])

    numbered = list(code_lines(text))
    for number, line in numbered:
        for new in dict.fromkeys(mutants_of_line(line)):
            if new != line:
                yield number + 1, line, new, changed(number, new)
    # Swapped rows of tables: the contents of a row and of the next one change places.
    for pattern in (ROW, CASE):
        rows = [(number, line) for number, line in numbered if pattern.match(line)]
        for (first, a), (second, b) in zip(rows, rows[1:]):
            if a.strip() != b.strip():
                swapped = lines[:]
                swapped[first], swapped[second] = b, a
                yield first + 1, a, b, "\n".join(swapped)


def main():
    arguments = argument_parser(__doc__, "HEADER", "names under include/sesv2, such as detail/utf8.hpp (default: all)",
                                "list the mutants and build none").parse_args()
    headers = arguments.names or sorted(str(path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.hpp"))
    work = [(header, *mutant) for header in headers for mutant in mutants(header)]
    if arguments.list:
        for header, number, _, after, _ in work:
            print(f"{header}:{number}: {after.strip()}")
        print(f"{len(work)} mutants")
        return 0

    killed = {}
    unexplained = 0
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        trial = Trial(arguments, pathlib.Path(scratch))
        unchanged = trial.verdict({}, tests_of(headers))
        if unchanged is not None:
            sys.exit(f"the tests must pass before anything is changed, but {unchanged} fails")
        verdicts = pool.map(lambda item: trial.verdict({item[0]: item[4]}, tests_of([item[0]])), work)
        for (header, number, before, after, text), verdict in zip(work, verdicts):
            left_out = verdict is None and trial.preprocessed(text) == trial.preprocessed((INCLUDE / header).read_text())
            by = "left out" if left_out else "survived" if verdict is None else "compiler" if verdict == "compiler" else "tests"
            killed[by] = killed.get(by, 0) + 1
            if by == "survived":
                reason = EQUIVALENT.get((header, before.strip(), after.strip()))
                unexplained += reason is None
                print(f"{header}:{number}: survived{': ' + reason if reason else ''}\n  - {before.strip()}\n  + {after.strip()}", flush=True)
    print(f"{len(work)} mutants: {killed.get('tests', 0)} noticed by tests, {killed.get('compiler', 0)} by the compiler, "
          f"{killed.get('left out', 0)} in code that this compiler leaves out, {killed.get('survived', 0)} survived, "
          f"{unexplained} of them without a reason")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
