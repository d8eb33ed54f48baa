# SPDX-License-Identifier: MIT
"""The report at the end of a run, the table that it writes, and the live line."""
import csv
import os

import harness
from behaviours import fail_after_sending, refuse, reject, throttle
from ses_server import SesServer, accept

REJECT_BAD = reject(400, "ValidationException", ["=bad"])


class WithoutJournal(harness.ClientTest):
    def run_without(self, *behaviours, status, **options):
        with SesServer(behaviours, **options) as server:
            run = self.run_client(self.request, "--endpoint", server.url, "--backoff", 0, status=status,
                                  says="no --journal: outcomes are not recorded")
            self.assertLessEqual(max(server.sent.values(), default=0), 1)
        return run

    def test_it_sends_and_retries(self):
        self.write_request(60)
        self.run_without(throttle(5), refuse(503), status=0)

    def test_the_report_omits_nothing(self):
        def behave(exchange):
            exchange.results([exchange.send(address) if i % 2 else {"Status": "NEW"} if i % 4 else harness.FAILED
                              for i, address in enumerate(exchange.read())])
        self.write_request(500)
        unknown = self.run_without(*[behave] * 10, status=2).stdout.split("unknown, may have been sent: ")[1]
        self.assertNotIn(" more", unknown)
        self.assertIn("entry 496: " + harness.address(496), unknown)
        expected = [str(50 * call + i) for call in range(10) for i in range(2, 50, 4)]
        self.assertTrue(unknown.startswith(", ".join(expected)))

    def test_no_advice_leads_to_sending_twice(self):
        self.write_request(addresses=[harness.address(0), "=bad"])
        for behaviour, status in ((REJECT_BAD, 1), (throttle(1, "MESSAGE_REJECTED"), 1), (fail_after_sending(500), 2),
                                  (throttle(1, "TEMPLATE_NOT_FOUND"), 1)):
            shown = self.run_without(choose=lambda b=behaviour: b, status=status).stdout
            self.assertIn("There is no --journal, so running this command again would send everything again. "
                          "Create a request with only the entries still to be sent", shown)
            self.assertNotIn("run the same command", shown)


class Report(harness.ClientTest):
    def mixed(self, *arguments):
        """A run with every outcome."""
        self.write_request(addresses=["=bad" if i == 3 else harness.address(i) for i in range(170)])
        with SesServer([REJECT_BAD] * 13 + [fail_after_sending(500), refuse(403)],
                       failures=harness.failing([7], "MESSAGE_REJECTED")) as server:
            return self.run_client(*self.command(server, *arguments), status=2).stdout

    def test_it_has_one_total_and_names_recipients_and_what_to_do(self):
        shown = self.mixed()
        self.assertTrue(shown.startswith("170 entries: 48 sent, 2 failed, 50 unknown, 70 not-attempted\n"), shown)
        self.assertEqual(shown.count("entries: "), 1)
        for text in ("entry 7 (user00007@example.com)",
                     "rejected: HTTP 400 ValidationException: Invalid recipient\n  entry 3: =bad\n"
                     "  Correct this entry in the request, and run the same command with the same journal.\n",
                     "unknown, may have been sent: 50-99\n  entry 50: user00050@example.com\n",
                     f"  and 40 more, in {self.journal}",
                     "run the same command with --arrived RANGES for those that arrived, and --resend RANGES for the "
                     "others", "--resend-unknown resends all of them, including any that arrived",
                     "not attempted, or in a call that was not accepted: 100-169\n"):
            self.assertIn(text, shown)

    def test_the_table_has_one_row_per_entry_and_an_apostrophe_before_a_formula(self):
        table = self.directory / "table.csv"
        self.assertIn(f"  and 40 more, in {table}", self.mixed("--csv", table))
        text = table.read_bytes().decode()
        self.assertEqual(text.count("\r\n"), 171)
        rows = list(csv.reader(text.splitlines()))
        self.assertEqual([rows[i] for i in (0, 1, 4, 8, 51, 101)], [
            ["index", "recipient", "outcome", "status", "message id", "error", "attempts"],
            ["0", "user00000@example.com", "sent", "SUCCESS", "id-user00000@example.com-1", "", "1"],
            ["3", "'=bad", "failed", "", "", "HTTP 400 ValidationException: Invalid recipient", "1"],
            ["7", "user00007@example.com", "failed", "MESSAGE_REJECTED", "", "not sent to user00007@example.com", "1"],
            ["50", "user00050@example.com", "unknown", "", "", "", "1"],
            ["100", "user00100@example.com", "not-attempted", "", "", "", "0"]])

    def test_a_table_or_report_that_cannot_be_written_is_told(self):
        folder = self.directory / "folder"
        folder.mkdir()

        def behave(exchange):
            folder.rmdir()
            accept(exchange)
        self.write_request(1)
        with SesServer([behave]) as server:
            self.send_to(server, "--csv", folder / "table", prefix=["sh", "-c", 'exec "$0" "$@" >/dev/full'], status=2,
                         says=("the table could not be written", "the report could not be written"))
        self.assertEqual(self.counts(), {"sent": 1})

    def test_the_live_line_is_wiped_before_the_report(self):
        self.write_request(150)
        master, slave = self.open_terminal()
        with SesServer() as server, self.start_client(self.request, "--endpoint", server.url, "--rate", 50,
                                                      stdout=slave, stderr=slave) as process:
            os.close(slave)
            shown = harness.read_terminal(master)
            self.assertEqual(process.wait(), 0)
        self.assertRegex(shown, rb"\[#+\.+\] \d+%  \d+ of 150 entries, \d+/s, \d+ s left")
        self.assertIn(b"\r\x1b[K150 entries: 150 sent", shown)
