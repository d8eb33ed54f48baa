# SPDX-License-Identifier: MIT
"""What ses_client does about each thing that can happen to a call: the rows of the guide's table."""
import gzip
import json
import signal
import subprocess
import time

import harness
from behaviours import (accept_raw, answer_body, body_of, close_after_sending, cut, drop, fail_after_sending,
                        keep_first, refuse, reject, repeat_first, reset_after_sending, reset_before_reading, stall,
                        throttle)
from ses_server import SesServer, accept

SENT = {"sent": 70}
UNKNOWN = {"unknown": 50, "sent": 20}
THROTTLING = ("ThrottlingException", "TooManyRequestsException", "RequestThrottled", "Throttling", "SlowDown",
              "RequestTimeout", "LimitExceededException", "PriorRequestNotComplete")
KINDS = ("BadRequestException", "ValidationException", "SerializationException", "MessageRejected")
AGAIN = [50, 50, 50, 20]  # the sizes of calls where the first one is made three times
ONCE = [50, 20]


class Responses(harness.ClientTest):
    def check(self, behaviours, counts, *arguments, failures=None, **how):
        """A run; then another, with a healthy service, which sends what was not attempted and no more."""
        server = SesServer(behaviours, failures)
        run = super().check(server, counts, *arguments, **how)
        with SesServer() as healthy:
            healthy.sent = server.sent
            self.send_to(healthy)
        after = self.counts()
        self.assertEqual((after.get("unknown"), after.get("not-attempted")), (counts.get("unknown"), None))
        return run

    def test_results_are_taken_by_position(self):
        run = self.check([], {"sent": 117, "failed": 3}, entries=120, failures={
            harness.address(0): "MESSAGE_REJECTED", harness.address(1): "INVALID_PARAMETER",
            harness.address(60): "FAILED"})
        self.assertIn("MESSAGE_REJECTED", run.stdout)
        self.check([], {"sent": 69, "unknown": 1}, failures=harness.failing([1], "GREYLISTED_BY_MARS"))
        garbage_after = accept_raw(b"HTTP/1.1 200 OK\r\n\r\n", lambda body: body + b"}garbage")
        self.check([garbage_after], SENT, says="garbage")

    def test_throttled_and_transient_entries_are_retried(self):
        for status in ("ACCOUNT_THROTTLED", "TRANSIENT_FAILURE"):
            self.check([throttle(7, status), throttle(50, status)], SENT)
            self.assertGreaterEqual(min(harness.outcomes(self.journal)[i]["Attempts"] for i in range(43, 50)), 2)
        self.check([throttle(1)] * 9, {"sent": 2, "failed": 1}, "--max-attempts", 2, entries=3, calls=[3, 1])

    def test_a_pause_of_one_entry_does_not_hold_up_the_others(self):
        seen = []
        while len(seen) < 10 and not any(seen):  # the pause may be shorter than what the machine takes
            server = SesServer([throttle(1, "TRANSIENT_FAILURE")])
            super().check(server, {"sent": 90}, entries=90, backoff=2)
            seen.append(harness.address(49) not in server.calls[1])
        self.assertTrue(any(seen))

    def test_pauses_grow(self):
        # Six pauses of up to 0.1 s take 0.6 s at most. If each may be twice as long as the previous one, they take
        # 3.15 s on average, and less than 0.8 s three times in a row once in a million runs.
        times = []
        while len(times) < 3 and max(times, default=0) < 0.8:
            server = SesServer([throttle(1, "TRANSIENT_FAILURE")] * 6)
            super().check(server, {"sent": 1}, "--max-attempts", 7, entries=1, calls=[1] * 7, backoff=0.1)
            times.append(server.times[-1] - server.times[0])
        self.assertGreater(max(times), 0.8)

    def test_a_failure_that_affects_all_other_entries_stops_the_run(self):
        for status in ("ACCOUNT_DAILY_QUOTA_EXCEEDED", "ACCOUNT_SUSPENDED", "ACCOUNT_SENDING_PAUSED",
                       "TEMPLATE_NOT_FOUND", "MAIL_FROM_DOMAIN_NOT_VERIFIED", "CONFIGURATION_SET_NOT_FOUND",
                       "INVALID_SENDING_POOL_NAME", "CONFIGURATION_SET_SENDING_PAUSED"):
            self.check([accept, throttle(20, status)], {"sent": 80, "failed": 20, "not-attempted": 100}, entries=200,
                       calls=[50, 50], says="slow down")
            self.assertEqual(self.counts(), {"sent": 200}, "once the cause is fixed, the same command resumes")

    def test_a_truncated_or_malformed_response_keeps_the_results_before_the_error(self):
        body = body_of([{"Status": "SUCCESS", "MessageId": f"id-{harness.address(i)}-1"} for i in range(50)])
        for tenths in range(10):
            kept = body[:len(body) * tenths // 10].count(b'"SUCCESS"')
            self.check([cut(tenths)], {"sent": 20 + kept, "unknown": 50 - kept}, calls=ONCE)
        for body in (b"<html><body>Welcome to the hotel</body></html>", b"", b"null", b'{"message":"no results today"}',
                     b'{"BulkEmailEntryResults":[{"\xff', b"[" * (64 << 20)):
            self.check([answer_body(body)], UNKNOWN, calls=ONCE)

    def test_a_result_missing_or_extra_at_any_position_makes_the_whole_batch_unknown(self):
        # The accepted entry 0 was once sent again, because the result of entry 1 was taken for its own.
        for behaviour, read in ((drop(0), 49), (drop(1), 49), (drop(25), 49), (drop(-1), 49), (drop(0, 1, 2), 47),
                                (drop(*range(49)), 1), (repeat_first, 51)):
            self.check([behaviour], UNKNOWN, calls=ONCE, says="results cannot be matched to entries",
                       failures=harness.failing([1], "TRANSIENT_FAILURE"))
            lines = [json.loads(line) for line in self.journal.read_text(encoding="utf-8").splitlines()]
            self.assertEqual([len(line["Unmatched"]) for line in lines if "Unmatched" in line], [read])

    def test_what_old_servers_and_proxies_make_of_a_response(self):
        def chunked(body):
            return b"%x\r\n%s\r\n0\r\nX-Trailer: HTTP/1.1 503 no\r\n\r\n" % (len(body), body)
        for head, change, counts in (
                (b"HTTP/1.0 200 OK\r\n\r\n", bytes, SENT),
                (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", bytes, SENT),
                (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunked, SENT),
                (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress, UNKNOWN),
                (b"", bytes, UNKNOWN),  # HTTP/0.9
                (b"HTTP/1.1 100 Continue\r\n\r\n", lambda body: b"", UNKNOWN)):
            self.check([accept_raw(head, change)], counts)

    def test_a_call_that_may_have_been_accepted_leaves_its_entries_unknown(self):
        for status in (500, 501, 502, 504):
            self.check([fail_after_sending(status)], UNKNOWN, says=f"entries 0-49: HTTP {status}")
        for behaviour in (reset_before_reading, reset_after_sending, close_after_sending):
            self.check([behaviour], UNKNOWN, says="entries 0-49: no response")
        with SesServer() as other:
            for status in (302, 303, 307):
                self.check([refuse(status, [f"Location: {other.url}"])], UNKNOWN)
            self.assertEqual(other.calls, [], "a redirect is not followed")
        self.check([stall(100)], {"unknown": 50}, "--timeout", 1, entries=50)

    def test_five_calls_in_a_row_without_all_results_stop_the_run_and_the_cause_is_named(self):
        gzipped = answer_body(gzip.compress(b"{}"), ["Content-Encoding: gzip"])
        for behaviours, sent, says in (
                ([answer_body(b"<html>")] * 5, 0, "expected a value"),
                ([answer_body(b"<html>"), refuse(503)] * 5, 0, "unexpected response"),
                ([gzipped] * 5, 0, "the response is compressed (gzip), although compression was not requested"),
                ([keep_first] * 5, 5, "the response is truncated"),
                ([drop(*range(1, 50))] * 5, 0, "expected 50 entries, found 1")):
            counts = {"unknown": 250 - sent, "not-attempted": 150, **({"sent": sent} if sent else {})}
            self.check(behaviours, counts, entries=400,
                       says=("stopped: 5 consecutive calls with unknown outcomes", says))

    def test_a_call_that_was_not_accepted_is_made_again(self):
        for behaviour in (*map(refuse, (408, 429, 503)), *(reject(400, kind, where=where) for kind in THROTTLING
                                                           for where in ("header", "body"))):
            self.check([behaviour] * 2, SENT, calls=AGAIN)

    def test_an_outage_is_waited_out_for_as_long_as_patience_lasts(self):
        started = time.monotonic()
        self.check([refuse(503)] * 1000, {"not-attempted": 70}, "--patience", "1s",
                   says="stopped: no call was accepted for 1 seconds (--patience)")
        self.assertGreaterEqual(time.monotonic() - started, 1)
        run = self.check([refuse(503)] * 5, SENT, calls=[50] * 6 + [20])
        self.assertEqual((run.stderr.count("HTTP 503"), run.stderr.count("is accepting calls again")), (1, 1))
        for pause in ("3600", "9" * 18):
            self.check([refuse(503, [f"Retry-After: {pause}"])], {"not-attempted": 70},
                       says="longer than --patience allows")
        server = SesServer([refuse(429, ["Retry-After: 1"])])
        super().check(server, {"sent": 1}, entries=1)
        self.assertGreaterEqual(server.times[1] - server.times[0], 1)

    def test_a_host_that_cannot_be_reached_is_waited_for(self):
        for refused in (True, False):  # the connection, or its TLS handshake
            with SesServer(choose=lambda: lambda exchange: None) as server, harness.refusing_port() as port:
                server.url = port.url if refused else server.url.replace("http:", "https:")
                self.new_request(70)
                self.send_to(server, "--patience", "0.3s", status=2, says="stopped: no ")
                self.assertEqual(self.counts(), {"not-attempted": 70})
        with harness.refusing_port() as port, self.start_client(
                *self.command(port, backoff=0.1), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            self.assertIn("no connection", process.stderr.readline() + process.stderr.readline())
            with SesServer(port=port.number) as server:
                self.assertEqual(process.wait(60), 0, process.stderr.read())
                self.assertEqual(len(server.sent), 70)

    def test_any_other_client_error_stops_the_run_with_the_message_of_the_service(self):
        for status in (400, 401, 403, 404, 413, 422):
            self.check([accept, reject(status, "NotFoundException", message="gone")], {"sent": 50, "not-attempted": 70},
                       entries=120, calls=[50, 50], says=f"HTTP {status} NotFoundException: gone")
        for message in ("\x1b[2J\nses_client: all sent", "no " * 1000000):
            run = self.check([reject(403, "No", message=message)], {"not-attempted": 1}, entries=1)
            self.assertNotIn("\x1b", run.stderr)
            self.assertNotIn("\nses_client: all sent", run.stderr)
            self.assertLess(len(run.stderr), 10000, "a long message is cut")

    def test_earlier_outcomes_stand_if_the_next_call_is_rejected(self):
        super().check(SesServer([throttle(1), refuse(403)]), {"sent": 1, "failed": 1}, entries=2)
        self.assertEqual(harness.outcomes(self.journal)[1]["Status"], "ACCOUNT_THROTTLED")

    def test_a_signal_stops_the_run_after_the_calls_in_flight(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.new_request(500)

            def stop_and_accept(exchange, number=number):
                process.send_signal(number)
                accept(exchange)
            with SesServer([accept, stop_and_accept]) as server, self.start_client(
                    *self.command(server), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                output, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 2, errors)
            self.assertIn("received a signal", errors)
            self.assertIn("500 entries: 100 sent, 0 failed, 0 unknown, 400 not-attempted", output)


class OneEntryRejected(harness.ClientTest):
    """A 400 that one entry causes: halving finds the entry, and the others are sent."""

    def send_with_bad(self, bad, arguments=(), count=200, parallel=1, kind="ValidationException", where="header",
                      most_calls=10000, most_entries=50):
        self.new_request(addresses=[f"bad{i}" if i in bad else harness.address(i) for i in range(count)])
        behaviour = reject(400, kind, [f"bad{i}" for i in bad], where=where)
        good = {harness.address(i): 1 for i in set(range(count)) - bad}
        with SesServer(choose=lambda: behaviour) as server:
            run = self.run_client(*self.command(server, *arguments, parallel=parallel), status=1 if good else None)
            self.assertEqual(server.sent, good)
            self.assertLessEqual(len(server.calls), most_calls)
            self.assertLessEqual(max(map(len, server.calls)), most_entries)
            if good:
                del server.calls[:]
                self.run_client(*self.command(server), status=1)
                self.assertEqual(server.calls, [], "unchanged, they are not tried again")
        return run

    def test_it_is_found_wherever_it_stands(self):
        for bad, how in (
                *(({i}, {"most_calls": 4 + 12}) for i in (0, 25, 49, 50, 133, 199)),
                *(({7}, {"count": 60, "kind": kind, "where": where}) for where in ("header", "body") for kind in KINDS),
                (set(range(10, 16)), {}), ({0, 1, 2, 3, 4, 5}, {}), (set(range(50)), {}), (set(range(3, 200, 10)), {}),
                ({0, 1, 998, 999}, {"count": 1000, "most_calls": 80}), ({0}, {"count": 1}), ({0, 1, 2}, {"count": 4}),
                (set(range(3, 500, 50)), {"count": 500, "parallel": 8}),
                ({0, 1, 100, 101, 102, 499}, {"count": 500, "parallel": 8}),
                ({20}, {"arguments": ("--rate", 30), "count": 60, "most_entries": 30})):
            with self.subTest(bad=bad, how=how):
                run = self.send_with_bad(bad, **how)
                last = harness.outcomes(self.journal)
                for index in bad:
                    self.assertEqual((last[index]["Outcome"], last[index].get("Status"), last[index]["Attempts"]),
                                     ("failed", None, 1))
                    self.assertRegex(run.stderr,
                                     rf"entry {index} \(bad{index}\) failed: HTTP 400 \w+: Invalid recipient\n")
                for index in sorted(bad)[:10]:
                    self.assertIn(f"entry {index}: bad{index}\n", run.stdout)

    def test_a_request_at_fault_stops_after_a_handful_of_calls_and_the_entries_tried_are_named(self):
        for parallel in (8, 1):
            run = self.send_with_bad(set(range(1000)), count=1000, parallel=parallel, most_calls=12)
            self.assertEqual((run.returncode, self.counts()), (2, {"not-attempted": 1000}))
            self.assertRegex(run.stderr, r"several entries \(0-1, [0-9, ]+\) were rejected individually and no other "
                             r"entry was accepted, so no single entry is the cause\. HTTP 400 ValidationException: Inv")
        behaviour = reject(400, "ValidationException", ["bad0", "bad1"])
        with SesServer(choose=lambda: behaviour) as server:
            self.run_client(*self.command(server), status=1)
            self.assertNotIn("bad0", server.calls[0], "the next run begins with entries that were not rejected alone")
        self.assertEqual(self.counts(), {"sent": 998, "failed": 2})

    def test_entries_that_were_throttled_before_are_sent_once_the_request_is_fixed(self):
        self.new_request(6)
        with SesServer([throttle(6)], choose=lambda: reject(400, "BadRequestException")) as server:
            self.send_to(server, "--max-attempts", 1, status=1)
            self.send_to(server, status=2)
            server.choose = lambda: accept
            self.send_to(server, status=0)

    def test_a_request_at_fault_from_the_middle_on_stops_too(self):
        server = SesServer([accept] * 5, choose=lambda: reject(400, "BadRequestException"))
        self.check(server, {"sent": 250, "not-attempted": 750}, entries=1000, parallel=4)
        self.assertLessEqual(len(server.calls), 5 + 15)
