"""bulk_report, run as its users run it: every option, every exit status, and input that is broken or hostile.

usage: bulk_report_test.py PROGRAM DATA_DIRECTORY [unittest arguments]
"""
import fcntl
import json
import os
import pathlib
import pty
import resource
import select
import stat
import subprocess
import sys
import tempfile
import termios
import threading
import time
import tty
import unittest

PROGRAM = ""
DATA = pathlib.Path()

ALL_SENT, NOT_ALL_SENT, NOT_READ, WRONG_USAGE = 0, 1, 2, 64

SENT = {"Status": "SUCCESS", "MessageId": "id-1"}
THROTTLED = {"Status": "ACCOUNT_THROTTLED", "Error": "Maximum sending rate exceeded."}
TRANSIENT = {"Status": "TRANSIENT_FAILURE", "Error": "Try again."}
NO_TEMPLATE = {"Status": "TEMPLATE_NOT_FOUND", "Error": "Template hello does not exist."}
QUOTA = {"Status": "ACCOUNT_DAILY_QUOTA_EXCEEDED", "Error": "Daily message quota exceeded."}
FAILED = {"Status": "FAILED", "Error": "No."}
UNKNOWN = {"Status": "BRAND_NEW", "Error": "Who knows."}


def response(*results):
    return json.dumps({"BulkEmailEntryResults": results})


def environment(**changes):
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return {**kept, "TERM": "xterm", "ASAN_OPTIONS": "quarantine_size_mb=1", **changes}


class ProgramTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def file(self, content, name="response.json"):
        path = self.directory / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def run_program(self, *arguments, stdin=b"", status=None):
        stdin = stdin.encode(errors="surrogateescape") if isinstance(stdin, str) else stdin
        done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, env=environment(), timeout=60)
        if status is not None:
            self.assertEqual(done.returncode, status, done)
        return done

    def open_terminal(self):
        try:
            return pty.openpty()
        except OSError as error:  # a chroot has none before /dev/pts is mounted
            return self.skipTest(f"no terminal to be had here: {error}")

    def wait_until_readable(self, terminal, count):
        """Waits until so many bytes are there to be read: the kernel hands on what was written by and by."""
        deadline = time.monotonic() + 60
        while (found := int.from_bytes(fcntl.ioctl(terminal, termios.FIONREAD, bytes(4)), sys.byteorder)) != count:
            self.assertLess(time.monotonic(), deadline, f"{found} bytes are to be read, not {count}")
            time.sleep(0.01)

    def report(self, *arguments, stdin=b"", status=None):
        """The report as JSON, and as the text that people read."""
        text = self.run_program(*arguments, stdin=stdin, status=status).stdout.decode()
        as_json = self.run_program("--json", *arguments, stdin=stdin, status=status).stdout
        return json.loads(as_json), text


class ExitStatus(ProgramTest):
    def test_0_when_all_was_sent(self):
        self.run_program(str(DATA / "emulator-50-sent.json"), status=ALL_SENT)
        self.run_program(stdin=response(), status=ALL_SENT)

    def test_1_when_something_was_not_sent_or_that_is_not_known(self):
        for result in (THROTTLED, NO_TEMPLATE, FAILED, UNKNOWN, {}):
            with self.subTest(result=result):
                self.run_program(stdin=response(SENT, result), status=NOT_ALL_SENT)

    def test_2_when_something_could_not_be_read(self):
        bodies = {
            "nothing": "",
            "blanks": " \n\n",
            "cut off": response(SENT)[:-3],
            "HTML": "<html><body>503</body></html>",
            "no results": '{"message":"Missing Authentication Token"}',
            "a status that is a number": '{"BulkEmailEntryResults":[{"Status":1}]}',
            "not UTF-8": b'{"BulkEmailEntryResults":[{"Status":"SUCCESS\xff"}]}',
            "UTF-16": response(SENT).encode("utf-16"),
            "a zero byte": response(SENT).encode() + b"\0",
            "deep nesting": "[" * 100000,
        }
        for name, body in bodies.items():
            with self.subTest(name):
                self.run_program(stdin=body, status=NOT_READ)

    def test_2_when_a_file_is_missing_or_a_directory_and_the_others_are_reported(self):
        good = self.file(response(SENT))
        missing = str(self.directory / "missing.json")
        report, text = self.report(missing, str(self.directory), good, status=NOT_READ)
        self.assertEqual(report["Sent"], 1)
        self.assertEqual([(item["Input"], item["Message"]) for item in report["Unread"]["First"]],
                         [(missing, "cannot be opened: No such file or directory"),
                          (str(self.directory), "cannot be read: Is a directory")])
        self.assertIn(missing + ": cannot be opened: No such file or directory", text)

    def test_2_when_standard_output_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, str(DATA / "emulator-50-sent.json")], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, NOT_READ)
        self.assertIn(b"standard output cannot be written", done.stderr)

    def test_64_for_wrong_usage_which_is_explained(self):
        request = self.file("{}", "request.json")
        answer = self.file(response(SENT))
        wrong = [
            ["--nonsense"], ["--list"], ["--list", "many"], ["--list", "-1"], ["--max-response", "0"],
            ["--max-response", "-5"], ["--max-response", "99999999999999999999"],
            ["--max-response", "1 parsec"], ["--json=perhaps"], ["--retry-to", "retry.json"], ["--request"],
            [answer, "--request", request, "--retry-to", request],
            [answer, "--request", request, "--retry-to", answer],
            [answer, "--request", request, "--retry-to", str(self.directory / "." / "response.json")],
        ]
        for arguments in wrong:
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments, status=WRONG_USAGE)
                self.assertEqual(done.stdout, b"")
                self.assertRegex(done.stderr.decode(), r"^bulk_report: .+\nbulk_report --help tells more.\n$")
        self.assertEqual(pathlib.Path(request).read_text(), "{}")

    def test_wrong_usage_does_not_drive_the_terminal(self):
        for argument in ("--nonsense=\x1b[31m", "--list=\x1b[31m"):
            self.assertNotIn(b"\x1b", self.run_program(argument, status=WRONG_USAGE).stderr)

    def test_help_names_every_option_and_exit_status(self):
        for option in ("--help", "-h"):
            text = self.run_program(option, status=0).stdout.decode()
            for word in ("RESPONSE", "--json", "--list", "--max-response", "--request", "--retry-to", "NO_COLOR",
                         "JSON Lines", "standard input", "\n  0 ", "\n  1 ", "\n  2 ", "\n  64 "):
                self.assertIn(word, text)


class Inputs(ProgramTest):
    def test_standard_input_is_read_without_arguments_and_for_a_dash(self):
        self.assertEqual(self.report(stdin=response(SENT))[0]["Sent"], 1)
        self.assertEqual(self.report("-", stdin=response(SENT))[0]["Sent"], 1)
        self.assertEqual(self.report(self.file(response(SENT)), "-", stdin=response(SENT, SENT))[0]["Sent"], 3)

    def test_one_response_may_have_any_layout(self):
        body = {"BulkEmailEntryResults": [SENT, FAILED]}
        layouts = {
            "one line": json.dumps(body),
            "one line, ended": json.dumps(body) + "\n\n",
            "indented": json.dumps(body, indent=4),
            "as the AWS CLI prints it": (DATA / "aws-cli-mixed.json").read_text(),
            "one result a line": '{"BulkEmailEntryResults":[\n' + json.dumps(SENT) + ",\n" + json.dumps(FAILED) + "\n]}",
            "a member a line": json.dumps(body).replace(",", ",\n"),
            "name and value on lines of their own": json.dumps(body, indent=0).replace(": ", "\n:\n"),
            "CRLF": json.dumps(body, indent=1).replace("\n", "\r\n"),
            "byte order mark": "\ufeff" + json.dumps(body, indent=1),
            "blank lines first": "\n \r\n\t\n" + json.dumps(body),
            "text that names the results": json.dumps({"note": '"BulkEmailEntryResults"', **body}, indent=1),
        }
        for name, layout in layouts.items():
            with self.subTest(name):
                report, _ = self.report(stdin=layout, status=NOT_ALL_SENT)
                self.assertEqual((report["Responses"], report["Sent"], report["Failed"] > 0), (1, 1, True))
                self.assertNotIn("Line", report["Failures"]["First"][0])

    def test_json_lines_hold_a_response_a_line(self):
        lines = [response(SENT, SENT), response(FAILED), response(SENT, UNKNOWN)]
        layouts = {
            "plain": "\n".join(lines), "ended": "\n".join(lines) + "\n", "CRLF": "\r\n".join(lines) + "\r\n",
            "byte order mark": "\ufeff" + "\n".join(lines),
            "byte order marks": "".join("\ufeff" + line + "\n" for line in lines),
        }
        for name, layout in layouts.items():
            with self.subTest(name):
                report, _ = self.report(stdin=layout, status=NOT_ALL_SENT)
                self.assertEqual((report["Responses"], report["Entries"], report["Sent"]), (3, 5, 3))
                self.assertEqual([(item["Line"], item["Index"]) for item in report["Failures"]["First"]],
                                 [(2, 0), (3, 1)])

    def test_blank_lines_count_as_lines_but_are_no_responses(self):
        report, _ = self.report(stdin="\n" + response(SENT) + "\n\n \n" + response(FAILED) + "\n")
        self.assertEqual((report["Responses"], report["Failures"]["First"][0]["Line"]), (2, 5))

    def test_a_broken_line_costs_that_line_and_is_reported_by_its_number(self):
        good = response(SENT)
        broken_lines = {
            "cut at the end": response(SENT, FAILED)[:-20], "cut at the start": response(SENT)[10:], "HTML": "<html>",
            "cut in a string": '{"BulkEmailEntryResults":[{"Status":"SUCC', "not UTF-8": "\udcff\udcfe",
            "cut between entries": '{"BulkEmailEntryResults":[' + json.dumps(SENT),
            "a message": '{"message":"Too Many Requests"}', "a list": "[]", "a zero byte": "\0",
        }
        for name, broken in broken_lines.items():
            for number in (1, 2, 3):
                lines = [good, good, good]
                lines[number - 1] = broken
                with self.subTest(name, number=number):
                    report, text = self.report(stdin="\n".join(lines), status=NOT_READ)
                    self.assertEqual(report["Responses"], 3)
                    self.assertGreaterEqual(report["Sent"], 2)
                    self.assertEqual([item["Line"] for item in report["Unread"]["First"]], [number])
                    self.assertIn(f"\n  line {number}: ", text)

    def test_a_log_of_which_every_line_is_cut_off_is_read_line_by_line(self):
        report, _ = self.report(stdin=(response(SENT, SENT)[:-5] + "\n") * 3, status=NOT_READ)
        self.assertEqual((report["Responses"], report["Sent"]), (3, 6))
        self.assertEqual([item["Line"] for item in report["Unread"]["First"]], [1, 2, 3])

    def test_a_response_that_is_too_long_is_read_as_far_as_is_allowed(self):
        long = response(*[SENT] * 100)
        for name, body in {"one line": long, "indented": json.dumps(json.loads(long), indent=1)}.items():
            with self.subTest(name):
                report, text = self.report("--max-response", "1000", stdin=body, status=NOT_READ)
                self.assertTrue(0 < report["Sent"] < 100)
                self.assertEqual(report["Unread"]["Count"], 1)
                self.assertIn("byte 1000: expected the end of the response, found more than --max-response", text)
        report, _ = self.report("--max-response", "1kB", stdin="\n".join([response(SENT), long, response(SENT)]))
        self.assertEqual([item["Line"] for item in report["Unread"]["First"]], [2])
        self.assertEqual(report["Responses"], 3)

    def test_a_line_of_blanks_that_is_too_long_is_no_blank_line(self):
        text = response(SENT) + "\n" + " " * 2000 + response(FAILED) + "\n"
        report, _ = self.report("--max-response", "1000", stdin=text, status=NOT_READ)
        self.assertEqual((report["Sent"], report["Unread"]["First"][0]["Line"]), (1, 2))

    def test_what_was_read_before_an_error_is_reported(self):
        whole = json.dumps({"BulkEmailEntryResults": [SENT] * 3}, indent=1)
        for text in (whole, whole[:-4], response(SENT) + "\n" + response(SENT, SENT) + "\n"):
            with self.subTest(text):
                master, slave = self.open_terminal()
                tty.setraw(slave)
                os.write(master, text.encode())
                self.wait_until_readable(slave, len(text))
                with subprocess.Popen([PROGRAM, os.ttyname(slave)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      env=environment()) as process:
                    self.wait_until_readable(slave, 0)
                    os.close(master)  # a terminal that is gone is an input that cannot be read
                    output = process.communicate(timeout=60)[0].decode()
                os.close(slave)
                self.assertEqual(process.returncode, NOT_READ)
                self.assertIn(": 3 sent, 0 failed", output)
                self.assertIn("cannot be read: Input/output error", output)

    def test_a_response_of_exactly_the_allowed_length_is_read(self):
        body = response(SENT)
        indented = json.dumps(json.loads(body), indent=1)
        for text in (body, body + "\n", body + "\r\n", body + "\n" + body + "\n", body + "\r\n" + body):
            self.run_program("--max-response", str(len(body)), stdin=text, status=ALL_SENT)
        for text in (indented, indented + "\n", indented.replace("\n", "\r\n")):
            self.run_program("--max-response", str(len(text.rstrip())), stdin=text, status=ALL_SENT)
        self.run_program("--max-response", str(len(body) - 1), stdin=body, status=NOT_READ)

    def test_a_pretty_printed_response_that_is_cut_off_is_one_response(self):
        body = json.dumps({"BulkEmailEntryResults": [SENT, SENT]}, indent=2)
        report, _ = self.report(stdin=body[:-10], status=NOT_READ)
        self.assertEqual((report["Responses"], report["Sent"]), (1, 2))
        self.assertNotIn("Line", report["Unread"]["First"][0])


class TheReport(ProgramTest):
    def test_text_shows_counts_shares_bars_failures_steps_and_violations(self):
        results = [SENT] * 4 + [THROTTLED, QUOTA, NO_TEMPLATE, {**FAILED, "MessageId": "m-1"}, UNKNOWN, {}]
        text = self.run_program(stdin=response(*results), status=NOT_ALL_SENT).stdout.decode()
        for part in ("10 entries in 1 response: 4 sent, 4 failed, 2 unknown\n",
                     r"SUCCESS", "40.0 %", "#" * 16 + "\n", "10.0 %", "#" * 4 + "\n", "BRAND_NEW (unknown)",
                     'entry 4: ACCOUNT_THROTTLED Error="Maximum sending rate exceeded."\n',
                     'entry 7: FAILED MessageId="m-1" Error="No."\n', 'entry 8: UNRECOGNIZED Status="BRAND_NEW" Error="Who knows."\n',
                     "entry 9: UNRECOGNIZED\n",
                     "  Send it again after a pause, and after a longer one each time.\n    ACCOUNT_THROTTLED: ",
                     "Hits whatever the account sends.\n      entry 4\n",
                     "  Send it again when the account's 24-hour quota has room.\n    ACCOUNT_DAILY_QUOTA_EXCEEDED: ",
                     "  Fix the cause first, then send it again.\n    TEMPLATE_NOT_FOUND: ",
                     "Hits every entry of the request.\n      entry 6\n",
                     "  Look into it before anything is sent again", "Hits these entries alone.\n      entry 7\n",
                     "entry 7: A failed entry must have no MessageId, but has one.\n",
                     "entry 9: An entry must have a Status, but has none.\n"):
            self.assertIn(part, text)

    def test_json_shows_the_same(self):
        report, _ = self.report(stdin=response(SENT, {**THROTTLED, "MessageId": "m"}, UNKNOWN))
        self.assertEqual({name: report[name] for name in ("Responses", "Entries", "Sent", "Failed", "Unknown")},
                         {"Responses": 1, "Entries": 3, "Sent": 1, "Failed": 1, "Unknown": 1})
        self.assertEqual([(row["Status"], row["Count"], row["Advice"], row["Scope"]) for row in report["Statuses"]],
                         [("SUCCESS", 1, "NotNeeded", "None"), ("ACCOUNT_THROTTLED", 1, "Backoff", "Account"),
                          ("BRAND_NEW", 1, "Inspect", "Entry")])
        self.assertAlmostEqual(sum(row["Share"] for row in report["Statuses"]), 1)
        self.assertEqual(report["Failures"]["First"][0],
                         {"Input": "-", "Index": 1, **THROTTLED, "MessageId": "m", "Advice": "Backoff",
                          "Scope": "Account"})
        self.assertEqual(report["BrokenInvariants"]["First"][0]["Violation"], "MessageIdWithoutSuccess")

    def test_a_share_is_never_rounded_to_nothing_or_all(self):
        text = self.run_program(stdin=response(*[SENT] * 4999, FAILED)).stdout.decode()
        self.assertIn(" 99.9 %", text)
        self.assertIn("<0.1 %  #\n", text)

    def test_inputs_are_named_when_there_are_several(self):
        first, second = self.file(response(FAILED), "a.json"), self.file(response(FAILED) + "\n{\n", "b.json")
        text = self.run_program(first, second, status=NOT_READ).stdout.decode()
        self.assertIn(f"{first}, entry 0: FAILED", text)
        self.assertIn(f"{second}, line 1, entry 0: FAILED", text)
        self.assertIn(f"{second}, line 2: byte 1: ", text)

    def test_everything_is_counted_and_the_first_are_listed(self):
        body = response(*[{**FAILED, "MessageId": "m"}] * 250)
        for limit, arguments in ((100, []), (3, ["--list", "3"]), (0, ["--list", "0"]), (250, ["--list", "1000"])):
            with self.subTest(limit=limit):
                report, text = self.report(*arguments, stdin=body)
                for kind in ("Failures", "BrokenInvariants"):
                    self.assertEqual((report[kind]["Count"], len(report[kind]["First"])), (250, limit))
                self.assertEqual(text.count(f"\n  and {250 - limit} more\n"), 0 if limit == 250 else 2)

    def test_hostile_text_does_not_drive_the_terminal_or_break_lines(self):
        evil = "\x1b]0;owned\x07\x1b[2J\r\n\u009b31m\u2028\u202e\x7f\"\\"
        result = {"Status": evil, "MessageId": evil, "Error": evil}
        name = self.file(response(result, {**FAILED, "Error": evil}), "\x1b[31m\n.json")
        refusal = self.file(json.dumps({"message": evil}), "refusal\x1b.json")
        for arguments in ([name, refusal], ["--json", name, refusal], [name + "\x1b[5m"]):
            done = self.run_program(*arguments)
            shown = (done.stdout + done.stderr).decode()
            for c in "\x1b\x07\r\u009b\u2028\u202e\x7f":
                self.assertNotIn(c, shown)
        text = self.run_program(name).stdout.decode()
        self.assertIn(r'FAILED Error="\u001b]0;owned\u0007\u001b[2J\r\n\u009b31m\u2028\u202e\u007f\"\\"' + "\n", text)

    def test_a_very_long_text_is_shortened_between_characters(self):
        report, _ = self.report(stdin=response({"Status": "FAILED", "Error": "x" + "\u20ac" * 100000}))
        self.assertEqual(report["Failures"]["First"][0]["Error"], "x" + "\u20ac" * 333 + "...")

    def test_statuses_that_differ_without_end_are_counted_together(self):
        report, _ = self.report(stdin=response(*[{"Status": f"NEW_{i}"} for i in range(1000)]))
        self.assertLess(len(report["Statuses"]), 30)
        self.assertEqual(sum(row["Count"] for row in report["Statuses"]), 1000)


class Retry(ProgramTest):
    def setUp(self):
        super().setUp()
        self.retry = self.directory / "retry.json"

    def request(self, count, **members):
        entries = [{"Destination": {"ToAddresses": [f"{i}@example.com"]}} for i in range(count)]
        return {"FromEmailAddress": "\u00e4@example.com", "DefaultContent": {"Z": 1, "A": [None, 1.5, "\u2028"]},
                "BulkEmailEntries": entries, "ConfigurationSetName": "set", **members}

    def write_retry(self, request, *arguments, stdin=b"", status=None):
        text = request if isinstance(request, (str, bytes)) else json.dumps(request)
        return self.run_program(*arguments, "--request", self.file(text, "request.json"), "--retry-to",
                                str(self.retry), stdin=stdin, status=status)

    def test_it_holds_the_entries_to_retry_and_everything_else_as_it_was(self):
        request = self.request(7)
        answer = response(SENT, THROTTLED, QUOTA, TRANSIENT, FAILED, UNKNOWN, THROTTLED)
        done = self.write_retry(request, stdin=answer, status=NOT_ALL_SENT)
        written = json.loads(self.retry.read_text())
        expected = {**request, "BulkEmailEntries": [request["BulkEmailEntries"][i] for i in (1, 3, 6)]}
        self.assertEqual(written, expected)
        self.assertEqual(list(written), list(request))
        self.assertIn(b"holds 3 of 7 entries", done.stderr)
        self.assertEqual([path.name for path in self.directory.iterdir() if path.name.startswith("retry")],
                         ["retry.json"])

    def test_the_responses_to_the_parts_of_a_request_stand_one_after_the_other(self):
        request = self.request(6)
        log = "\n".join([response(SENT, THROTTLED), response(THROTTLED), ""])
        self.write_retry(request, "-", self.file(response(SENT, SENT, TRANSIENT)), stdin=log, status=NOT_ALL_SENT)
        self.assertEqual(json.loads(self.retry.read_text())["BulkEmailEntries"],
                         [request["BulkEmailEntries"][i] for i in (1, 2, 5)])

    def test_with_nothing_to_retry_it_holds_no_entries_whatever_was_there_before(self):
        self.retry.write_text("an older request")
        self.write_retry(self.request(2), stdin=response(SENT, FAILED), status=NOT_ALL_SENT)
        self.assertEqual(json.loads(self.retry.read_text())["BulkEmailEntries"], [])

    def test_nothing_is_written_when_results_and_entries_may_not_match(self):
        self.retry.write_text("as it was")
        whole = response(THROTTLED, THROTTLED)
        answers = {
            "too few": response(THROTTLED), "too many": response(THROTTLED, SENT, SENT), "none": response(),
            "cut off": whole[:-4], "garbage at the end": whole + "garbage", "no response": "{}", "empty": "",
            "a broken line made good by another": response(THROTTLED)[:-2] + "\n" + response(THROTTLED),
        }
        for name, answer in answers.items():
            with self.subTest(name):
                done = self.write_retry(self.request(2), stdin=answer, status=NOT_READ)
                self.assertEqual(self.retry.read_text(), "as it was")
                self.assertIn(b"was not written", done.stderr)

    def test_nothing_is_written_when_an_input_is_missing(self):
        answers = [self.file(response(THROTTLED, SENT)), str(self.directory / "missing.json")]
        self.write_retry(self.request(2), *answers, status=NOT_READ)
        self.assertFalse(self.retry.exists())

    def test_an_issue_that_leaves_positions_certain_does_not_prevent_it(self):
        answer = '{"BulkEmailEntryResults":[null,{"Status":7},' + json.dumps(THROTTLED) + "]}"
        request = self.request(3)
        self.write_retry(request, stdin=answer, status=NOT_READ)
        self.assertEqual(json.loads(self.retry.read_text())["BulkEmailEntries"], [request["BulkEmailEntries"][2]])

    def test_a_request_that_cannot_be_used_is_explained_and_the_report_is_printed(self):
        requests = {
            "no JSON": "{", "empty": "", "a list": "[]", "no entries": "{}", "entries that are no list":
            '{"BulkEmailEntries":{}}', "an empty list": '{"BulkEmailEntries":[]}', "not UTF-8": b'{"a":"\xff"}',
            "deep nesting": '{"a":' + "[" * 200000 + "]" * 200000 + "}",
        }
        for name, request in requests.items():
            with self.subTest(name):
                done = self.write_retry(request, stdin=response(THROTTLED), status=NOT_READ)
                self.assertRegex(done.stderr, rb"request\.json: .*expected")
                self.assertIn(b"1 entry in 1 response", done.stdout)
                self.assertFalse(self.retry.exists())

    def test_a_request_that_is_missing_or_a_directory_is_explained(self):
        for request in (self.directory / "missing.json", self.directory):
            done = self.run_program("--request", str(request), stdin=response(SENT), status=NOT_READ)
            self.assertIn(b": cannot be read: ", done.stderr)

    def test_the_request_alone_checks_the_number_of_results(self):
        request = self.file(json.dumps(self.request(2)), "request.json")
        self.run_program("--request", request, stdin=response(SENT, SENT), status=ALL_SENT)
        report, text = self.report("--request", request, stdin=response(SENT), status=NOT_READ)
        self.assertEqual(report["Unread"]["First"], [{"Path": "/BulkEmailEntryResults", "Message":
                                                      "expected 2 entries as in the request, found 1"}])

    def test_a_file_that_cannot_be_written_is_explained(self):
        for retry in ("/dev/full", str(self.directory), str(self.directory / "none" / "retry.json")):
            self.retry = retry
            with self.subTest(retry):
                done = self.write_retry(self.request(1), stdin=response(THROTTLED), status=NOT_READ)
                self.assertIn(f"{retry} was not written: ".encode(), done.stderr)

    def test_a_full_disk_leaves_the_file_as_it_was(self):
        self.retry.write_text("as it was")
        request = self.file(json.dumps(self.request(1, Tags="x" * 10000)), "request.json")
        done = subprocess.run([PROGRAM, "--request", request, "--retry-to", str(self.retry)],
                              input=response(THROTTLED).encode(), capture_output=True, restore_signals=False,
                              preexec_fn=forbid_large_files)
        self.assertEqual(done.returncode, NOT_READ)
        self.assertIn(b"was not written: ", done.stderr)
        self.assertEqual(self.retry.read_text(), "as it was")
        self.assertEqual(len(list(self.directory.iterdir())), 2)

    def test_a_link_stays_a_link_and_addresses_stay_private(self):
        target = self.directory / "target.json"
        target.write_text("")
        self.retry.symlink_to(target)
        self.write_retry(self.request(1), stdin=response(THROTTLED))
        self.assertTrue(self.retry.is_symlink())
        self.assertEqual(len(json.loads(target.read_text())["BulkEmailEntries"]), 1)
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o600)


def forbid_large_files():
    """As a full disk: a write fails, and SIGXFSZ, which Python ignores, stays ignored."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


class Terminal(ProgramTest):
    """Colours and the progress bar, on a terminal of the test's own."""

    def run_on_terminal(self, stream, chunks, *arguments, **variables):
        """Runs with one output stream on a terminal; returns what was shown there, and the other stream."""
        master, slave = self.open_terminal()
        other = "stderr" if stream == "stdout" else "stdout"
        process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, env=environment(**variables),
                                   **{stream: slave, other: subprocess.PIPE})
        os.close(slave)
        self.addCleanup(os.close, master)
        shown = []
        reader = threading.Thread(target=read_terminal, args=(master, shown))
        reader.start()
        for chunk in chunks:
            process.stdin.write(chunk)
            process.stdin.flush()
            time.sleep(0.15)
        process.stdin.close()
        rest = getattr(process, other).read()
        getattr(process, other).close()
        process.wait(timeout=60)
        reader.join(timeout=60)
        return b"".join(shown), rest

    def test_colours_are_used_on_a_terminal(self):
        shown, _ = self.run_on_terminal("stdout", [response(SENT, FAILED, THROTTLED).encode()])
        for colour in (b"\x1b[1m", b"\x1b[31m", b"\x1b[32m", b"\x1b[33m", b"\x1b[0m"):
            self.assertIn(colour, shown)

    def test_colours_are_not_used_with_no_color_or_a_dumb_terminal_or_for_json(self):
        body = [response(SENT, FAILED).encode()]
        for arguments, variables in (([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), (["--json"], {})):
            with self.subTest(arguments=arguments, variables=variables):
                shown, _ = self.run_on_terminal("stdout", body, *arguments, **variables)
                self.assertIn(b"FAILED", shown)
                self.assertNotIn(b"\x1b", shown)

    def test_an_empty_no_color_changes_nothing(self):
        shown, _ = self.run_on_terminal("stdout", [response(FAILED).encode()], NO_COLOR="")
        self.assertIn(b"\x1b[31m", shown)

    def test_colours_are_not_used_in_a_pipe_or_file(self):
        self.assertNotIn(b"\x1b", self.run_program(stdin=response(SENT, FAILED)).stdout)

    def test_a_bar_of_progress_is_shown_on_a_terminal_and_wiped(self):
        chunks = [(response(SENT) + "\n").encode() * 40000] * 4
        shown, report = self.run_on_terminal("stderr", chunks)
        self.assertRegex(shown, rb"\r\d+ MiB read")
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown[-20:])
        self.assertIn(b"160000 entries in 160000 responses", report)

    def test_no_bar_is_shown_for_a_small_input_or_in_a_pipe(self):
        self.assertEqual(self.run_on_terminal("stderr", [response(SENT).encode()])[0], b"")
        self.assertEqual(self.run_program(stdin=(response(SENT) + "\n").encode() * 300000).stderr, b"")


def read_terminal(master, shown):
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # the program has closed its end
            return
        if not part:
            return
        shown.append(part)


class Memory(ProgramTest):
    """Peak memory must not grow with the input. Measured while the program waits for more, from the system's books."""

    MEBIBYTE = 1 << 20

    def peak(self, chunks, *arguments):
        process = subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   env=environment())
        for chunk in chunks:
            process.stdin.write(chunk)
        process.stdin.flush()
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        report = process.communicate(timeout=60)[0].decode()
        kibibytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
        return kibibytes * 1024, report

    def chunks(self, text, size):
        block = text.encode() * (self.MEBIBYTE // len(text) + 1)
        return [block] * (size // len(block))

    def assert_flat(self, text, *arguments):
        small, _ = self.peak(self.chunks(text, 8 * self.MEBIBYTE), *arguments)
        large, report = self.peak(self.chunks(text, 64 * self.MEBIBYTE), *arguments)
        self.assertLess(large, small + 2 * self.MEBIBYTE, f"{small} bytes for 8 MiB, {large} for 64 MiB")
        return report

    @unittest.skipUnless(pathlib.Path("/proc/self/status").exists(), "peak memory is read from /proc")
    def test_it_does_not_grow_with_the_number_of_lines(self):
        report = self.assert_flat(response(*[SENT] * 40, *[{**FAILED, "MessageId": "m"}] * 10) + "\n")
        self.assertRegex(report, r"^\d{6,} entries")

    @unittest.skipUnless(pathlib.Path("/proc/self/status").exists(), "peak memory is read from /proc")
    def test_it_does_not_grow_with_broken_lines(self):
        self.assert_flat(response(*[THROTTLED] * 5)[:-3] + "\n")

    @unittest.skipUnless(pathlib.Path("/proc/self/status").exists(), "peak memory is read from /proc")
    def test_it_does_not_grow_with_the_length_of_a_line(self):
        report = self.assert_flat("x" * 1000, "--max-response", "1MiB")
        self.assertIn("found more than --max-response allows", report)


if __name__ == "__main__":
    PROGRAM = sys.argv[1]
    DATA = pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
