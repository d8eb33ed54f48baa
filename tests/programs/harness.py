# SPDX-License-Identifier: MIT
"""Runs ses_client and bulk_report as their users run them, and compares a journal with what a server knows.

To run one test: SES_CLIENT=PROGRAM python3 -m unittest usage_test.Usage.test_endpoints, in this folder; with
BULK_REPORT or SEND_WITH_CURL for the other programs.
"""
import collections
import contextlib
import json
import os
import pathlib
import pty
import resource
import socket
import subprocess
import tempfile
import types
import unittest

from ses_server import SECRET, TOKEN, SesServer

CLIENT = os.environ.get("SES_CLIENT", "ses_client")
BULK_REPORT = os.environ.get("BULK_REPORT", "bulk_report")
DATA = pathlib.Path(__file__).parents[1] / "data"  # captured bodies
GUIDES = pathlib.Path(__file__).parents[2] / "examples"
ALL_SENT, NOT_ALL_SENT, INCOMPLETE, WRONG_USAGE = 0, 1, 2, 64

SENT = {"Status": "SUCCESS", "MessageId": "id-1"}
THROTTLED = {"Status": "ACCOUNT_THROTTLED", "Error": "Maximum sending rate exceeded."}
TRANSIENT = {"Status": "TRANSIENT_FAILURE", "Error": "Try again."}
NO_TEMPLATE = {"Status": "TEMPLATE_NOT_FOUND", "Error": "Template hello does not exist."}
QUOTA = {"Status": "ACCOUNT_DAILY_QUOTA_EXCEEDED", "Error": "Daily message quota exceeded."}
FAILED = {"Status": "FAILED", "Error": "No."}
UNKNOWN = {"Status": "BRAND_NEW", "Error": "Who knows."}
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "eu-west-1",
               "HOME": "/nonexistent", "PATH": os.environ["PATH"]}


def address(index):
    return f"user{index:05}@example.com"


def failing(indices, status):
    """The `failures` of a SesServer."""
    return {address(index): status for index in indices}


def request(*destinations, **members):
    """A request with an entry for each destination; a text is the address that the entry goes to."""
    entries = [{"Destination": {"ToAddresses": [to]} if isinstance(to, str) else to} for to in destinations]
    content = {"Template": {"TemplateContent": {"Subject": "Hi {{name}}", "Text": "Hello {{name}} ü"},
                            "TemplateData": "{\"name\":\"friend\"}"}}
    return {"FromEmailAddress": "sender@example.com", "DefaultContent": content, "BulkEmailEntries": entries, **members}


def outcomes(journal):
    """The last line on each entry, by index. A line that a kill has torn does not count."""
    last = {}
    path = pathlib.Path(journal)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for line in text[:text.rfind("\n") + 1].splitlines():
        line = json.loads(line)
        last.update({index: {"Outcome": "in flight"} for index in line.get("Batch", ())})
        if "Index" in line:
            last[line["Index"]] = line
    return last


def compare(journal, count, sent):
    """What the journal says of `count` entries against the truth. `lost` and `twice` must be 0."""
    last = outcomes(journal)
    figures = collections.Counter(entries=count)
    for index in range(count):
        outcome = last.get(index, {}).get("Outcome", "not-attempted")
        times = sent[address(index)]
        figures[outcome] += 1
        figures["twice"] += times > 1
        figures["lost"] += times == 0 if outcome == "sent" else times > 0 and outcome in ("failed", "not-attempted")
    return figures


@contextlib.contextmanager
def refusing_port():
    """A port on which connections are refused, and which nobody else can get meanwhile; a SesServer can."""
    with socket.socket() as bound:  # but nobody listens
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", 0))
        number = bound.getsockname()[1]
        yield types.SimpleNamespace(number=number, url=f"http://127.0.0.1:{number}")


def response(*results):
    return json.dumps({"BulkEmailEntryResults": results})


def environment(**changes):
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return {**kept, "TERM": "xterm", "ASAN_OPTIONS": "quarantine_size_mb=1", **changes}


def processor_time():
    """Of all programs that were run and have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class ProgramTest(unittest.TestCase):
    """A test of a program: with a directory of its own, in which it writes files and runs commands."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="programs_")
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def file(self, content, name="response.json"):
        """Writes a file: bytes, text, or JSON."""
        path = self.directory / name
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def open_terminal(self):
        """The descriptors of both ends of a terminal; the program's end is the second."""
        try:
            master, slave = pty.openpty()
        except OSError as error:  # a chroot has none before /dev/pts is mounted
            self.skipTest(f"no terminal to be had here: {error}")
        self.addCleanup(os.close, master)
        return master, slave

    def run_program(self, *arguments, stdin=b"", status=None, **variables):
        stdin = stdin.encode(errors="surrogateescape") if isinstance(stdin, str) else stdin
        done = subprocess.run([BULK_REPORT, *arguments], input=stdin, capture_output=True, timeout=120, check=False,
                              env=environment(**variables))
        if status is not None:
            self.assertEqual(done.returncode, status, done)
        return done

    def text(self, *arguments, **how):
        """The report that people read."""
        return self.run_program(*arguments, **how).stdout.decode()

    def json(self, *arguments, **how):
        return json.loads(self.text("--json", *arguments, **how))

    def report(self, *arguments, **how):
        return self.json(*arguments, **how), self.text(*arguments, **how)


def read_terminal(master):
    """All that is shown on a terminal until the program closes its end."""
    shown = b""
    with contextlib.suppress(OSError):  # how Linux ends a terminal
        while part := os.read(master, 65536):
            shown += part
    return shown


def words(text):
    """A text without its line breaks and indentation."""
    return " ".join(text.split())


def groups(report):
    return report["Failures"]["First"] + report["UnknownOutcomes"]["First"]


def places(report):
    """The line and index of each entry that the report names, in the order of the groups."""
    return [(place["Line"], place["Index"]) for group in groups(report) for place in group["First"]]


def figures(report):
    """How many responses and entries there are, how many of them were sent, and how many issues."""
    return (report["Responses"], report["Entries"], report["Sent"], report["Issues"]["Count"])


class ClientTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.journal = self.directory / "journal"
        self.request = self.directory / "request.json"

    def write_request(self, count=0, addresses=None, name="friend"):
        """A long `name` makes the request so large that libcurl asks before it sends the body."""
        self.count = count or len(addresses)
        content = request(*(addresses or map(address, range(count))))
        content["DefaultContent"]["Template"]["TemplateData"] = json.dumps({"name": name})
        self.file(content, self.request.name)

    def new_request(self, *entries, **more):
        """A request of which nothing was sent yet."""
        self.journal.unlink(missing_ok=True)
        self.write_request(*entries, **more)

    def command(self, server, *arguments, backoff=0.01, parallel=1):
        """The arguments for one run over the test's request and journal, with pauses that do not last."""
        return [self.request, "--endpoint", server.url, "--journal", self.journal, "--backoff", backoff, "--parallel",
                parallel, *arguments]

    def run_client(self, *arguments, status=None, says=(), environment=ENVIRONMENT, prefix=()):
        """Runs ses_client; its exit status, and texts on standard error, are as expected."""
        run = subprocess.run(list(map(str, [*prefix, CLIENT, *arguments])), env=environment, capture_output=True,
                             text=True, timeout=120, check=False)
        for key in (SECRET, TOKEN):
            self.assertNotIn(key, run.stdout + run.stderr)
        if status is not None:
            self.assertEqual(run.returncode, status, run.stderr)
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, run.stderr)
        return run

    def start_client(self, *arguments, **streams):
        return subprocess.Popen([CLIENT, *map(str, arguments)], env=ENVIRONMENT, text=True, **streams)

    def send_to(self, server, *arguments, backoff=0.01, parallel=1, **how):
        """One run over the test's request and journal; nothing may ever be sent twice or be forgotten."""
        run = self.run_client(*self.command(server, *arguments, backoff=backoff, parallel=parallel), **how)
        self.assertLessEqual(max(server.sent.values(), default=0), 1, run.stderr)
        if self.journal.exists():
            figures = compare(self.journal, self.count, server.sent)
            self.assertEqual((figures["twice"], figures["lost"]), (0, 0), run.stderr)
        return run

    def refused(self, *arguments, **how):
        """A run over the test's request is refused before anything is sent."""
        with self.subTest(arguments=arguments, **how), SesServer() as server:
            run = self.run_client(self.request, "--endpoint", server.url, *arguments, status=WRONG_USAGE, **how)
            self.assertEqual((server.calls, run.stdout), ([], ""))

    def check(self, server, counts, *arguments, entries=70, name="friend", calls=None, **how):
        """Sends a new request: so many entries end in each way, the exit status follows, and calls have these sizes."""
        self.new_request(entries, name=name)
        with self.subTest(counts=counts, arguments=arguments, **how), server:
            incomplete = counts.keys() & {"unknown", "not-attempted"}
            run = self.send_to(server, *arguments, status=2 if incomplete else int("failed" in counts), **how)
            self.assertEqual(self.counts(), counts, run.stderr)
            if calls is not None:
                self.assertEqual(list(map(len, server.calls)), calls, run.stderr)
            return run

    def counts(self):
        """How many entries ended how, by the journal."""
        last = outcomes(self.journal)
        return dict(collections.Counter(last.get(i, {}).get("Outcome", "not-attempted") for i in range(self.count)))
