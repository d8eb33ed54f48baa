# SPDX-License-Identifier: MIT
"""Bad input: a clear message, the exit status of the contract, and nothing sent."""
import harness
from ses_server import SesServer


class Usage(harness.ClientTest):
    def test_help_and_version(self):
        run = self.run_client("--help", environment={}, status=0)
        for text in ("--journal", "--resend-unknown", "--resend", "--arrived", "--csv", "--dry-run", "--parallel",
                     "--patience", "--profile", "--ca-bundle", "--backoff", "--max-attempts", "--rate", "--timeout",
                     "--endpoint", "--region", "AWS_SECRET_ACCESS_KEY", "Exit status: 0 all sent", "Example:",
                     "With --journal, it never sends an entry twice", "\"Recovering from a failed run\""):
            self.assertIn(text, run.stdout)
        version = self.run_client("--version", environment={}, status=0)
        self.assertRegex(version.stdout, r"^ses_client \d+\.\d+\.\d+\n$")
        self.assertEqual(run.stderr + version.stderr, "")

    def test_wrong_arguments(self):
        self.write_request(1)
        self.run_client(status=64, says="REQUEST is required")
        for arguments, says in (
                *(([f"{option}={value}"], option) for option in ("--max-attempts", "--rate", "--timeout", "--parallel")
                  for value in ("0", "-1", "nan", "inf", "1e9", "many", "", "1;2")),
                *(([f"--patience={value}"], "--patience") for value in ("", "m", "10d", "ten", "-1s", "1h30m", "nan")),
                # An empty argument, from a variable that is not set, is not an absent option.
                *(([option, ""], option) for option in ("--region", "--profile", "--ca-bundle", "--csv", "--journal")),
                *(([option, "3"], "--journal") for option in ("--arrived", "--resend")),
                (["--resend-unknown"], "--journal"), (["--sned"], "--sned"), (["another"], "another"),
                (["--max-attempts", "1.5"], "1.5"), (["--max-attempts", "010"], "010"),
                (["--csv", self.directory / "none" / "table"], "--csv: ")):
            self.refused(*arguments, says=says)

    def test_nothing_that_is_printed_can_drive_the_terminal(self):
        run = self.run_client("--rate=\x1b[2J\n1", status=64, says="\\u001b[2J")
        self.assertNotIn("\x1b", run.stderr)
        name = str(self.directory) + "/\x1b[2J\nses_client: all sent"
        self.write_request(1)
        with SesServer() as server:
            for arguments in ((name,), (self.request, "--journal", name + "/x"), (self.request, "--journal", name)):
                run = self.run_client(*arguments, "--endpoint", server.url)
                self.assertNotIn("\x1b", run.stderr)
                self.assertIn("\\u001b[2J\\nses_client: all sent" if run.returncode else "1 entry;", run.stderr)

    def test_requests_that_are_none(self):
        for text, says in (
                ("", "at byte 0"), ("{\"BulkEmailEntries\":[", "expected a SendBulkEmail request as JSON"),
                (b"{\"a\":\"\xff\"}", "expected a SendBulkEmail request as JSON"),
                ("[1]", "expected an object, found array"),
                ("{}", "/BulkEmailEntries: expected an array of the emails to send, found nothing"),
                ('{"BulkEmailEntries":{}}', "/BulkEmailEntries: expected an array"),
                ('{"BulkEmailEntries":[]}', "/BulkEmailEntries: expected at least one entry, found none"),
                ('{"BulkEmailEntries":[{},7]}', "/BulkEmailEntries/1: expected an object, found number"),
                ("[" * 1000000, "the root: expected an object, found array"),
                ('{"BulkEmailEntries":[{}],"BulkEmailEntries":[{}]}', "expected once, found twice"),
                ('{"BulkEmailEntries":[{}]} {}', "an error at byte 26"),
                ('{"a":' + "[" * 300000 + "]" * 300000 + ',"BulkEmailEntries":[{}]}', "nesting deeper than"),
                ('{"a":1e400,"BulkEmailEntries":[{}]}', f"{self.request}: expected a SendBulkEmail request")):
            self.file(text, self.request.name)
            self.refused("--journal", self.journal, says=says)
            self.assertFalse(self.journal.exists(), "a refused request leaves no journal")
        for path, why in ((self.directory / "missing", "No such file"), (self.directory, "Is a directory")):
            self.request = path
            self.refused(says=f"{path}: cannot be read: {why}")

    def test_a_table_in_the_place_of_the_journal_or_the_request(self):
        self.write_request(3)
        with SesServer() as server:
            self.send_to(server)
        (self.directory / "link").symlink_to(self.journal)
        (self.directory / "same").hardlink_to(self.request)
        (self.directory / "dangling").symlink_to(self.directory / "new")
        before = self.journal.read_bytes(), self.request.read_bytes()
        for table, journal, says in (
                (self.journal, self.journal, "--journal"), (self.directory / "link", self.journal, "--journal"),
                (self.directory / "." / "new", self.directory / "new", "--journal"),
                (self.directory / "dangling", self.directory / "new", "--journal"),
                (f"{self.journal}.rescued", self.journal, "outcomes that a run could not record"),
                (f"{self.request}.rescued", self.journal, "outcomes that a run could not record"),
                (self.request, self.journal, "REQUEST"), (self.directory / "same", self.journal, "REQUEST")):
            for more in ((), ("--dry-run",)):
                self.refused("--journal", journal, "--csv", table, *more,
                             says=f"--csv: expected a file of its own, found that of {says}")
                self.assertEqual((self.journal.read_bytes(), self.request.read_bytes()), before)

    def test_entries_with_the_same_address_are_named_before_sending(self):
        self.write_request(addresses=["a@example.com", "b@example.com", "Ann <A@example.com>", "c@example.com",
                                      "b@example.com"])
        with SesServer() as server:
            for more, calls in ((("--dry-run",), 0), ((), 1)):
                self.run_client(*self.command(server, *more), status=0, says="entries with the same address, all of "
                                "which will be sent because that may be intended: entries 0, 2 (a@example.com); "
                                "entries 1, 4 (b@example.com)\n")
                self.assertEqual(len(server.calls), calls)

    def test_endpoints(self):
        self.write_request(1)
        for url, says in (("", "--endpoint"), ("://", "expected a URL"), ("ftp://127.0.0.1", "expected https"),
                          ("http://ses.example.com", "expected https, or http only for loopback hosts"),
                          ("http://127.0.0.1.example.com", "expected https, or http only for loopback hosts"),
                          (f"https://user:{harness.SECRET}@127.0.0.1", "expected a URL"),
                          ("https://user:password@127.0.0.1", "without a user, password"),
                          ("https://127.0.0.1/?a=b", "without a user, password")):
            with self.subTest(url):
                self.run_client(self.request, f"--endpoint={url}", status=64, says=says)
