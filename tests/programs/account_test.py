# SPDX-License-Identifier: MIT
"""What ses_client does with the answer to GetAccount."""
import harness
from behaviours import delayed
from ses_server import ACCOUNT, SesServer


def account(daily=-1, rate=-1, sent=0, **more):
    return 200, {**ACCOUNT, "SendQuota": {"Max24HourSend": daily, "MaxSendRate": rate, "SentLast24Hours": sent}, **more}


NO_QUOTA = "expected a response with SendQuota, found none"
DENIED = "not authorized to perform: ses:GetAccount"
KNOWN = (
    (account(50000.0, 14.0, 48796.0), "14 entries per second, 1,204 of 50,000 left today"),
    (account(1234567, 0.5, 2e6), "0.5 entries per second, 0 of 1,234,567 left today"),
    (account(200, 1, ProductionAccessEnabled=False),
     "1 entry per second, 200 of 200 left today, in the sandbox: only verified addresses receive email"),
    (account(EnforcementStatus="PROBATION"),
     "no rate limit, no daily quota, under review (EnforcementStatus PROBATION)"),
    (account(rate=0, SendingEnabled=None), "no rate limit, no daily quota"),
)
NOT_KNOWN = (
    ((403, {"message": DENIED}, ["x-amzn-ErrorType: AccessDenied"]), f"HTTP 403 AccessDenied: {DENIED}"),
    ((404, b"<html>"), "HTTP 404: <html>"), ((200, b"<html>"), NO_QUOTA), ((200, {"SendQuota": 7}), NO_QUOTA),
    ((200, account()[1], (), 20), NO_QUOTA),
)
STOPPED = (
    (account(SendingEnabled=False), "sending is turned off for the account (SendingEnabled is false)"),
    (account(EnforcementStatus="SHUTDOWN"), "the account is suspended (EnforcementStatus SHUTDOWN)"),
)


class Account(harness.ClientTest):
    def test_the_first_line_and_a_dry_run_describe_the_account(self):
        self.write_request(3)
        for answer, text in KNOWN:
            with self.subTest(text), SesServer(account=answer) as server:
                run = self.send_to(server, "--dry-run", status=0)
                self.assertEqual(run.stderr.splitlines()[0].split("; ")[-1], "account: " + text)
                self.assertIn("\naccount: " + text + "\n", run.stdout)

    def test_an_account_that_is_not_known_costs_one_line(self):
        for answer, text in NOT_KNOWN:
            run = self.check(SesServer(account=answer), {"sent": 70})
            self.assertEqual(run.stderr.splitlines()[1:], ["ses_client: account: not known: " + text])
            with SesServer(account=answer) as server:
                run = self.run_client(*self.command(server, "--dry-run"))
                self.assertIn("\naccount: not known: " + text, run.stdout)

    def test_an_account_that_cannot_send_stops_the_run_before_the_first_call(self):
        for answer, text in STOPPED:
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
