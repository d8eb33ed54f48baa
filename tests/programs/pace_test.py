"""How fast ses_client goes: calls side by side, the rate, and what is on the disk before a byte goes out."""
import collections
import re
import shutil
import threading
import time
import unittest

import harness
from behaviours import Bucket, delayed, fail_after_sending, throttle
from ses_server import SesServer, accept


class Parallel(harness.ClientTest):
    def most_at_once(self, *arguments, first=accept, count=1000):
        """How many calls were at the server at the same time, after the first one."""
        lock, at_once, most = threading.Lock(), 0, 0

        def behave(exchange):
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
            addresses = exchange.read()
            time.sleep(0.05)
            with lock:
                at_once -= 1
            exchange.results([exchange.send(address) for address in addresses])
        self.journal.unlink(missing_ok=True)
        self.write_request(count)
        with SesServer([first], choose=lambda: behave) as server:
            run = self.run_client(self.request, "--endpoint", server.url, "--journal", self.journal, "--backoff", 0,
                                  *arguments)
            self.assertIn(run.returncode, (0, 2), run.stderr)
            self.assertEqual(set(server.sent.values()), {1})
            self.assertLessEqual(server.connections, most + 2)
        return most

    def test_so_many_calls_are_in_flight_and_no_more(self):
        self.assertEqual(self.most_at_once("--parallel", 1, count=300), 1)
        self.assertEqual(self.most_at_once(), 4)
        self.assertEqual(self.most_at_once("--parallel", 12), 12)

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


class Order(harness.ClientTest):
    @unittest.skipUnless(shutil.which("strace"), "strace is not installed")
    def test_each_call_is_on_the_disk_before_its_first_byte(self):
        self.write_request(1000)
        trace = self.directory / "trace"
        with SesServer(choose=lambda: delayed(accept, 0.02)) as server:
            no_leaks = {**harness.ENVIRONMENT, "ASAN_OPTIONS": "detect_leaks=0"}  # they cannot be looked for under strace
            run = self.send_to(server, parallel=8, environment=no_leaks, prefix=[
                "strace", "-f", "-qq", "-y", "-s", "100000", "-o", trace, "-e", "trace=write,fdatasync,sendto,sendmsg"])
            self.assertEqual(run.returncode, 0, run.stderr)
        written, durable, syncs = set(), set(), 0
        sent = collections.Counter()
        for line in trace.read_text(encoding="latin-1").splitlines():
            if "/journal>" in line and "write(" in line:
                for batch in re.findall(r'\{\\"Batch\\":\[([0-9,]*)\]', line):
                    written.update(map(int, batch.split(",")))
            elif "/journal>" in line and "fdatasync(" in line and line.endswith("= 0"):
                durable, syncs = set(written), syncs + 1
            elif "POST /v2/email" in line or "ToAddresses" in line:
                for index in map(int, re.findall(r"user(\d{5})@", line)):
                    sent[index] += 1
                    self.assertIn(index, durable, "it was sent before it was on the disk")
        self.assertEqual(sent, collections.Counter(range(1000)))
        self.assertLess(syncs, 2 * 20 + 2, "lines that are ready together share one fdatasync")


class Rate(harness.ClientTest):
    def test_the_rate_is_kept(self):
        self.write_request(250)
        with SesServer() as server:
            self.assertEqual(self.send_to(server, "--rate", 100).returncode, 0)
            # A hundred at once, and the rest in a second and a half, less what the first call may have taken to arrive.
            self.assertEqual([len(call) for call in server.calls], [50] * 5)
            self.assertGreaterEqual(server.times[4] - server.times[0], 1.3)


    def test_a_bucket_of_the_service_is_used_up_and_never_overdrawn(self):
        for rate, count, size in ((14, 70, 14), (90, 500, 50)):
            with self.subTest(rate):
                for attempt in range(5):  # a machine that is busy with something else delays calls by more than it may
                    throttled, took = self.send_into_bucket(rate, count, size)
                    if not throttled:
                        break
                self.assertEqual(throttled, 0, f"after {attempt + 1} attempts")
                self.assertLess(took, (count - rate) / rate * 1.1 + 0.5)

    def send_into_bucket(self, rate, count, size):
        self.journal.unlink(missing_ok=True)
        self.write_request(count)
        bucket = Bucket(rate)
        with SesServer(choose=lambda: bucket) as server:
            started = time.monotonic()
            self.assertEqual(self.send_to(server, "--rate", rate, parallel=4).returncode, 0)
            took = time.monotonic() - started
        if not bucket.throttled:
            self.assertEqual(set(map(len, server.calls[:-1])), {size})
        return bucket.throttled, took

    def test_throttled_calls_are_made_one_at_a_time_with_growing_pauses(self):
        self.write_request(300)
        with SesServer([accept, *[throttle(50)] * 6]) as server:
            self.assertEqual(self.send_to(server, parallel=4, backoff=0.05).returncode, 0)
            self.assertLess(len(server.calls), 6 + 7)


if __name__ == "__main__":
    unittest.main()
