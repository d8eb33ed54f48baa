"""The smallest client: send_with_curl_test.py PROGRAM"""
import json
import subprocess
import sys
import unittest

import harness
from behaviours import cut, refuse
from ses_server import SesServer

PROGRAM = sys.argv.pop(1)


class SendWithCurl(unittest.TestCase):
    def send(self, behaviours=(), **how):
        with SesServer(behaviours, **how) as server:
            run = subprocess.run([PROGRAM, server.url, "eu-west-1"], input=json.dumps(harness.make_request(3)), text=True,
                                 env=harness.ENVIRONMENT, capture_output=True, timeout=60, check=False)
        return run, server

    def test_it_signs_sends_reads_and_reports(self):
        run, server = self.send(failures={harness.address(1): "MESSAGE_REJECTED"})
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(run.stdout.splitlines(), [
            'SUCCESS MessageId="id-user00000@example.com-1"',
            'MESSAGE_REJECTED Error="not sent to user00001@example.com"',
            'SUCCESS MessageId="id-user00002@example.com-1"'])
        self.assertEqual(len(server.calls), 1)

    def test_what_is_wrong_is_told(self):
        run, _ = self.send([refuse(403)])
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertIn("HTTP 403: ", run.stderr)
        self.assertIn("the service says 403", run.stderr)
        run, _ = self.send([cut(5)])
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stdout.count("SUCCESS"), 1)
        self.assertEqual(subprocess.run([PROGRAM], capture_output=True, check=False).returncode, 64)


if __name__ == "__main__":
    unittest.main()
