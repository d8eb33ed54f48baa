# SPDX-License-Identifier: MIT
"""bulk_report with --request: recipients, and the request with the entries to retry."""
import csv
import json

from harness import (DATA, FAILED, INCOMPLETE, NOT_ALL_SENT, QUOTA, SENT, THROTTLED, TRANSIENT, UNKNOWN, ProgramTest,
                     groups, request, response)


def addresses(count):
    return [f"{i}@example.com" for i in range(count)]


class Recipients(ProgramTest):
    def recipients(self, destinations, log, *arguments, status=None):
        """The recipients that the report and the CSV file name, entry by entry."""
        path = self.directory / "entries.csv"
        wanted = self.file(request(*destinations), "request.json")
        report, self.shown = self.report("--request", wanted, "--csv", str(path), *arguments, stdin=log, status=status)
        self.problems = [problem["Message"] for problem in report["Problems"]["First"]]
        named = [place.get("Recipient", "") for group in groups(report) for place in group["First"]]
        if not path.exists():
            return named, None
        with open(path, encoding="utf-8", newline="") as file:
            return named, [row["recipient"] for row in csv.DictReader(file)]

    def test_they_are_named_beside_each_position(self):
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

    def test_responses_to_parts_of_the_request_follow_one_another(self):
        many = [FAILED] + [SENT] * 5000 + [FAILED]
        log = "\n".join(response(*many[begin:begin + 50]) for begin in range(0, len(many), 50))
        named, rows = self.recipients(addresses(len(many)), log, status=NOT_ALL_SENT)
        self.assertEqual((named, rows), (["0@example.com", "5001@example.com"], addresses(len(many))))

    def test_with_several_responses_the_report_says_on_what_their_recipients_rest(self):
        note = "the recipients are right only if the responses are in the order of the request"
        for log, arguments, said in ((response(FAILED) + response(SENT), [], True), (response(FAILED, SENT), [], False),
                                     (response(FAILED) + response(SENT), ["--in-order"], False)):
            self.recipients(addresses(2), log, *arguments, status=NOT_ALL_SENT)
            self.assertEqual(note in " ".join(self.shown.split()), said)

    def test_recipients_are_named_only_where_positions_are_certain(self):
        certain = addresses(2)
        for entries, log, expected, rows, problem in (
                (3, response(FAILED, FAILED)[:-3] + "\n" + response(FAILED), [*certain, ""], [*certain, ""],
                 "expected 3 results, one per entry, found 3; no recipients are named after the incompletely read "
                 "response"),
                (3, response(FAILED, FAILED), certain, certain,
                 "expected 3 results, one per entry, found 2; there is none for entry 2 or any entry after it"),
                (2, response(FAILED, FAILED, FAILED), [""] * 3, None, "expected 2 results, one per entry, found 3; so "
                 "these are not the responses to this request, and no recipients are named")):
            with self.subTest(problem):
                (self.directory / "entries.csv").unlink(missing_ok=True)
                self.assertEqual(self.recipients(addresses(entries), log, status=INCOMPLETE), (expected, rows))
                self.assertEqual((self.problems, "@example.com" in self.shown), ([problem], rows is not None))


class Retry(ProgramTest):
    def setUp(self):
        super().setUp()
        self.retry = self.directory / "retry.json"

    def write_retry(self, wanted, *arguments, stdin=b"", status=None):
        return self.run_program(*arguments, "--request", self.file(wanted, "request.json"), "--retry-to",
                                str(self.retry), stdin=stdin, status=status)

    def test_it_holds_the_entries_to_retry_and_everything_else_as_it_was(self):
        wanted = request(*addresses(7))
        answer = response(SENT, THROTTLED, QUOTA, TRANSIENT, FAILED, UNKNOWN, THROTTLED)
        done = self.write_retry(wanted, stdin=answer, status=NOT_ALL_SENT)
        written = json.loads(self.retry.read_text())
        expected = {**wanted, "BulkEmailEntries": [wanted["BulkEmailEntries"][i] for i in (1, 3, 6)]}
        self.assertEqual(written, expected)
        self.assertEqual(list(written), list(wanted))
        self.assertIn(b"holds 3 of 7 entries", done.stderr)
        self.assertEqual([path.name for path in self.directory.glob("retry*")], ["retry.json"])

    def test_the_responses_to_the_parts_of_a_request_follow_one_another(self):
        wanted = request(*addresses(6))
        log = "\n".join([response(SENT, THROTTLED), response(THROTTLED), ""])
        answers = ["-", self.file(response(SENT, SENT, TRANSIENT))]
        done = self.write_retry(wanted, *answers, stdin=log, status=INCOMPLETE)
        self.assertIn(b"was not written: there are several responses; if they are in the order of the request, add "
                      b"--in-order\n", done.stderr)
        self.assertFalse(self.retry.exists())
        self.write_retry(wanted, "--in-order", *answers, stdin=log, status=NOT_ALL_SENT)
        self.assertEqual(json.loads(self.retry.read_text())["BulkEmailEntries"],
                         [wanted["BulkEmailEntries"][i] for i in (1, 2, 5)])

    def test_with_nothing_to_retry_it_holds_no_entries_whatever_was_there_before(self):
        self.retry.write_text("an older request")
        self.write_retry(request(*addresses(2)), stdin=response(SENT, FAILED), status=NOT_ALL_SENT)
        self.assertEqual(json.loads(self.retry.read_text())["BulkEmailEntries"], [])

    def test_nothing_is_written_when_results_and_entries_may_not_match(self):
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
                done = self.write_retry(request(*addresses(2)), "--in-order", *inputs, stdin=answer, status=INCOMPLETE)
                self.assertEqual(self.retry.read_text(), "as it was")
                self.assertIn(b"was not written", done.stderr)

    def test_an_issue_that_leaves_positions_certain_does_not_prevent_it(self):
        answer = '{"BulkEmailEntryResults":[null,{"Status":7},' + json.dumps(THROTTLED) + "]}"
        wanted = request(*addresses(3))
        self.write_retry(wanted, stdin=answer, status=INCOMPLETE)
        self.assertEqual(json.loads(self.retry.read_text())["BulkEmailEntries"], [wanted["BulkEmailEntries"][2]])

    def test_a_request_that_cannot_be_used_is_explained_and_the_report_is_printed(self):
        requests = {
            "not JSON": "{", "empty": "", "a list": "[]", "no entries": "{}", "entries that are not a list":
            '{"BulkEmailEntries":{}}', "an empty list": '{"BulkEmailEntries":[]}', "not UTF-8": b'{"a":"\xff"}',
            "deep nesting": '{"a":' + "[" * 200000 + "]" * 200000 + "}",
        }
        for name, wanted in requests.items():
            with self.subTest(name):
                done = self.write_retry(wanted, stdin=response(THROTTLED), status=INCOMPLETE)
                self.assertRegex(done.stderr, rb"request\.json: .*expected")
                self.assertIn(b"1 entry in 1 response", done.stdout)
                self.assertFalse(self.retry.exists())
        for path in (self.directory / "missing.json", self.directory):
            done = self.run_program("--request", str(path), stdin=response(SENT), status=INCOMPLETE)
            self.assertIn(b": cannot be read: ", done.stderr)
