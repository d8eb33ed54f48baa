# SPDX-License-Identifier: MIT
"""A call's line is on the disk before its first byte goes out. And what ses_client does if the kernel refuses."""
import collections
import re
import shutil
import subprocess
import unittest

import harness
from behaviours import delayed, throttle
from ses_server import SesServer, accept

SYSTEM_CALLS = "write,writev,pwrite64,fdatasync,fsync,ftruncate,sendto,sendmsg,sendmmsg"
NO_LEAKS = {**harness.ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}  # they cannot be looked for under strace


def setUpModule():
    if not shutil.which("strace"):
        raise unittest.SkipTest("strace is not installed (Debian: strace)")
    run = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    if run.returncode:
        raise unittest.SkipTest(f"strace may not trace here: {run.stderr}")


class Order(harness.ClientTest):
    def read(self, trace):
        """Follows what is on the disk through a trace; gives how often each entry was sent, and the syncs."""
        written, durable, sent, syncs = collections.Counter(), collections.Counter(), collections.Counter(), 0
        at_first_byte = {}  # by descriptor: what was on the disk when a call began
        for line in trace.splitlines():
            if "/journal>" in line:
                for batch in re.findall(r'\{\\"Batch\\":\[([0-9,]*)\]', line):
                    written.update(map(int, batch.split(",")))
                if "sync(" in line and line.endswith("= 0"):
                    durable = written.copy()
                    syncs += 1
            elif "POST /v2/email" in line or "ToAddresses" in line:
                descriptor = re.search(r"\((\d+)<", line)[1]
                if "POST /v2/email" in line:
                    at_first_byte[descriptor] = durable.copy()
                for index in map(int, re.findall(r"user(\d{5})@", line)):
                    sent[index] += 1
                    self.assertEqual(at_first_byte[descriptor][index], sent[index])
        return sent, syncs

    def test_each_call_is_on_the_disk_before_its_first_byte(self):
        path = self.directory / "trace"
        for count, parallel, behaviours in ((1000, 1, []), (1000, 8, []),
                                            (500, 8, [accept, *[throttle(20), delayed(accept, 0.02)] * 4])):
            self.new_request(count)
            with SesServer(behaviours, choose=lambda: delayed(accept, 0.02)) as server:
                self.send_to(server, parallel=parallel, environment=NO_LEAKS, status=0, prefix=[
                    "strace", "-qq", "-y", "-s", "100000", "-o", path, "-e", f"trace={SYSTEM_CALLS}"])
            sent, syncs = self.read(path.read_text(encoding="latin-1"))
            self.assertEqual((set(sent), max(sent.values()) > 1), (set(range(count)), bool(behaviours)))
            if not behaviours:
                self.assertLess(syncs, 2 * 20 + 2, "lines that are ready together share one fdatasync")


class Refusals(harness.ClientTest):
    def inject(self, server, call, error, when, **expected):
        """A run in which the kernel answers a system call with an error."""
        return self.send_to(server, environment=NO_LEAKS, **expected, prefix=[
            "strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
            "-e", f"inject={call}:error={error}:when={when}"])

    def test_without_a_lock_nothing_is_sent(self):
        self.new_request(3)
        for error, when, path, says in (("EBADF", "1", self.request, "Make the file writable, or copy it to a local"),
                                        ("ENOLCK", "2", self.journal, "Use a file on a local disk")):
            with SesServer() as server:
                run = self.inject(server, "flock", error, when, status=64)
                self.assertEqual(server.calls, [])
            self.assertRegex(run.stderr, rf"{path}: cannot be locked \(.*{says}")

    def test_a_folder_that_cannot_be_flushed_is_usable_and_an_outcome_that_cannot_is_not_reported_as_sent(self):
        for call, error, when, status, says in (("fsync", "EINVAL", "1+", 0, "entries"),
                                                ("fdatasync", "EIO", "3+", 2, "cannot be flushed to disk")):
            self.new_request(60)
            with SesServer() as server:
                run = self.inject(server, call, error, when, status=status, says=says)
            recorded = sum(line["Outcome"] == "sent" for line in harness.outcomes(self.journal).values())
            self.assertIn(f"60 entries: {recorded} sent", run.stdout)
