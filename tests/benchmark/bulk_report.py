#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bulk_report against jq and python3: the same count over a day's log, in turns.

Builds bulk_report (preset demo, a Release build), generates a seeded log of 1,000,000 entries in a temporary directory,
and prints the medians of the ratios within each round, and how much memory bulk_report takes. Exits with 0 if every
threshold is met. Needs jq.
"""
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/demo/examples/bulk_report"
ENTRIES = 1_000_000
ROUNDS = 15

JQ = "reduce (inputs.BulkEmailEntryResults[].Status) as $status ({}; .[$status] += 1)"
PYTHON = """
import collections, json, sys
count = collections.Counter()
for line in open(sys.argv[1], encoding="utf-8"):
    count.update(result["Status"] for result in json.loads(line)["BulkEmailEntryResults"])
print(count)
"""

FAILURES = [
    ("ACCOUNT_THROTTLED", "Maximum sending rate exceeded."),
    ("TRANSIENT_FAILURE", "Internal error, request {id}. Try again."),
    ("MESSAGE_REJECTED", "Email address is not verified: {address}"),
    ("INVALID_PARAMETER", "Address {address} at position {number} is not valid."),
]


def results(rng, count):
    """So many results, 4% of them failures."""
    for i in range(count):
        if rng.random() < 0.04:
            status, error = rng.choice(FAILURES)
            error = error.format(id=f"{rng.getrandbits(64):016x}", address=f"user{i}@example.com", number=i)
            yield {"Status": status, "Error": error}
        else:
            token = f"{rng.getrandbits(128):032x}"
            yield {"Status": "SUCCESS", "MessageId": f"0100018f2d3c4b5a-{token[:8]}-{token[8:12]}-{token[12:16]}-"
                                                     f"{token[16:20]}-{token[20:]}-000000"}


def write_logs(directory):
    """The same results as JSON Lines, in structured log lines, and as the AWS CLI prints them."""
    rng = random.Random(13)
    batches = [list(results(rng, min(50, ENTRIES - begin))) for begin in range(0, ENTRIES, 50)]
    layouts = {
        "lines.jsonl": lambda body: json.dumps(body, separators=(",", ":")),
        "wrapped.jsonl": lambda body: json.dumps({"time": 1795835520, "response": body}, separators=(",", ":")),
        "indented.json": lambda body: json.dumps(body, indent=4),
    }
    for name, dump in layouts.items():
        with open(directory / name, "w", encoding="ascii") as file:
            file.writelines(dump({"BulkEmailEntryResults": batch}) + "\n" for batch in batches)
    return [directory / name for name in layouts]


def seconds(command):
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]}: expected exit status 0 or 1, found {done.returncode}")
    return time.perf_counter() - begin


def peak_memory(command):
    """In MiB, from the system's books while it runs: what a parent is told of its child includes the parent's own."""
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            peak = max([peak] + [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")])
            time.sleep(0.001)
    return peak / 1024


def main():
    for command in (["cmake", "--preset", "demo"], ["cmake", "--build", "--preset", "demo", "--target", "bulk_report"]):
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    with tempfile.TemporaryDirectory(prefix="bulk_report_") as directory:
        lines, *others = write_logs(pathlib.Path(directory))
        sizes = {path.name: path.stat().st_size for path in (lines, *others)}
        programs = {"bulk_report": [PROGRAM, lines], **{path.name: [PROGRAM, path] for path in others}}
        commands = {**programs, "jq": ["jq", "-n", JQ, lines], "python3": [sys.executable, "-c", PYTHON, lines]}
        rounds = [{name: seconds(command) for name, command in commands.items()} for _ in range(ROUNDS)]
        memory = {name: peak_memory(command) for name, command in programs.items()}

    def ratio(name, weight=1.0):
        return statistics.median(times[name] / times["bulk_report"] for times in rounds) * weight

    def per_byte(name):
        return ratio(name, sizes["lines.jsonl"] / sizes[name])

    print(f"{ENTRIES} entries, {sizes['lines.jsonl'] / 1e6:.0f} MB as JSON Lines; medians of {ROUNDS} rounds")
    print(f"jq takes {ratio('jq'):.1f} times as long as bulk_report (threshold: 10)")
    print(f"python3 takes {ratio('python3'):.1f} times as long as bulk_report (threshold: 5)")
    print(f"structured log lines take {per_byte('wrapped.jsonl'):.2f} times as long per byte as JSON Lines (threshold: 1.3)")
    print(f"indented responses take {per_byte('indented.json'):.2f} times as long per byte")
    met = ratio("jq") >= 10 and ratio("python3") >= 5 and per_byte("wrapped.jsonl") <= 1.3 and max(memory.values()) < 16
    print("memory: " + ", ".join(f"{name} {mebibytes:.1f} MiB" for name, mebibytes in memory.items()) + " (threshold: 16)")
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
