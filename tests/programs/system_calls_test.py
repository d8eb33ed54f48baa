"""What the kernel sees, and what ses_client does if the kernel refuses: a call's line is in the journal and on the disk
before the first byte of the call goes out, and without a lock nothing is sent.

Exit status 77: strace is not installed, or may not trace here.
"""
import collections
import re
import shutil
import subprocess
import sys
import unittest

import harness
from behaviours import delayed, throttle
from ses_server import SesServer, accept

SKIPPED = 77
SYSTEM_CALLS = "write,writev,pwrite64,fdatasync,fsync,ftruncate,sendto,sendmsg,sendmmsg"


def why_not():
    """Why nothing can be traced here; empty: it can."""
    if not shutil.which("strace"):
        return "strace is not installed (Debian: strace)"
    run = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return run.stderr if run.returncode else ""


class Trace:
    """Follows what is on the disk through the lines of a trace."""

    def __init__(self, test):
        self.test = test
        self.written, self.durable = collections.Counter(), collections.Counter()  # batches by entry
        self.at_first_byte = {}  # by descriptor: what was on the disk when a call began
        self.sent = collections.Counter()
        self.syncs = 0

    def read(self, line):
        if "/journal>" in line:
            self.read_journal(line)
        elif "POST /v2/email" in line or "ToAddresses" in line:
            descriptor = re.search(r"\((\d+)<", line)[1]
            if "POST /v2/email" in line:
                self.at_first_byte[descriptor] = self.durable.copy()
            for index in map(int, re.findall(r"user(\d{5})@", line)):
                self.sent[index] += 1
                self.test.assertEqual(self.at_first_byte[descriptor][index], self.sent[index],
                                      "it was sent before the line of this call was on the disk")

    def read_journal(self, line):
        for batch in re.findall(r'\{\\"Batch\\":\[([0-9,]*)\]', line):
            self.written.update(map(int, batch.split(",")))
        if "sync(" in line and line.endswith("= 0"):
            self.durable = self.written.copy()
            self.syncs += 1


class Order(harness.ClientTest):
    def trace(self, server, parallel):
        path = self.directory / "trace"
        no_leaks = {**harness.ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}  # they cannot be looked for under strace
        run = self.send_to(server, parallel=parallel, environment=no_leaks, prefix=[
            "strace", "-qq", "-y", "-s", "100000", "-o", path, "-e", f"trace={SYSTEM_CALLS}"])
        self.assertEqual(run.returncode, 0, run.stderr)
        trace = Trace(self)
        for line in path.read_text(encoding="latin-1").splitlines():
            trace.read(line)
        return trace

    def test_each_call_is_on_the_disk_before_its_first_byte(self):
        for parallel in (1, 8):
            with self.subTest(parallel=parallel):
                self.journal.unlink(missing_ok=True)
                self.write_request(1000)
                with SesServer(choose=lambda: delayed(accept, 0.02)) as server:
                    trace = self.trace(server, parallel)
                self.assertEqual(trace.sent, collections.Counter(range(1000)))
                self.assertLess(trace.syncs, 2 * 20 + 2, "lines that are ready together share one fdatasync")

    def test_so_is_a_call_that_sends_an_entry_again(self):
        self.write_request(500)
        with SesServer([accept, *[throttle(20), delayed(accept, 0.02)] * 4]) as server:
            trace = self.trace(server, 8)
        self.assertEqual(set(trace.sent), set(range(500)))
        self.assertGreater(max(trace.sent.values()), 1)


class Refusals(harness.ClientTest):
    def inject(self, server, call, error, when="1+"):
        """A run in which the kernel answers a system call with an error."""
        no_leaks = {**harness.ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}
        return self.send_to(server, environment=no_leaks, prefix=[
            "strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"])

    def test_without_a_lock_nothing_is_sent(self):
        self.new_request(3)
        for error, when, path, says in (("EBADF", "1", self.request, "Make the file writable, or copy it to a local disk"),
                                        ("ENOLCK", "2", self.journal, "Use a file on a local disk")):
            with SesServer() as server:
                run = self.inject(server, "flock", error, when)
                self.assertEqual((run.returncode, server.calls), (64, []))
            self.assertIn(f"{path}: cannot be locked (", run.stderr)
            self.assertIn(says, run.stderr)
            self.assertNotIn("another", run.stderr)

    def test_a_folder_that_cannot_be_flushed_is_usable(self):
        self.new_request(3)
        with SesServer() as server:
            self.assertEqual(self.inject(server, "fsync", "EINVAL").returncode, 0)

    def test_an_outcome_that_cannot_be_flushed_is_not_reported_as_sent(self):
        self.new_request(60)
        with SesServer() as server:
            run = self.inject(server, "fdatasync", "EIO", "3+")
        self.assertEqual(run.returncode, 2)
        self.assertIn("cannot be flushed to disk", run.stderr)
        recorded = sum(line["Outcome"] == "sent" for line in harness.outcomes(self.journal).values())
        self.assertIn(f"60 entries: {recorded} sent", run.stdout)


if __name__ == "__main__":
    if reason := why_not():
        print("skipped:", reason)
        sys.exit(SKIPPED)
    unittest.main()
