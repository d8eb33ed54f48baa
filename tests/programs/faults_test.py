"""What ses_client does about each thing that can happen to a call, row by row of the contract's table."""
import collections
import gzip
import json
import re
import signal
import subprocess
import tempfile
import time
import unittest

import harness
from behaviours import answer_body, cut, drop, keep_first, refuse, reject, repeat_first, throttle
from certificates import Authority
from ses_server import SesServer, accept


class Results(harness.ClientTest):
    """200 with a result for every entry."""

    def test_all_sent(self):
        self.write_request(120)
        with SesServer() as server:
            run = self.send_to(server)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual([len(call) for call in server.calls], [50, 50, 20])
            self.assertEqual(len(server.sent), 120)
        self.assertEqual(run.stderr, f"ses_client: {server.url}, region eu-west-1, credentials from the environment, "
                         "120 entries; the journal knows: 0 sent, 0 failed, 0 unknown, 120 not-attempted\n")
        self.assertIn("120 entries: 120 sent, 0 failed, 0 unknown, 0 not-attempted", run.stdout)

    def test_a_line_of_the_journal_is_as_the_contract_shows_it(self):
        self.write_request(1)
        with SesServer() as server:
            self.send_to(server)
        self.assertEqual(self.journal.read_text().splitlines()[1:], [
            '{"Batch":[0],"Digests":["7da8d6be7a1f8e29"]}',
            '{"Index":0,"Outcome":"sent","Status":"SUCCESS","MessageId":"id-user00000@example.com-1","Attempts":1}'])

    def test_throttled_entries_are_sent_again(self):
        for status in ("ACCOUNT_THROTTLED", "TRANSIENT_FAILURE"):
            with self.subTest(status):
                self.journal.unlink(missing_ok=True)
                self.write_request(60)
                with SesServer([throttle(7, status), throttle(50, status)]) as server:
                    run = self.send_to(server)
                    self.assertEqual(run.returncode, 0, run.stderr)
                    self.assertEqual(set(server.sent.values()), {1})
                    self.assertEqual(len(server.sent), 60)
                    self.assertEqual(len(server.calls[0]), 50)
                    carried = collections.Counter(address for call in server.calls for address in call)
                last = harness.outcomes(self.journal)
                # What a call carries depends on which pause is over by then; what the journal counts does not.
                self.assertEqual([last[i]["Attempts"] for i in range(60)],
                                 [carried[harness.address(i)] for i in range(60)])
                self.assertEqual({i for i in range(60) if last[i]["Attempts"] > 1} - set(range(43, 60)), set())
                self.assertGreaterEqual(min(last[i]["Attempts"] for i in range(43, 50)), 2)

    def test_a_failure_that_is_the_entry_s_own_does_not_keep_the_others_waiting(self):
        seconds = []
        while len(seconds) < 10 and not any(seconds):  # the pause may be shorter than what the machine takes
            self.journal.unlink(missing_ok=True)
            self.write_request(90)
            with SesServer([throttle(1, "TRANSIENT_FAILURE")]) as server:
                self.assertEqual(self.send_to(server, backoff=4).returncode, 0)
                seconds.append(harness.address(49) not in server.calls[1])
        self.assertTrue(any(seconds), "the others went on without it")

    def test_an_entry_is_tried_so_often_and_no_more(self):
        self.write_request(3)
        with SesServer([throttle(1)] * 9) as server:
            run = self.send_to(server, "--max-attempts", 4)
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertEqual([len(call) for call in server.calls], [3, 1, 1, 1])
        self.assertEqual(harness.outcomes(self.journal)[2], {
            "Index": 2, "Outcome": "failed", "Status": "ACCOUNT_THROTTLED", "Error": "slow down", "Attempts": 4})

    def test_the_waits_grow(self):
        # Six waits of up to 0.1 s take 0.6 s at most. With each of up to twice the one before they take 3.15 s in the
        # mean, and less than 0.8 s three times in a row once in a million runs.
        times = []
        while len(times) < 3 and max(times, default=0) < 0.8:
            self.journal.unlink(missing_ok=True)
            self.write_request(1)
            with SesServer([throttle(1)] * 6) as server:
                self.send_to(server, "--max-attempts", 7, backoff=0.1)
                self.assertEqual(len(server.times), 7)
                times.append(server.times[-1] - server.times[0])
        self.assertGreater(max(times), 0.8)

    def test_other_entries_wait_too_when_one_was_throttled(self):
        times = []
        while len(times) < 12 and max(times, default=0) < 0.2:  # each is less than 0.2 s of up to 1 s once in five
            self.journal.unlink(missing_ok=True)
            self.write_request(100)
            with SesServer([throttle(50)]) as server:
                self.assertEqual(self.send_to(server, "--max-attempts", 1, backoff=1).returncode, 1)
                self.assertEqual([len(call) for call in server.calls], [50, 50])
                times.append(server.times[1] - server.times[0])
        self.assertGreater(max(times), 0.2)

    def test_failures_of_entries_do_not_stop_the_others(self):
        self.write_request(120)
        failures = {harness.address(0): "MESSAGE_REJECTED", harness.address(1): "INVALID_PARAMETER",
                    harness.address(60): "FAILED"}
        with SesServer(failures=failures) as server:
            run = self.send_to(server)
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertEqual(self.counts(), {"sent": 117, "failed": 3})
            again = self.send_to(server)
            self.assertEqual(again.returncode, 1, again.stderr)
            self.assertEqual(len(server.calls), 3, "an entry that failed by itself is not sent again")
        self.assertIn("MESSAGE_REJECTED", run.stdout)

    def test_an_unknown_status_is_unknown_and_not_sent_again(self):
        self.write_request(2)
        with SesServer(failures={harness.address(1): "GREYLISTED_BY_MARS"}) as server:
            run = self.send_to(server)
            self.assertEqual(run.returncode, 2, run.stderr)
            self.send_to(server)
            self.assertEqual(len(server.calls), 1)
        line = harness.outcomes(self.journal)[1]
        self.assertEqual((line["Outcome"], line["Status"]), ("unknown", "GREYLISTED_BY_MARS"))
        self.assertIn("GREYLISTED_BY_MARS", run.stdout)


class Stopping(harness.ClientTest):
    """A failure that the rest of the request would meet too."""

    def test_nothing_more_is_sent(self):
        for status in ("ACCOUNT_DAILY_QUOTA_EXCEEDED", "ACCOUNT_SUSPENDED", "ACCOUNT_SENDING_PAUSED",
                       "MAIL_FROM_DOMAIN_NOT_VERIFIED", "CONFIGURATION_SET_NOT_FOUND", "TEMPLATE_NOT_FOUND",
                       "INVALID_SENDING_POOL_NAME", "CONFIGURATION_SET_SENDING_PAUSED"):
            with self.subTest(status):
                self.journal.unlink(missing_ok=True)
                self.write_request(200)
                with SesServer([accept, throttle(20, status)]) as server:
                    run = self.send_to(server)
                    self.assertEqual(run.returncode, 2, run.stderr)
                    self.assertEqual(len(server.calls), 2)
                    self.assertEqual(self.counts(), {"sent": 80, "failed": 20, "not-attempted": 100})
                    self.assertIn("slow down", run.stderr)
                    # Once the account or the request's surroundings are put right, the same command goes on.
                    self.assertEqual(self.send_to(server).returncode, 0)
                    self.assertEqual(len(server.sent), 200)

    def test_a_signal_stops_after_the_batch_in_flight(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                self.journal.unlink(missing_ok=True)
                self.write_request(500)

                def stop_and_accept(exchange):
                    process.send_signal(number)
                    accept(exchange)
                with SesServer([accept, stop_and_accept]) as server:
                    command = [harness.client(), *map(str, self.command(server))]
                    with subprocess.Popen(command, env=harness.ENVIRONMENT, stdout=subprocess.PIPE,
                                          stderr=subprocess.PIPE, text=True) as process:
                        output, errors = process.communicate(timeout=60)
                    self.assertEqual(process.returncode, 2, errors)
                    self.assertIn("received a signal", errors)
                    self.assertIn("500 entries: 100 sent, 0 failed, 0 unknown, 400 not-attempted", output)
                    self.assertEqual(self.counts(), {"sent": 100, "not-attempted": 400})


class Unreadable(harness.ClientTest):
    """200, but not as it should be: what was salvaged is known, the rest is unknown."""

    def test_a_body_cut_at_every_tenth_byte(self):
        for tenths in range(10):
            with self.subTest(tenths=tenths):
                self.journal.unlink(missing_ok=True)
                self.write_request(70)
                with SesServer([cut(tenths)]) as server:
                    run = self.send_to(server)
                    self.assertEqual(run.returncode, 2, run.stderr)
                    self.assertEqual(len(server.sent), 70)
                    self.assertEqual(len(server.calls), 2, "what is unknown is not sent again, what is left is")
                counts = self.counts()
                self.assertAlmostEqual(counts["sent"] - 20, 50 * tenths / 10, delta=2)
                self.assertEqual(counts["sent"] + counts["unknown"], 70)

    def test_a_result_missing_or_extra_at_any_position_makes_the_whole_batch_unknown(self):
        for behaviour in (drop(0), drop(1), drop(25), drop(-1), drop(0, 1, 2), drop(*range(49)), repeat_first):
            self.journal.unlink(missing_ok=True)
            self.write_request(70)
            with SesServer([behaviour], failures={harness.address(1): "TRANSIENT_FAILURE"}) as server:
                run = self.send_to(server)
                self.assertEqual(run.returncode, 2, run.stderr)
                self.assertEqual(self.send_to(server, "--dry-run").returncode, 0, "no run interprets that line")
                self.assertEqual([len(call) for call in server.calls], [50, 20], "nothing is sent again")
            self.assertEqual(self.counts(), {"sent": 20, "unknown": 50})
            self.assertIn("results cannot be matched to entries", run.stderr)
            lines = [json.loads(line) for line in self.journal.read_text(encoding="utf-8").splitlines()]
            unmatched, = (line["Unmatched"] for line in lines if "Unmatched" in line)
            self.assertIn(len(unmatched), (49, 47, 1, 51), "what was read is kept for people")

    def test_the_entry_before_a_missing_result_is_not_taken_for_the_one_that_failed(self):
        self.write_request(3)
        with SesServer([drop(0)], failures={harness.address(1): "TRANSIENT_FAILURE"}) as server:
            self.assertEqual(self.send_to(server).returncode, 2)
            self.assertEqual((len(server.calls), self.counts()), (1, {"unknown": 3}))

    def test_bodies_that_hold_no_results(self):
        bodies = {"HTML": b"<html><body>Welcome to the hotel</body></html>", "nothing": b"", "null": b"null",
                  "a message": b'{"message":"no results today"}', "not UTF-8": b'{"BulkEmailEntryResults":[{"\xff'}
        for name, body in bodies.items():
            with self.subTest(name):
                self.journal.unlink(missing_ok=True)
                self.write_request(70)
                with SesServer([answer_body(body)]) as server:
                    self.assertEqual(self.send_to(server).returncode, 2)
                self.assertEqual(self.counts(), {"sent": 20, "unknown": 50})

    def test_what_old_servers_and_proxies_make_of_an_answer(self):
        def answer(head, change=lambda body: body):
            def behave(exchange):
                results = {"BulkEmailEntryResults": [exchange.send(address) for address in exchange.read()]}
                exchange.connection.sendall(head + change(json.dumps(results).encode()))
            return behave

        def chunked(body):
            return b"%x\r\n%s\r\n0\r\nX-Trailer: HTTP/1.1 503 no\r\n\r\n" % (len(body), body)
        everything, nothing = {"sent": 70}, {"sent": 20, "unknown": 50}
        for behaviour, counts in (
                (answer(b"HTTP/1.0 200 OK\r\n\r\n"), everything),
                (answer(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"), everything),
                (answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunked), everything),
                (answer(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress), nothing),
                (answer(b""), nothing),  # HTTP/0.9
                (answer(b"HTTP/1.1 100 Continue\r\n\r\n", lambda body: b""), nothing)):
            self.journal.unlink(missing_ok=True)
            self.write_request(70)
            with SesServer([behaviour]) as server:
                run = self.send_to(server)
            self.assertEqual(self.counts(), counts, run.stderr)

    def test_garbage_after_the_results_costs_none_of_them(self):
        def behave(exchange):
            results = [exchange.send(address) for address in exchange.read()]
            exchange.answer(200, json.dumps({"BulkEmailEntryResults": results}).encode() + b"}garbage")
        self.write_request(20)
        with SesServer([behave]) as server:
            run = self.send_to(server)
        self.assertEqual(run.returncode, 0)
        self.assertIn("garbage", run.stderr)

    def test_a_body_without_end_is_cut_off(self):
        self.write_request(10)
        with SesServer([answer_body(b"[" * (64 << 20))]) as server:
            run = self.send_to(server)
            self.assertEqual(run.returncode, 2, run.stderr)
        self.assertEqual(self.counts(), {"unknown": 10})

    def test_five_calls_in_a_row_without_all_results_stop_it_and_the_cause_is_named(self):
        gzipped = answer_body(gzip.compress(b"{}"), ["Content-Encoding: gzip"])
        for behaviours, known, says in (
                ([answer_body(b"<html>")] * 8, 0, "expected a value"), ([answer_body(b"<html>"), refuse(503)] * 8, 0, ""),
                ([gzipped] * 8, 0, "the response is compressed (gzip), which was not asked for"),
                ([keep_first] * 8, 5, "the response is truncated"),
                ([drop(*range(1, 50))] * 8, 0, "expected 50 entries, found 1")):
            self.new_request(400)
            with SesServer(behaviours) as server:
                run = self.send_to(server)
                self.assertEqual(run.returncode, 2)
            self.assertEqual(self.counts(), {**({"sent": known} if known else {}), "unknown": 250 - known, "not-attempted": 150})
            self.assertRegex(run.stderr, "stopped: 5 consecutive calls with unknown outcomes.*" + re.escape(says))

    def test_http_to_a_port_that_expects_https(self):
        with tempfile.TemporaryDirectory() as folder, SesServer(tls=Authority(folder).issue("IP:127.0.0.1")) as server:
            self.new_request(400)
            server.url = server.url.replace("https", "http")
            run = self.send_to(server)
        self.assertEqual(self.counts(), {"unknown": 250, "not-attempted": 150}, run.stderr)
        self.assertIn("does the port expect https?", run.stderr.splitlines()[-1])


class NotTaken(harness.ClientTest):
    """Nothing was taken: the batch is sent again, or it stops where that cannot help."""

    def test_408_and_429_and_503_are_sent_again(self):
        for status in (408, 429, 503):
            with self.subTest(status):
                self.journal.unlink(missing_ok=True)
                self.write_request(70)
                with SesServer([refuse(status), refuse(status)]) as server:
                    run = self.send_to(server)
                    self.assertEqual(run.returncode, 0, run.stderr)
                    self.assertEqual([len(call) for call in server.calls], [50, 50, 50, 20])
                    self.assertEqual(server.calls[0], server.calls[2])

    def test_retry_after_is_waited_for(self):
        self.write_request(1)
        with SesServer([refuse(429, ["Retry-After: 1"])]) as server:
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertGreaterEqual(server.times[1] - server.times[0], 1)

    def test_a_very_long_retry_after_stops_it(self):
        self.write_request(1)
        with SesServer([refuse(503, ["Retry-After: 3600"])]) as server:
            run = self.send_to(server)
            self.assertEqual(run.returncode, 2)
            self.assertIn("3600 seconds", run.stderr)
        with SesServer([refuse(503, ["Retry-After: " + "9" * 18])]) as server:
            run = self.send_to(server)
            self.assertEqual(run.returncode, 2)
            self.assertIn("longer than --patience allows", run.stderr)

    def test_an_outage_is_waited_out_as_long_as_patience_lasts(self):
        self.write_request(70)
        started = time.monotonic()
        with SesServer(choose=lambda: refuse(503)) as server:
            run = self.send_to(server, "--patience", "1s", backoff=0.1)
            self.assertEqual(run.returncode, 2)
            self.assertIn("stopped: no call was accepted for 1 seconds (--patience)", run.stderr)
            self.assertGreaterEqual(time.monotonic() - started, 1)
            self.assertGreater(len(server.calls), 1)
            self.assertEqual(self.counts(), {"not-attempted": 70})
            server.choose = lambda: accept
            self.assertEqual(self.send_to(server).returncode, 0, "the journal knows that nothing was taken")

    def test_a_service_that_comes_back_is_used_again(self):
        self.write_request(70)
        with SesServer([refuse(503)] * 5) as server:
            run = self.send_to(server, backoff=0.1, parallel=4)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual([len(call) for call in server.calls], [50] * 6 + [20], "one call at a time")
            self.assertEqual((run.stderr.count("HTTP 503"), run.stderr.count("accepts calls again")), (1, 1))

    def test_a_host_that_comes_up_late_is_waited_for(self):
        self.write_request(70)
        with harness.RefusingPort() as port:
            command = [harness.client(), self.request, "--endpoint", port.url, "--backoff", "0.1", "--journal", self.journal]
            with subprocess.Popen(command, env=harness.ENVIRONMENT, stderr=subprocess.PIPE, text=True,
                                  stdout=subprocess.DEVNULL) as process:
                messages = [process.stderr.readline(), process.stderr.readline()]
                self.assertIn("no connection", messages[1])
                with SesServer(port=port.number) as server:
                    self.assertEqual(process.wait(60), 0, process.stderr.read())
                    self.assertEqual(len(server.sent), 70)

    def test_throttling_that_arrives_as_a_client_error(self):
        for kind in ("ThrottlingException", "TooManyRequestsException", "RequestThrottled", "Throttling", "SlowDown",
                     "RequestTimeout", "LimitExceededException", "PriorRequestNotComplete"):
            for where in ("header", "body"):
                with self.subTest(kind, where=where):
                    self.journal.unlink(missing_ok=True)
                    self.write_request(70)
                    with SesServer([reject(400, kind, where=where)] * 2) as server:
                        run = self.send_to(server)
                        self.assertEqual(run.returncode, 0, run.stderr)
                        self.assertEqual([len(call) for call in server.calls], [50, 50, 50, 20])

    def test_what_was_known_before_stands_when_the_next_call_is_refused(self):
        self.write_request(2)
        with SesServer([throttle(1), refuse(403)]) as server:
            self.assertEqual(self.send_to(server).returncode, 1)
            self.assertEqual(harness.outcomes(self.journal)[1]["Status"], "ACCOUNT_THROTTLED")
            self.assertEqual(self.send_to(server).returncode, 0)

    def test_no_connection(self):
        self.write_request(70)
        with harness.RefusingPort() as port:
            run = self.run_client(*self.command(port, "--patience", "0.3s"))
        self.assertEqual(run.returncode, 2)
        self.assertIn("no connection", run.stderr)
        self.assertEqual(self.counts(), {"not-attempted": 70})
        with SesServer() as server:
            self.assertEqual(self.send_to(server).returncode, 0)

    def test_no_tls(self):
        self.write_request(10)
        with SesServer([lambda exchange: None] * 2) as server:
            run = self.run_client(self.request, "--endpoint", server.url.replace("http:", "https:"), "--journal",
                                  self.journal, "--patience", 0, "--backoff", 0)
            self.assertEqual(run.returncode, 2)
        self.assertIn("no connection", run.stderr)
        self.assertEqual(self.counts(), {"not-attempted": 10})

    def test_4xx_stops_with_the_message_of_the_service(self):
        for status in (400, 401, 403, 404, 413, 422):
            with self.subTest(status):
                self.journal.unlink(missing_ok=True)
                self.write_request(120)
                with SesServer([accept, reject(status, "NotFoundException", message="gone")]) as server:
                    run = self.send_to(server)
                    self.assertEqual(run.returncode, 2)
                    self.assertEqual(len(server.calls), 2)
                self.assertIn(f"HTTP {status} NotFoundException: gone", run.stderr)
                self.assertEqual(self.counts(), {"sent": 50, "not-attempted": 70})

    def test_a_message_cannot_drive_the_terminal(self):
        self.write_request(1)
        with SesServer([refuse(403, body={"message": "\x1b[2J\nses_client: all sent"})]) as server:
            run = self.send_to(server)
        self.assertNotIn("\x1b", run.stderr)
        self.assertEqual(len(run.stderr.splitlines()), 3)


    def test_a_message_without_end_is_cut(self):
        self.write_request(1)
        with SesServer([reject(400, "ValidationException", message="no " * 1000000)]) as server:
            run = self.send_to(server)
        self.assertEqual(run.returncode, 1)
        self.assertLess(len(run.stderr + run.stdout) + self.journal.stat().st_size, 10000)


if __name__ == "__main__":
    unittest.main()
