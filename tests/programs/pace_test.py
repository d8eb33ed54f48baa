# SPDX-License-Identifier: MIT
"""How fast and how far ses_client goes: what the account allows, calls side by side, and the rate."""
import threading
import time

import harness
from behaviours import Bucket, delayed, fail_after_sending, throttle
from ses_server import ACCOUNT, SesServer, accept

NO_QUOTA = "expected a response with SendQuota, found none"
DENIED = "not authorized to perform: ses:GetAccount"


def account(daily=-1, rate=-1, sent=0, **more):
    return 200, {**ACCOUNT, "SendQuota": {"Max24HourSend": daily, "MaxSendRate": rate, "SentLast24Hours": sent}, **more}


class Account(harness.ClientTest):
    def test_the_first_line_and_a_dry_run_describe_the_account(self):
        self.write_request(3)
        for answer, text in (
                (account(50000.0, 14.0, 48796.0), "14 entries per second, 1,204 of 50,000 left today"),
                (account(1234567, 0.5, 2e6), "0.5 entries per second, 0 of 1,234,567 left today"),
                (account(200, 1, ProductionAccessEnabled=False),
                 "1 entry per second, 200 of 200 left today, in the sandbox: only verified addresses receive email"),
                (account(EnforcementStatus="PROBATION"),
                 "no rate limit, no daily quota, under review (EnforcementStatus PROBATION)"),
                (account(rate=0, SendingEnabled=None), "no rate limit, no daily quota")):
            with self.subTest(text), SesServer(account=answer) as server:
                run = self.send_to(server, "--dry-run", status=0)
                self.assertEqual(run.stderr.splitlines()[0].split("; ")[-1], "account: " + text)
                self.assertIn("\naccount: " + text + "\n", run.stdout)

    def test_an_account_that_is_not_known_costs_one_line(self):
        for answer, text in (
                ((403, {"message": DENIED}, ["x-amzn-ErrorType: AccessDenied"]), f"HTTP 403 AccessDenied: {DENIED}"),
                ((404, b"<html>"), "HTTP 404: <html>"), ((200, b"<html>"), NO_QUOTA),
                ((200, {"SendQuota": 7}), NO_QUOTA), ((200, account()[1], (), 20), NO_QUOTA)):
            run = self.check(SesServer(account=answer), {"sent": 70})
            self.assertEqual(run.stderr.splitlines()[1:], ["ses_client: account: not known: " + text])
            with SesServer(account=answer) as server:
                run = self.run_client(*self.command(server, "--dry-run"))
                self.assertIn("\naccount: not known: " + text, run.stdout)

    def test_an_account_that_cannot_send_stops_the_run_before_the_first_call(self):
        for answer, text in (
                (account(SendingEnabled=False), "sending is turned off for the account (SendingEnabled is false)"),
                (account(EnforcementStatus="SHUTDOWN"), "the account is suspended (EnforcementStatus SHUTDOWN)")):
            self.check(SesServer(account=answer), {"not-attempted": 70}, calls=[], says="stopped: " + text)
            run = self.check(SesServer(account=answer), {"not-attempted": 70}, "--dry-run", calls=[])
            self.assertIn("\n" + text, run.stdout)

    def test_the_rate_of_the_command_line_comes_before_that_of_the_account(self):
        for arguments, calls in (((), [20, 20]), (("--rate", "30"), [30, 10])):
            self.check(SesServer(account=account(50000, 20)), {"sent": 40}, *arguments, entries=40, calls=calls,
                       says="account: 20 entries per second")

    def test_a_quota_that_is_too_small_ends_in_the_order_of_the_request(self):
        self.write_request(400)
        warning = "the account may send 270 more emails today, fewer than the 400 entries to send."

        def send_within_quota(exchange):
            exchange.results([exchange.send(address) if len(server.sent) < 270 else harness.QUOTA
                              for address in exchange.read()])
        overtaking = (delayed(send_within_quota, 0.02 * (number % 2)) for number in range(100))
        with SesServer(choose=lambda: next(overtaking), account=account(1000, -1, 730)) as server:
            self.assertIn(warning, self.send_to(server, "--dry-run").stdout)
            run = self.send_to(server, parallel=4, status=2)
            self.assertIn(warning, run.stderr.splitlines()[1])
            self.assertEqual(set(server.sent), {harness.address(index) for index in range(270)})
            self.assertEqual(len(server.calls), 6)


class Parallel(harness.ClientTest):
    def most_at_once(self, expected, *arguments, count=1000):
        """How many calls were at the server at once, after the first one; they wait for as many as are expected."""
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
        server = SesServer([delayed(accept, 0.2)], choose=lambda: at_start.append(len(server.calls)) or accept)
        self.check(server, {"sent": 1000}, entries=1000, parallel=8)
        self.assertEqual(at_start[0], 1)
        # Five calls whose outcome is unknown stop it; not one more was in flight.
        self.check(SesServer(choose=lambda: delayed(fail_after_sending(500), 0.05)),
                   {"unknown": 250, "not-attempted": 750}, entries=1000, parallel=8)

    def test_outcomes_stand_by_the_right_entries_in_whatever_order_calls_end(self):
        failures = harness.failing(range(0, 2000, 7), "MESSAGE_REJECTED")
        pauses = iter([i * 0.37 % 0.06 for i in range(200)])
        self.check(SesServer(choose=lambda: delayed(accept, next(pauses)), failures=failures),
                   {"sent": 2000 - len(failures), "failed": len(failures)}, entries=2000, parallel=16)
        for index, line in harness.outcomes(self.journal).items():
            self.assertEqual(line["Outcome"], "failed" if index % 7 == 0 else "sent")
            self.assertIn(harness.address(index), line.get("MessageId", line.get("Error")))


class Rate(harness.ClientTest):
    """A machine that is busy with something else delays calls, so each test of a time has several attempts.
    tests/benchmark/ses_client.py measures the thresholds."""

    def attempt(self, run, expected):
        """Runs until a result is as expected."""
        results = []
        while len(results) < 6 and expected not in results:
            results.append(run())
        self.assertIn(expected, results)

    def send_into_bucket(self, rate, count, *arguments):
        bucket = Bucket(rate)
        server = SesServer(choose=lambda: bucket)
        started = time.monotonic()
        self.check(server, {"sent": count}, *arguments, entries=count, parallel=4)
        return bucket.throttled, list(map(len, server.calls)), time.monotonic() - started

    def test_a_bucket_of_the_service_is_used_up_and_never_overdrawn(self):
        for rate, count, size in ((14, 42, 14), (90, 270, 50)):
            ideal = (count - rate) / rate

            def run(rate=rate, count=count, size=size, ideal=ideal):
                throttled, calls, took = self.send_into_bucket(rate, count, "--rate", rate)
                if not throttled:
                    self.assertEqual(sorted(calls)[1:], [size] * (len(calls) - 1))
                self.assertGreaterEqual(took, ideal, "a bucketful at once, and no more")
                return throttled, took < ideal * 1.1 + 2
            self.attempt(run, (0, True))

    def test_a_rate_that_is_not_known_is_learned(self):
        self.attempt(lambda: self.send_into_bucket(40, 160)[-1] < (160 - 40) / 40 * 1.5 + 2, True)

    def test_throttled_calls_are_made_one_at_a_time_with_pauses_that_the_pace_bounds(self):
        def run():
            server = SesServer([accept, *[throttle(50)] * 3])
            self.check(server, {"sent": 60}, "--max-attempts", 10, entries=60, parallel=2, backoff=30)
            pauses = [after - before for before, after in zip(server.times[1:4], server.times[2:])]
            self.assertGreater(min(pauses), 0.3)
            return max(pauses) < 2
        self.attempt(run, True)
