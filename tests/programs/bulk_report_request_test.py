# SPDX-License-Identifier: MIT
"""bulk_report with --request: recipients, and the request with the entries to retry."""
import csv
import json

from harness import (DATA, FAILED, INCOMPLETE, NOT_ALL_SENT, QUOTA, SENT, THROTTLED, TRANSIENT, UNKNOWN, ProgramTest,
                     groups, request, response, words)


def addresses(count):
    return [f"{i}@example.com" for i in range(count)]


class Request(ProgramTest):
    def setUp(self):
        super().setUp()
        self.rows = self.directory / "entries.csv"
        self.retry = self.directory / "retry.json"

    def run_with(self, wanted, log, *arguments, status=None):
        """Runs with a request, and writes both files; returns the report as JSON, and all that people read."""
        arguments = ["--request", self.file(wanted, "request.json"), "--csv", str(self.rows), "--retry-to",
                     str(self.retry), *arguments]
        done = self.run_program(*arguments, stdin=log, status=status)
        return self.json(*arguments, stdin=log, status=status), (done.stdout + done.stderr).decode()

    def recipients(self, destinations, log, *arguments, status=None):
        """The recipients that the report and the CSV file name, entry by entry."""
        self.rows.unlink(missing_ok=True)
        report, self.shown = self.run_with(request(*destinations), log, *arguments, status=status)
        self.problems = [problem["Message"] for problem in report["Problems"]["First"]]
        named = [place.get("Recipient", "") for group in groups(report) for place in group["First"]]
        if not self.rows.exists():
            return named, None
        with open(self.rows, encoding="utf-8", newline="") as file:
            return named, [row["recipient"] for row in csv.DictReader(file)]

    def to_retry(self):
        return json.loads(self.retry.read_text())["BulkEmailEntries"]

    def test_recipients_are_named_beside_each_position(self):
        named, rows = self.recipients(addresses(3), response(SENT, FAILED, THROTTLED), status=NOT_ALL_SENT)
        self.assertEqual((named, rows), (addresses(3)[1:], addresses(3)))
        self.assertIn("\n     entry 1 (1@example.com)\n", self.shown)
        done = self.run_program("--request", str(DATA / "request-mixed.json"), str(DATA / "emulator-mixed.json"))
        self.assertIn(b"entry 1 (not an address)\n", done.stdout)

    def test_every_shape_of_destination_is_read(self):
        shapes = {
            "a@x.org": {"ToAddresses": ["a@x.org"]},
            "a@x.org, b@x.org": {"ToAddresses": ["a@x.org", "b@x.org"]},
            "a2@x.org": {"CcAddresses": ["a2@x.org"]},
            "a3@x.org": {"BccAddresses": ["a3@x.org"], "ToAddresses": []},
            "a@x.org, b@x.org, c@x.org, d@x.org":
                {"BccAddresses": ["c@x.org", "d@x.org"], "CcAddresses": ["b@x.org"], "ToAddresses": ["a@x.org"]},
            "\u00e4@x.org": {"ToAddresses": ["\u00e4@x.org"]},
        }
        named, rows = self.recipients(shapes.values(), response(*[FAILED] * len(shapes)))
        self.assertEqual((named, rows), (list(shapes)[:5], list(shapes)))
        others = [{}, {"ToAddresses": None}, {"ToAddresses": "a@x.org"}, {"ToAddresses": [5, None]}, None]
        self.assertEqual(self.recipients(others, response(*[FAILED] * 5), status=NOT_ALL_SENT)[1], [""] * 5)

    def test_responses_to_parts_of_the_request_follow_one_another_once_their_order_is_confirmed(self):
        many = [FAILED, THROTTLED] + [SENT] * 5000 + [TRANSIENT, FAILED]
        log = "\n".join(response(*many[begin:begin + 50]) for begin in range(0, len(many), 50))
        to = addresses(len(many))
        for arguments, status in ([], INCOMPLETE), (["--in-order"], NOT_ALL_SENT):
            named, rows = self.recipients(to, log, *arguments, status=status)
            self.assertEqual((sorted(named), rows), (sorted([*to[:2], *to[-2:]]), to))
            for text in ("the recipients are right only if the responses are in the order of the request",
                         "was not written: there are several responses; if they are in the order of the request, add "
                         "--in-order"):
                self.assertEqual(text in words(self.shown), not arguments)
            self.assertEqual(self.retry.exists(), bool(arguments))
        self.assertEqual([entry["Destination"]["ToAddresses"] for entry in self.to_retry()], [[to[1]], [to[-2]]])

    def test_recipients_are_named_only_where_positions_are_certain(self):
        certain = addresses(2)
        for entries, log, expected, rows, problem in (
                (3, response(FAILED, FAILED)[:-3] + "\n" + response(FAILED), [*certain, ""], [*certain, ""],
                 "expected 3 results, one per entry, found 3; no recipients are named for the responses after "
                 "the one that was read incompletely"),
                (3, response(FAILED, FAILED), certain, certain,
                 "expected 3 results, one per entry, found 2; there is none for entry 2 or any entry after it"),
                (2, response(FAILED, FAILED, FAILED), [""] * 3, None, "expected 2 results, one per entry, found 3; so "
                 "these are not the responses to this request, and no recipients are named")):
            with self.subTest(problem):
                self.assertEqual(self.recipients(addresses(entries), log, status=INCOMPLETE), (expected, rows))
                self.assertEqual((self.problems, "@example.com" in self.shown), ([problem], rows is not None))

    def test_the_retry_holds_the_entries_to_retry_and_everything_else_as_it_was(self):
        wanted = request(*addresses(7), FromEmailAddress="\u00e4@example.com", ConfigurationSetName="set",
                         DefaultContent={"Z": 1, "A": [None, 1.5, "\u2028"]})
        answer = response(SENT, THROTTLED, QUOTA, TRANSIENT, FAILED, UNKNOWN, THROTTLED)
        _, shown = self.run_with(wanted, answer, status=NOT_ALL_SENT)
        written = json.loads(self.retry.read_text())
        expected = {**wanted, "BulkEmailEntries": [wanted["BulkEmailEntries"][i] for i in (1, 3, 6)]}
        self.assertEqual(written, expected)
        self.assertEqual(list(written), list(wanted))
        self.assertIn("holds 3 of 7 entries", words(shown))
        self.assertEqual([path.name for path in self.directory.glob("retry*")], ["retry.json"])
        self.run_with(request(*addresses(2)), response(SENT, FAILED), status=NOT_ALL_SENT)
        self.assertEqual(self.to_retry(), [], "with nothing to retry, the older entries are gone")

    def test_no_retry_is_written_when_results_and_entries_may_not_match(self):
        self.retry.write_text("as it was")
        whole = response(THROTTLED, THROTTLED)
        answers = {
            "too few": response(THROTTLED), "too many": response(THROTTLED, SENT, SENT), "none": response(),
            "truncated": whole[:-4], "another line": whole + "\n<html>", "not a response": "{}", "empty": "",
            "another input missing": whole,
            "a damaged line made good by another": response(THROTTLED)[:-3] + "\n" + response(THROTTLED),
        }
        for name, answer in answers.items():
            with self.subTest(name):
                inputs = ["-", str(self.directory / "missing.json")] if name == "another input missing" else []
                _, shown = self.run_with(request(*addresses(2)), answer, "--in-order", *inputs, status=INCOMPLETE)
                self.assertEqual(self.retry.read_text(), "as it was")
                self.assertIn("was not written", shown)

    def test_an_issue_that_leaves_positions_certain_does_not_prevent_it(self):
        answer = '{"BulkEmailEntryResults":[null,{"Status":7},' + json.dumps(THROTTLED) + "]}"
        wanted = request(*addresses(3))
        self.run_with(wanted, answer, status=INCOMPLETE)
        self.assertEqual(self.to_retry(), [wanted["BulkEmailEntries"][2]])

    def test_a_request_that_cannot_be_used_is_explained_and_the_report_is_printed(self):
        for wanted in ("{", "", "[]", "{}", '{"BulkEmailEntries":{}}', '{"BulkEmailEntries":[]}', b'{"a":"\xff"}',
                       '{"a":' + "[" * 200000 + "]" * 200000 + "}"):
            with self.subTest(wanted[:30]):
                _, shown = self.run_with(wanted, response(THROTTLED), status=INCOMPLETE)
                self.assertRegex(words(shown), r"request\.json: .*expected")
                self.assertIn("1 entry in 1 response", shown)
                self.assertFalse(self.retry.exists())
        for path in (self.directory / "missing.json", self.directory):
            done = self.run_program("--request", str(path), stdin=response(SENT), status=INCOMPLETE)
            self.assertIn(b": cannot be read: ", done.stderr)
