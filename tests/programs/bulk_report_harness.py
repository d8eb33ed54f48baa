# SPDX-License-Identifier: MIT
"""Runs bulk_report as its users run it. Each test file is called with PROGRAM DATA_DIRECTORY [unittest arguments]."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ALL_SENT, NOT_ALL_SENT, INCOMPLETE, WRONG_USAGE = 0, 1, 2, 64

SENT = {"Status": "SUCCESS", "MessageId": "id-1"}
THROTTLED = {"Status": "ACCOUNT_THROTTLED", "Error": "Maximum sending rate exceeded."}
TRANSIENT = {"Status": "TRANSIENT_FAILURE", "Error": "Try again."}
NO_TEMPLATE = {"Status": "TEMPLATE_NOT_FOUND", "Error": "Template hello does not exist."}
QUOTA = {"Status": "ACCOUNT_DAILY_QUOTA_EXCEEDED", "Error": "Daily message quota exceeded."}
FAILED = {"Status": "FAILED", "Error": "No."}
UNKNOWN = {"Status": "BRAND_NEW", "Error": "Who knows."}


def program():
    return sys.argv[1]


def data(name):
    """A captured body."""
    return pathlib.Path(sys.argv[2]) / name


def response(*results):
    return json.dumps({"BulkEmailEntryResults": results})


def request(*destinations, **members):
    """A request with an entry for each destination; a text is the address that the entry goes to."""
    entries = [{"Destination": {"ToAddresses": [to]} if isinstance(to, str) else to} for to in destinations]
    return {"FromEmailAddress": "\u00e4@example.com", "DefaultContent": {"Z": 1, "A": [None, 1.5, "\u2028"]},
            "BulkEmailEntries": entries, "ConfigurationSetName": "set", **members}


def environment(**changes):
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return {**kept, "TERM": "xterm", "ASAN_OPTIONS": "quarantine_size_mb=1", **changes}


class ProgramTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="bulk_report_")
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def file(self, content, name="response.json"):
        path = self.directory / name
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def run_program(self, *arguments, stdin=b"", status=None, **variables):
        stdin = stdin.encode(errors="surrogateescape") if isinstance(stdin, str) else stdin
        done = subprocess.run([program(), *arguments], input=stdin, capture_output=True, timeout=120, check=False,
                              env=environment(**variables))
        if status is not None:
            self.assertEqual(done.returncode, status, done)
        return done

    def report(self, *arguments, stdin=b"", status=None):
        """The report as JSON, and as the text that people read."""
        text = self.run_program(*arguments, stdin=stdin, status=status).stdout.decode()
        as_json = self.run_program("--json", *arguments, stdin=stdin, status=status).stdout
        return json.loads(as_json), text


def groups(report):
    """All groups of a report."""
    return report["Failures"]["First"] + report["UnknownOutcomes"]["First"]


def places(report):
    """The line and index of each entry that the report names, in the order of the groups."""
    return [(place["Line"], place["Index"]) for group in groups(report) for place in group["First"]]


def figures(report):
    """How many responses and entries there are, how many of them were sent, and how many issues."""
    return (report["Responses"], report["Entries"], report["Sent"], report["Issues"]["Count"])


def main():
    if not 3 <= len(sys.argv):
        sys.exit(f"usage: {sys.argv[0]} PROGRAM DATA_DIRECTORY [unittest arguments]")
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
