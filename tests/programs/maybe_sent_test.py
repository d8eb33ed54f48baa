"""Calls that may have been taken: what ses_client does about each way in which that happens."""
import json
import time
import unittest

import harness
from behaviours import (close_after_sending, fail_after_sending, refuse, refuse_expectation, reset_after_sending,
                        reset_before_reading, stall)
from ses_server import SesServer, accept


class MaybeSent(harness.ClientTest):
    """It may have been sent: unknown, and never sent again unless somebody says so."""

    def check(self, behaviour, *arguments):
        self.journal.unlink(missing_ok=True)
        self.write_request(70)
        with SesServer([behaviour]) as server:
            run = self.send_to(server, *arguments)
            self.assertEqual(run.returncode, 2, run.stderr)
            self.assertEqual(self.counts(), {"unknown": 50, "sent": 20})
            self.assertEqual(self.send_to(server).returncode, 2)
            self.assertEqual(len(server.calls) + ("before" in behaviour.__name__), 2)
        self.assertIn("entries 0-49: ", run.stderr)
        self.assertIn("unknown, may have been sent: 0-49", run.stdout)

    def test_server_errors(self):
        for status in (500, 501, 502, 504):
            with self.subTest(status):
                self.check(fail_after_sending(status))

    def test_a_redirect_is_not_followed(self):
        for status in (302, 303, 307):
            with self.subTest(status), SesServer() as other:
                self.check(refuse(status, [f"Location: {other.url}"]))
                self.assertEqual(other.calls, [])

    def test_a_reset_before_the_request_was_read(self):
        self.check(reset_before_reading)

    def test_a_reset_and_an_end_after_it_was_read(self):
        self.check(reset_after_sending)
        self.check(close_after_sending)

    def test_a_stall(self):
        started = time.monotonic()
        self.check(stall(100), "--timeout", 5)
        self.assertLess(time.monotonic() - started, 90)

    def test_a_connection_that_was_kept_open_and_dies(self):
        # libcurl would send the second request again by itself.
        for behaviour in (close_after_sending, reset_after_sending):
            self.journal.unlink(missing_ok=True)
            self.write_request(150)
            with SesServer([accept, behaviour]) as server:
                run = self.send_to(server)
                self.assertEqual(run.returncode, 2)
                self.assertIn("entries 50-99: no response: the connection ended without a response", run.stderr)
                self.assertEqual([len(call) for call in server.calls], [50, 50, 50])
                self.assertEqual(server.connections, 2, "the first connection was used again")

    def test_a_server_that_expects_nothing_gets_the_request_once(self):
        # libcurl would send it again by itself, without its "Expect: 100-continue".
        self.write_request(2)
        request = harness.make_request(2)
        request["DefaultContent"]["Template"]["TemplateData"] = json.dumps({"name": "ä" * (1 << 20)})
        self.request.write_text(json.dumps(request), encoding="utf-8")
        with SesServer([refuse_expectation]) as server:
            run = self.send_to(server)
            self.assertEqual(run.returncode, 2)
            self.assertIn("HTTP 417", run.stderr)
            self.assertEqual((server.connections, server.calls), (1, []))
            self.assertEqual(self.counts(), {"not-attempted": 2})
            self.assertEqual(self.send_to(server).returncode, 0)

    def test_resend_unknown_sends_it_again_once(self):
        self.write_request(70)
        with SesServer([refuse(500), accept, refuse(502), accept]) as server:
            self.assertEqual(self.send_to(server).returncode, 2)
            self.assertEqual(self.send_to(server, "--resend-unknown").returncode, 2, "unknown again")
            self.assertEqual(len(server.calls), 3)
            self.assertEqual(self.send_to(server, "--resend-unknown").returncode, 0)
            self.assertEqual(len(server.sent), 70)
        self.assertEqual(harness.outcomes(self.journal)[0]["Attempts"], 3)


if __name__ == "__main__":
    unittest.main()
