# SPDX-License-Identifier: MIT
"""How fast ses_client goes: calls side by side, and the rate."""
import threading
import time
import unittest

import harness
from behaviours import Bucket, delayed, fail_after_sending, throttle
from ses_server import SesServer, accept


class Parallel(harness.ClientTest):
    def most_at_once(self, expected, *arguments, count=1000):
        """How many calls were at the server at the same time, after the first one; they wait for as many as are expected."""
        arrived, at_once, most = threading.Condition(), 0, 0

        def behave(exchange):
            nonlocal at_once, most
            addresses = exchange.read()
            with arrived:
                at_once += 1
                most = max(most, at_once)
                arrived.notify_all()
                arrived.wait_for(lambda: most >= expected, timeout=20)
            time.sleep(0.05)  # time for one more than expected
            with arrived:
                at_once -= 1
            exchange.results([exchange.send(address) for address in addresses])
        self.journal.unlink(missing_ok=True)
        self.write_request(count)
        with SesServer([accept], choose=lambda: behave) as server:
            run = self.run_client(self.request, "--endpoint", server.url, "--journal", self.journal, "--backoff", 0,
                                  *arguments)
            self.assertIn(run.returncode, (0, 2), run.stderr)
            self.assertEqual(set(server.sent.values()), {1})
            self.assertLessEqual(server.connections, most + 2)
        return most

    def test_so_many_calls_are_in_flight_and_no_more(self):
        self.assertEqual(self.most_at_once(1, "--parallel", 1, count=300), 1)
        self.assertEqual(self.most_at_once(4), 4)
        self.assertEqual(self.most_at_once(12, "--parallel", 12), 12)

    def test_one_call_goes_first_and_one_at_a_time_after_a_fault(self):
        at_start = []
        self.write_request(1000)
        with SesServer([delayed(accept, 0.2)], choose=lambda: at_start.append(len(server.calls)) or accept) as server:
            self.assertEqual(self.send_to(server, parallel=8).returncode, 0)
        self.assertEqual(at_start[0], 1)
        self.journal.unlink()
        # Five calls whose outcome is unknown stop it; not one more was in flight.
        with SesServer(choose=lambda: delayed(fail_after_sending(500), 0.05)) as server:
            self.assertEqual(self.run_client(*self.command(server, parallel=8)).returncode, 2)
            self.assertEqual(len(server.calls), 5)

    def test_outcomes_stand_by_the_right_entries_in_whatever_order_calls_end(self):
        self.write_request(2000)
        failures = {harness.address(i): "MESSAGE_REJECTED" for i in range(0, 2000, 7)}
        pauses = iter([i * 0.37 % 0.06 for i in range(200)])
        with SesServer(choose=lambda: delayed(accept, next(pauses)), failures=failures) as server:
            self.assertEqual(self.send_to(server, parallel=16).returncode, 1)
        for index, line in harness.outcomes(self.journal).items():
            self.assertEqual(line["Outcome"], "failed" if index % 7 == 0 else "sent")
            self.assertIn(harness.address(index), line.get("MessageId", line.get("Error")))


class Rate(harness.ClientTest):
    def test_the_rate_is_kept(self):
        self.write_request(250)
        with SesServer() as server:
            started = time.monotonic()
            self.assertEqual(self.send_to(server, "--rate", 100).returncode, 0)
            self.assertEqual([len(call) for call in server.calls], [50] * 5)
            self.assertGreaterEqual(server.times[4] - started, 1.5, "a hundred at once, and 150 in a second and a half")

    def test_a_bucket_of_the_service_is_used_up_and_never_overdrawn(self):
        for rate, count, size in ((14, 70, 14), (90, 500, 50)):
            with self.subTest(rate):
                # A machine that is busy with something else delays calls, and the service's bucket then overflows or is
                # overdrawn. tests/benchmark/ses_client.py measures the bar of 10 %.
                attempts = []
                while len(attempts) < 6 and (0, True) not in attempts:
                    throttled, took = self.send_into_bucket(rate, count, size)
                    attempts.append((throttled, took < (count - rate) / rate * 1.1 + 2))
                self.assertIn((0, True), attempts)

    def send_into_bucket(self, rate, count, size):
        self.journal.unlink(missing_ok=True)
        self.write_request(count)
        bucket = Bucket(rate)
        with SesServer(choose=lambda: bucket) as server:
            started = time.monotonic()
            self.assertEqual(self.send_to(server, "--rate", rate, parallel=4).returncode, 0)
            took = time.monotonic() - started
        if not bucket.throttled:
            self.assertEqual(sorted(map(len, server.calls))[1:], [size] * (len(server.calls) - 1))
        return bucket.throttled, took

    def test_a_rate_that_is_not_known_is_learned(self):
        # tests/benchmark/ses_client.py measures the thresholds; the rate of the bucket is reached from above and below.
        self.write_request(160)
        bucket = Bucket(20)
        with SesServer(choose=lambda: bucket) as server:
            started = time.monotonic()
            self.assertEqual(self.send_to(server, parallel=4).returncode, 0)
            self.assertLess(time.monotonic() - started, (160 - 20) / 20 * 1.5 + 2)

    def test_throttled_calls_are_made_one_at_a_time_with_pauses_that_the_pace_bounds(self):
        self.write_request(60)
        with SesServer([accept, *[throttle(50)] * 5]) as server:
            self.assertEqual(self.send_to(server, "--max-attempts", 10, parallel=2, backoff=30).returncode, 0)
        pauses = [after - before for before, after in zip(server.times[1:6], server.times[2:])]
        self.assertTrue(all(0.3 < pause < 2 for pause in pauses), pauses)


if __name__ == "__main__":
    unittest.main()
