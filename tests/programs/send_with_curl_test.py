# SPDX-License-Identifier: MIT
"""The smallest client."""
import json
import os
import subprocess
import unittest

import harness
from behaviours import cut, drop, refuse
from ses_server import SesServer

PROGRAM = os.environ.get("SEND_WITH_CURL", "send_with_curl")


class SendWithCurl(unittest.TestCase):
    def send(self, behaviours=(), **how):
        with SesServer(behaviours, **how) as server:
            request = json.dumps(harness.request(*map(harness.address, range(3))))
            run = subprocess.run([PROGRAM, server.url, "eu-west-1"], input=request, text=True, env=harness.ENVIRONMENT,
                                 capture_output=True, timeout=60, check=False)
            self.assertEqual(len(server.calls), 1)
        return run

    def test_it_signs_sends_reads_and_reports(self):
        run = self.send(failures=harness.failing([1], "MESSAGE_REJECTED"))
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(run.stdout.splitlines(), [
            'SUCCESS MessageId="id-user00000@example.com-1"',
            'MESSAGE_REJECTED Error="not sent to user00001@example.com"',
            'SUCCESS MessageId="id-user00002@example.com-1"'])

    def test_errors_are_told(self):
        for behaviour, results, says in ((refuse(403), 0, "HTTP 403: .*the service says 403"),
                                         (cut(5), 1, "HTTP 200: "), (drop(0), 2, "expected 3 entries, found 2")):
            run = self.send([behaviour])
            self.assertEqual((run.returncode, run.stdout.count("SUCCESS")), (2, results))
            self.assertRegex(run.stderr, says)
        self.assertEqual(subprocess.run([PROGRAM], capture_output=True, check=False).returncode, 64)
