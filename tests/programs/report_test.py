"""What ses_client prints at the end, and the table that it writes."""
import csv
import json
import os
import pty
import subprocess
import unittest

import harness
from behaviours import fail_after_sending, refuse, reject, throttle
from ses_server import SesServer, accept


class Report(harness.ClientTest):
    def test_without_a_journal_it_works_too(self):
        self.write_request(60)
        with SesServer([throttle(5), refuse(503)]) as server:
            run = self.run_client(self.request, "--endpoint", server.url, "--backoff", 0)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(set(server.sent.values()), {1})
            self.assertEqual(len(server.sent), 60)

    def test_without_a_journal_the_report_leaves_nothing_out(self):
        def behave(exchange):
            addresses = exchange.read()
            exchange.results([exchange.send(address) if i % 2 else {"Status": "NEW"} if i % 4 else
                              {"Status": "FAILED", "Error": "no"} for i, address in enumerate(addresses)])
        self.write_request(500)
        with SesServer([behave] * 10) as server:
            run = self.run_client(self.request, "--endpoint", server.url)
        self.assertEqual(run.returncode, 2)
        unknown = run.stdout.split("unknown, may have been sent: ")[1]
        self.assertNotIn(" more", unknown)
        self.assertIn("entry 496: " + harness.address(496), unknown)
        self.assertIn("unknown, may have been sent: " + ", ".join(
            str(50 * call + i) for call in range(10) for i in range(2, 50, 4)), run.stdout)

    def test_without_a_journal_no_advice_leads_to_sending_twice(self):
        bad = reject(400, "ValidationException", ["bad"])
        for behaviour in (bad, throttle(1, "MESSAGE_REJECTED"), fail_after_sending(500), throttle(1, "TEMPLATE_NOT_FOUND")):
            with self.subTest(behaviour.__name__):
                self.write_request(addresses=[harness.address(0), "bad"])
                with SesServer(choose=lambda: behaviour) as server:
                    run = self.run_client(self.request, "--endpoint", server.url)
                self.assertIn(run.returncode, (1, 2))
                self.assertIn("There is no --journal, so this command would send everything again. Make a request of those "
                              "entries alone that are to be sent", run.stdout)
                self.assertNotIn("give the same command", run.stdout)

    def test_the_bar_is_wiped_before_the_report(self):
        self.write_request(150)
        try:
            master, slave = pty.openpty()
        except OSError as error:  # a chroot has none before /dev/pts is mounted
            self.skipTest(f"no terminal to be had here: {error}")
        with SesServer() as server, os.fdopen(master, "rb", buffering=0) as terminal:
            command = [harness.client(), self.request, "--endpoint", server.url, "--rate", "50"]
            with subprocess.Popen(command, env=harness.ENVIRONMENT, stdout=slave, stderr=slave) as process:
                os.close(slave)
                shown = b""
                try:
                    while part := terminal.read(4096):
                        shown += part
                except OSError:  # how Linux ends a terminal
                    pass
                self.assertEqual(process.wait(), 0)
        self.assertRegex(shown, rb"\[#+\.+\] \d+%  \d+ of 150 entries, \d+/s, \d+ s left")
        self.assertIn(b"\r\x1b[K150 entries: 150 sent", shown)

    def test_a_report_that_cannot_be_written_is_told(self):
        self.write_request(1)
        with SesServer() as server:
            run = self.send_to(server, prefix=["sh", "-c", 'exec "$0" "$@" >/dev/full'])
        self.assertEqual(run.returncode, 2)
        self.assertIn("the report could not be written", run.stderr)
        self.assertEqual(self.counts(), {"sent": 1})



class Recipients(harness.ClientTest):
    def mixed(self, *arguments):
        """A run with every outcome."""
        addresses = ["bad" if i == 3 else harness.address(i) for i in range(170)]
        self.write_request(addresses=addresses)
        behaviour = reject(400, "ValidationException", ["bad"])
        with SesServer([behaviour] * 13 + [fail_after_sending(500), refuse(403)],
                       failures={harness.address(7): "MESSAGE_REJECTED"}) as server:
            return self.run_client(*self.command(server, *arguments))

    def test_they_are_named(self):
        run = self.mixed()
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertTrue(run.stdout.startswith("170 entries: 48 sent, 2 failed, 50 unknown, 70 not-attempted\n"), run.stdout)
        self.assertEqual(run.stdout.count("entries: "), 1, "one total")
        self.assertIn("entry 7 (user00007@example.com)", run.stdout)
        self.assertIn("refused: HTTP 400 ValidationException: Invalid recipient\n  entry 3: bad\n", run.stdout)
        self.assertIn("unknown, may have been sent: 50-99\n  entry 50: user00050@example.com\n", run.stdout)
        self.assertIn(f"  and 40 more, in {self.journal}", run.stdout)
        self.assertIn("--arrived RANGES for those that arrived, and --resend RANGES for the others", run.stdout)
        self.assertIn("--resend-unknown sends all of them again, also those that arrived", run.stdout)
        self.assertIn("not attempted, or known not to have been taken: 100-169\n", run.stdout)

    def test_the_table(self):
        table = self.directory / "table.csv"
        run = self.mixed("--csv", table)
        self.assertIn(f"  and 40 more, in {table}", run.stdout)
        with open(table, encoding="utf-8", newline="") as file:
            text = file.read()
        self.assertEqual(text.count("\r\n"), 171)
        rows = list(csv.reader(text.splitlines()))
        self.assertEqual(rows[0], ["index", "recipient", "outcome", "status", "message id", "error", "attempts"])
        self.assertEqual(rows[1], ["0", "user00000@example.com", "sent", "SUCCESS", "id-user00000@example.com-1", "", "1"])
        self.assertEqual(rows[4], ["3", "bad", "failed", "", "", "HTTP 400 ValidationException: Invalid recipient", "1"])
        self.assertEqual(rows[8], ["7", "user00007@example.com", "failed", "MESSAGE_REJECTED", "",
                                   "not sent to user00007@example.com", "1"])
        self.assertEqual(rows[51], ["50", "user00050@example.com", "unknown", "", "", "", "1"])
        self.assertEqual(rows[101], ["100", "user00100@example.com", "not-attempted", "", "", "", "0"])

    def test_a_field_that_a_spreadsheet_would_run_gets_an_apostrophe(self):
        table = self.directory / "table.csv"
        entries = [{"Destination": {"ToAddresses": ['=HYPERLINK("http://x")'], "CcAddresses": ["a@b", "c@d"]}}]
        self.request.write_text(json.dumps({**harness.make_request(1), "BulkEmailEntries": entries}), encoding="utf-8")
        with SesServer([throttle(1, "FAILED")]) as server:
            self.run_client(self.request, "--endpoint", server.url, "--csv", table)
        self.assertIn('0,"\'=HYPERLINK(""http://x""), a@b, c@d",failed,FAILED,', table.read_text(encoding="utf-8"))

    def test_a_table_that_cannot_be_written_any_more_is_told(self):
        folder = self.directory / "folder"
        folder.mkdir()

        def behave(exchange):
            folder.rmdir()
            accept(exchange)
        self.write_request(1)
        with SesServer([behave]) as server:
            run = self.send_to(server, "--csv", folder / "table")
            self.assertEqual(run.returncode, 2)
            self.assertIn("the table could not be written", run.stderr)


if __name__ == "__main__":
    unittest.main()
