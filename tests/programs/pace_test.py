# SPDX-License-Identifier: MIT
"""How fast ses_client goes: calls side by side, and the rate."""
import threading
import time

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
        self.new_request(count)
        with SesServer([accept], choose=lambda: behave) as server:
            self.run_client(*self.command(server)[:5], *arguments, status=0)
            self.assertEqual((set(server.sent.values()), len(server.sent)), ({1}, count))
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
            self.send_to(server, parallel=8, status=0)
        self.assertEqual(at_start[0], 1)
        # Five calls whose outcome is unknown stop it; not one more was in flight.
        self.check(SesServer(choose=lambda: delayed(fail_after_sending(500), 0.05)), {"unknown": 250, "not-attempted": 750},
                   entries=1000, parallel=8)

    def test_outcomes_stand_by_the_right_entries_in_whatever_order_calls_end(self):
        failures = {harness.address(i): "MESSAGE_REJECTED" for i in range(0, 2000, 7)}
        pauses = iter([i * 0.37 % 0.06 for i in range(200)])
        self.check(SesServer(choose=lambda: delayed(accept, next(pauses)), failures=failures),
                   {"sent": 2000 - len(failures), "failed": len(failures)}, entries=2000, parallel=16)
        for index, line in harness.outcomes(self.journal).items():
            self.assertEqual(line["Outcome"], "failed" if index % 7 == 0 else "sent")
            self.assertIn(harness.address(index), line.get("MessageId", line.get("Error")))


class Rate(harness.ClientTest):
    def test_a_bucket_of_the_service_is_used_up_and_never_overdrawn(self):
        for rate, count, size in ((14, 70, 14), (90, 500, 50)):
            with self.subTest(rate):
                # A machine that is busy with something else delays calls, and the service's bucket then overflows or is
                # overdrawn. tests/benchmark/ses_client.py measures the bar of 10 %.
                attempts = []
                while len(attempts) < 6 and (0, True) not in attempts:
                    bucket, calls, took = self.send_into_bucket(rate, count, "--rate", rate)
                    if not bucket.throttled:
                        self.assertEqual(sorted(calls)[1:], [size] * (len(calls) - 1))
                    self.assertGreaterEqual(took, (count - rate) / rate, "a bucketful at once, and no more")
                    attempts.append((bucket.throttled, took < (count - rate) / rate * 1.1 + 2))
                self.assertIn((0, True), attempts)

    def send_into_bucket(self, rate, count, *arguments):
        bucket = Bucket(rate)
        server = SesServer(choose=lambda: bucket)
        started = time.monotonic()
        self.check(server, {"sent": count}, *arguments, entries=count, parallel=4)
        return bucket, list(map(len, server.calls)), time.monotonic() - started

    def test_a_rate_that_is_not_known_is_learned(self):
        # tests/benchmark/ses_client.py measures the thresholds; the rate of the bucket is reached from above and below.
        *_, took = self.send_into_bucket(20, 160)
        self.assertLess(took, (160 - 20) / 20 * 1.5 + 2)

    def test_throttled_calls_are_made_one_at_a_time_with_pauses_that_the_pace_bounds(self):
        server = SesServer([accept, *[throttle(50)] * 5])
        self.check(server, {"sent": 60}, "--max-attempts", 10, entries=60, parallel=2, backoff=30)
        pauses = [after - before for before, after in zip(server.times[1:6], server.times[2:])]
        self.assertTrue(all(0.3 < pause < 2 for pause in pauses), pauses)
