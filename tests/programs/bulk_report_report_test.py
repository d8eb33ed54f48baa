# SPDX-License-Identifier: MIT
"""bulk_report: what the report says, as text and as JSON."""
import json

from harness import (FAILED, INCOMPLETE, NOT_ALL_SENT, NO_TEMPLATE, QUOTA, SENT, THROTTLED, UNKNOWN, ProgramTest,
                     groups, response, words)


def failed(error, **members):
    return {"Status": "FAILED", "Error": error, **members}


class Text(ProgramTest):
    """The run in the guide, which bulk_report_terminal_test.py repeats, shows the other parts of a report."""

    def test_it_shows_counts_unknown_groups_steps_scopes_and_violations(self):
        results = [SENT] * 4 + [THROTTLED, QUOTA, NO_TEMPLATE, {**FAILED, "MessageId": "m-1"}, UNKNOWN, {}]
        text = self.text(stdin=response(*results), status=NOT_ALL_SENT)
        for part in ("10 entries in 1 response: 4 sent, 4 failed, 2 unknown\n", " 4   40.0%  " + "#" * 16 + "\n",
                     "\nUnknown, by status and error text (entries are numbered from 0)\n",
                     '\n  1  unrecognized status "BRAND_NEW": Who knows.\n     entry 8\n',
                     "\n  1  (no status): (no error text)\n     entry 9\n", "\n    ACCOUNT_THROTTLED, 1 entry: ",
                     "\n    ACCOUNT_DAILY_QUOTA_EXCEEDED, ", "\n    TEMPLATE_NOT_FOUND, 1 entry: ",
                     "\n      entry 6\n", "\n      entry 7\n", "\nInvariant violations\n",
                     "  A failed entry must not have a MessageId, but has one. 1 entry:\n    entry 7\n",
                     "  An entry must have a Status, but has none. 1 entry:\n    entry 9\n"):
            self.assertIn(part, text)
        for part in ("It affects everything the account sends.", "It affects every entry of the request."):
            self.assertIn(part, words(text))
        self.assertNotIn("It affects only these entries.", words(text))  # FAILED and unknown statuses do not say so

    def test_a_share_is_never_rounded_to_nothing_or_all(self):
        text = self.text(stdin=response(*[SENT] * 4999, FAILED))
        self.assertIn(" 99.9%", text)
        self.assertIn("<0.1%  #\n", text)

    def test_inputs_are_named_if_there_are_several(self):
        first, second = self.file(response(FAILED), "a.json"), self.file(response(FAILED) + "\n{\n", "b.json")
        text = self.text(first, second, status=INCOMPLETE)
        self.assertIn("\n\nCould not be read\n  ", text)
        self.assertIn(f"{first}, entry 0; {second}, line 1, entry 0", words(text))
        self.assertIn(f"{second}, line 2: byte 1: ", words(text))

    def test_hostile_text_does_not_drive_the_terminal_or_break_lines(self):
        evil = "\x1b]0;owned\x07\x1b[2J\r\n\u009b31m\u2028\u202e\x7f\"\\"
        result = {"Status": evil, "MessageId": evil, "Error": evil}
        name = self.file(response(result, {**FAILED, "Error": evil}), "\x1b[31m\n.json")
        refusal = self.file(json.dumps({"message": evil}), "refusal\x1b.json")
        request = self.file({"BulkEmailEntries": [{"Destination": {"ToAddresses": [evil]}}] * 2}, "request\x1b.json")
        for arguments in ([name, refusal], ["--json", name, refusal], [name + "\x1b[5m"], [name, "--request", request]):
            done = self.run_program(*arguments)
            shown = (done.stdout + done.stderr).decode()
            for c in "\x1b\x07\r\u009b\u2028\u202e\x7f":
                self.assertNotIn(c, shown)
        text = self.text(name)
        self.assertIn(r'FAILED: \u001b]0;owned\u0007\u001b[2J\r\n\u009b31m\u2028\u202e\u007f\"\\' + "\n", text)


class Groups(ProgramTest):
    """Entries that were not sent are grouped by status and error text."""

    def groups(self, *results, arguments=()):
        report, text = self.report(*arguments, stdin=response(*results))
        return [(group["Pattern"], group["Count"]) for group in groups(report)], text

    def test_texts_that_differ_only_in_numbers_addresses_and_ids_share_a_group(self):
        texts = {
            "At <number> of <address>": ["At 1 of a@example.com"] * 3,  # shown unchanged
            "Wait <number> s.": ["Wait 5 s.", "Wait 17 s.", "Wait 1.5 s."],
            "Bad address <address>!": [f"Bad address {to}!" for to in (
                "a@example.com", "o'neil+x=y@mail.example.org", "o&m/x@x.com", '"a b"@x.com', "a@[192.0.2.1]")],
            "In <address>.": ["In a@example.com.", "In a@example.com, b@example.com, c@example.com."],
            "Request <number> failed": [f"Request {number} failed" for number in (
                "7f9c24e8-3b12-4fef-91e0-16a4e1b0c2d3", "Q3AEXAMPLE", "deadbeef", "12345678", "1234abcd")],
            "Quota of <number>/<number>": ["Quota of us-east-1/123456789012", "Quota of eu-west-2/99"],
            "Adresse \u00fcnbekannt: <address>": ["Adresse \u00fcnbekannt: \u00e4@ex\u00e4mple.com",
                                                   "Adresse \u00fcnbekannt: b@example.com"],
        }
        results = [failed(text) for variants in texts.values() for text in variants]
        found, shown = self.groups(*results)
        self.assertEqual(dict(found), {pattern: len(variants) for pattern, variants in texts.items()})
        self.assertIn("\n  3  FAILED: At 1 of a@example.com\n     entry 0;", shown)
        self.assertIn("FAILED: Wait <number> s.\n     first: Wait 5 s.\n     entry 3; entry 4; entry 5\n", shown)

    def test_other_words_and_the_status_split_groups(self):
        results = [failed("Template 'a' is missing"), failed("Template 'b' is missing"), failed(""), {**THROTTLED},
                   {"Status": "MESSAGE_REJECTED", "Error": THROTTLED["Error"]}, {"Status": "NEW", "Error": "x"},
                   {"Status": "NEWER", "Error": "x"}]
        self.assertEqual(len(self.groups(*results)[0]), len(results))

    def test_the_most_frequent_are_first_with_the_first_few_places(self):
        results = [failed("once")] + [failed("often")] * 20 + [failed("twice")] * 2 + [failed("also once")]
        found, text = self.groups(*results)
        self.assertEqual(found, [("often", 20), ("twice", 2), ("once", 1), ("also once", 1)])
        self.assertIn("  20  FAILED: often\n      entry 1; entry 2; entry 3; entry 4; entry 5; and 15 more\n", text)

    def test_all_are_counted_and_as_many_are_listed_as_asked_for(self):
        missing = [f"/missing/{i}" for i in range(150)]
        log = response(*[failed("x" * i) for i in range(1, 151)]) + "\n" + '{"BulkEmailEntryResults":[0]}\n' * 150
        for limit, arguments in ((100, []), (3, ["--list", "3"]), (0, ["--list", "0"]), (150, ["--list", "1000"])):
            report, text = self.report(*arguments, "-", *missing, stdin=log, status=INCOMPLETE)
            for part, name in (("Failures", "groups"), ("Issues", "issues"), ("Problems", "problems")):
                part = report[part]
                self.assertEqual((part["Count"], len(part["First"])), (150, limit), name)
                self.assertEqual(f"\n  and {150 - limit} more {name} (--list N shows up to N)\n" in text, limit != 150)

    def test_a_very_long_text_is_shortened_between_characters(self):
        found, text = self.groups(failed("x" + "\u20ac" * 30000))
        self.assertEqual(found, [("x" + "\u20ac" * 333 + "...", 1)])

    def test_after_1000_different_texts_others_are_counted_together(self):
        texts = ["".join(chr(ord("g") + int(digit)) for digit in str(i)) for i in range(1000)]
        log = "\n".join(response(*[failed(f"{a} {b}") for b in texts]) for a in texts[:100])
        report, text = self.report(stdin=log)
        found = report["Failures"]
        self.assertEqual((found["Count"], found["Groups"], found["Other"]), (100000, 1001, 99000))
        self.assertEqual(found["First"][0]["Other"], True)
        self.assertIn("  99000  FAILED: (other error texts, counted together)\n", text)
        self.assertIn("  More than 1000 different error texts; 99000 entries with other texts are counted together.\n",
                      text)

    def test_statuses_that_differ_without_end_are_counted_together(self):
        report, text = self.report(stdin=response({}, *[{"Status": f"NEW_{i}"} for i in range(2999)]))
        self.assertEqual([(row["Status"], row["Count"]) for row in report["Statuses"] if "Other" not in row],
                         [(None, 1)] + sorted((f"NEW_{i}", 1) for i in range(19)))
        self.assertEqual([row["Count"] for row in report["Statuses"] if "Other" in row], [2980])
        self.assertIn("\n  (other unrecognized statuses)", text)
        self.assertIn("\n  (no status) ", text)
        self.assertEqual((report["UnknownOutcomes"]["Groups"], report["UnknownOutcomes"]["Other"]), (1001, 2000))


class Json(ProgramTest):
    def test_it_shows_the_same_as_the_text_and_adds_up(self):
        log = response(SENT, {**THROTTLED, "MessageId": "m"}, UNKNOWN) + "\n{\n" + response(SENT)
        report, _ = self.report(stdin=log, status=INCOMPLETE)
        names = ("ReportVersion", "ExitStatus", "Responses", "Entries", "Sent", "Failed", "Unknown", "OtherLines")
        self.assertEqual([report[name] for name in names], [1, INCOMPLETE, 2, 4, 2, 1, 1, 0])
        self.assertEqual([(row["Status"], row["Count"], row["Advice"], row["Scope"]) for row in report["Statuses"]],
                         [("SUCCESS", 2, "NotNeeded", "None"), ("ACCOUNT_THROTTLED", 1, "Backoff", "Account"),
                          ("BRAND_NEW", 1, "Inspect", "Entry")])
        self.assertAlmostEqual(sum(row["Share"] for row in report["Statuses"]), 1)
        place = {"Input": "-", "Line": 1, "Index": 1}
        self.assertEqual((report["Failures"]["Count"], report["UnknownOutcomes"]["Count"]), (1, 1))
        self.assertEqual(groups(report), [
            {"Status": "ACCOUNT_THROTTLED", "Advice": "Backoff", "Scope": "Account", "Pattern": THROTTLED["Error"],
             "Example": THROTTLED["Error"], "Count": 1, "First": [place]},
            {"Status": "BRAND_NEW", "Advice": "Inspect", "Scope": "Entry", "Pattern": UNKNOWN["Error"],
             "Example": UNKNOWN["Error"], "Count": 1, "First": [{**place, "Index": 2}]}])
        self.assertEqual(report["Statuses"][1]["First"], [place])
        self.assertEqual([(broken["Violation"], broken["Count"], broken["First"])
                          for broken in report["BrokenInvariants"]], [("MessageIdWithoutSuccess", 1, [place])])
        issue = report["Issues"]["First"][0]
        self.assertEqual({name: issue[name] for name in ("Input", "Line", "Kind", "Path")},
                         {"Input": "-", "Line": 2, "Kind": "Truncated", "Path": ""})
        self.assertEqual((report["Problems"], report["Notes"]["Count"]), ({"Count": 0, "First": []}, 1))
