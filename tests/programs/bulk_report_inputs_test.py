# SPDX-License-Identifier: MIT
"""bulk_report: how the responses in an input are found, whatever else it holds and whatever is damaged."""
import itertools
import json
import re
import shlex
import shutil
import socket
import subprocess

from harness import (ALL_SENT, BULK_REPORT, DATA, FAILED, INCOMPLETE, NOT_ALL_SENT, SENT, UNKNOWN, ProgramTest,
                     environment, figures, places, processor_time, response, words)

BUFFER = 256 * 1024  # a longer response keeps the results that begin it
META = {"httpStatusCode": 200, "attempts": [1, {"delay": "]}"}]}


def body(*results):
    return {"BulkEmailEntryResults": results}


def wrapped(*results):
    return {"time": 1, "level": "info", "response": {"$metadata": META, **body(*results)}, "took": {"ms": 12}}


class RealLogs(ProgramTest):
    """tests/data/logs: two calls, each with a success and a failure, as common programs log what boto3, the AWS SDK for
    JavaScript and the AWS CLI return, and in the documented formats of Docker, Kubernetes and CloudWatch."""

    RESPONSES = ("aws-cli.log", "docker-compose.log", "docker-compose-indented.log", "javascript-array.json",
                 "kubernetes-cri.log", "kubernetes-cri-indented.log", "pino.jsonl", "python-logging-sent.log",
                 "python-logging-indented.log", "syslog.log", "syslog-rfc5424.log")
    STRINGS = {
        "cloudwatch-filter-log-events.json": "jq -r '.. | strings' < FILE | bulk_report --mixed",
        "docker-json-file.log": "jq -j .log < FILE | bulk_report",
        "message-strings.jsonl": "jq -r .message < FILE | bulk_report",
        "python-repr.log": "grep -o '{.*BulkEmailEntryResults.*' < FILE | python3 -c 'import ast, json, sys; "
                           "[print(json.dumps(ast.literal_eval(line))) for line in sys.stdin]' | bulk_report",
    }

    def test_every_entry_is_read_without_an_issue(self):
        for name in self.RESPONSES:
            report = self.json(str(DATA / "logs" / name), status=NOT_ALL_SENT)
            self.assertEqual(figures(report), (2, 4, 2, 0), name)
            self.assertEqual([row["Status"] for row in report["Statuses"]],
                             ["SUCCESS", "MESSAGE_REJECTED", "ACCOUNT_THROTTLED"], name)
            self.assertEqual([index for _, index in places(report)], [1, 1], name)

    def test_other_lines_are_issues_or_counted_with_mixed(self):
        log = str(DATA / "logs" / "pino-mixed.jsonl")
        report, text = self.report(log, status=INCOMPLETE)
        self.assertEqual((report["Entries"], [issue["Line"] for issue in report["Issues"]["First"]]), (4, [2, 4]))
        self.assertIn("2 lines have no response; if the log also holds other lines, use --mixed", words(text))
        report, text = self.report("--mixed", log, status=NOT_ALL_SENT)
        self.assertEqual((figures(report), report["OtherLines"]), ((2, 4, 2, 0), 2))
        self.assertIn("\nother lines: 2\n", text)

    def test_a_response_in_a_string_is_named_once_with_the_command_that_unwraps_it(self):
        for name, command in self.STRINGS.items():
            log = shutil.copy(DATA / "logs" / name, self.directory)
            for options in ([], ["--mixed"]):
                report = self.json(log, *options, status=INCOMPLETE)
                self.assertEqual((figures(report), report["Problems"]["Count"]), ((0, 0, 0, 0), 1), name)
                advice = report["Problems"]["First"][0]["Message"].partition("run: ")[2]
                self.assertEqual(advice, command.replace("FILE", log))
                self.assertIn(advice, self.run_program(log).stderr.decode())
            if shutil.which("jq"):
                advice = advice.replace("| bulk_report", "| " + shlex.quote(BULK_REPORT) + " --json")
                shown = subprocess.run(advice, shell=True, capture_output=True, check=False, env=environment()).stdout
                self.assertEqual(figures(json.loads(shown)), (2, 4, 2, 0))

    def test_the_command_for_a_string_deep_in_a_line_with_a_prefix(self):
        for before, wrapper, command in (("INFO ", {"a": {"b": response()}}, "grep -o '{.*' | jq -r '.. | strings'"),
                                         ("", {"a": [{"log": response()}]}, "jq -r '.. | strings'"),
                                         ("", {"a b": response()}, "jq -r '.. | strings'")):
            errors = self.run_program(stdin=before + json.dumps(wrapper), status=INCOMPLETE).stderr.decode()
            self.assertIn(f"run: ... | {command} | bulk_report --mixed\n", errors)


def layouts(*results):
    """One response in every layout."""
    whole = body(*results)
    deep = {"a": {}, "events": [{"x": [[wrapped(*results)]]}, "]}"], "b": [{}]}
    return {
        "one line": json.dumps(whole), "indented with tabs": json.dumps(whole, indent="\t"),
        "one result per line": '{"BulkEmailEntryResults":[\n' + ",\n".join(map(json.dumps, results)) + "\n]}",
        "a member per line": json.dumps(whole, separators=(",\n", ": ")),
        "name and value on lines of their own": json.dumps(whole, indent=0, separators=(",", "\n:\n")),
        "space": '{ "BulkEmailEntryResults" : [ ' + " , ".join(map(json.dumps, results)) + " ] }",
        "CRLF": json.dumps(whole, indent=1).replace("\n", "\r\n"),
        "byte order mark": "\ufeff" + json.dumps(whole, indent=1),
        "blank lines": "\n \r\n\t\n" + json.dumps(whole, indent=1).replace("\n", "\n\n \n") + "\n\n",
        "a text that names the results": json.dumps({"note": '"BulkEmailEntryResults":[', **whole}, indent=1),
        "behind a prefix, before a suffix": "[7] {x} \"a\" 'INFO " + json.dumps(whole) + " took [12 ms\n",
        "behind a prefix, indented": "[INFO] it's " + json.dumps({"ResponseMetadata": META, **whole}, indent=2) + " x",
        "array": json.dumps([whole]), "array, indented": json.dumps([[whole]], indent=4),
        "deep": json.dumps(deep), "deep, indented": json.dumps(deep, indent=2),
    }


class Layouts(ProgramTest):
    def test_one_response_may_have_any_layout(self):
        for name, layout in layouts(SENT, {**FAILED, "Error": 'a "BulkEmailEntryResults":[ b'}).items():
            with self.subTest(name):
                report, text = self.report(stdin=layout, status=NOT_ALL_SENT)
                self.assertEqual(figures(report), (1, 2, 1, 0))
                self.assertIn("\n     entry 1\n", text)  # the line is not named, because there is only one response

    def test_the_line_of_a_response_is_that_of_its_object(self):
        lines = [response(SENT, SENT), response(FAILED), response(SENT, UNKNOWN)]
        late = "\n" + response(SENT) + "\n\n \n" + json.dumps([wrapped(FAILED)], indent=1) + "\n"
        three = (3, 5, 3, 0), [(2, 0), (3, 1)]
        for log, *expected in (("\n".join(lines) + "\n", *three), ("\r\n".join(lines), *three),
                               ("\n ".join(lines), *three), ("".join(f"\ufeff{line}\n" for line in lines), *three),
                               (late, (2, 2, 1, 0), [(9, 0)])):
            with self.subTest(log):
                report = self.json(stdin=log, status=NOT_ALL_SENT)
                self.assertEqual([figures(report), places(report)], expected)

    def test_any_layout_may_follow_any_other(self):
        texts = ["No.", '},{"', "}\n{", '\\"},{', "\u20ac" * 200, "x" * 3000, '"BulkEmailEntryResults":[{']
        many = layouts(SENT, *[{**FAILED, "Error": text} for text in texts], SENT)
        pairs = list(itertools.product([*many.values(), *layouts(SENT).values(), *layouts().values()], repeat=2))
        report = self.json(stdin="".join(f"{first}\n{second}\n" for first, second in pairs), status=NOT_ALL_SENT)
        count = 2 * len(pairs) // 3  # of the responses in each of the three sizes
        self.assertEqual(figures(report), (3 * count, (9 + 1 + 0) * count, (2 + 1 + 0) * count, 0))


class Damaged(ProgramTest):
    def test_a_damaged_line_affects_only_that_line_and_is_reported_by_number(self):
        good = response(SENT)
        for damaged in (response(SENT, FAILED)[:-20], good[10:], good[:-2], good[:-2] + ",", "[]", "\0", "{",
                        "2026-11-2", json.dumps(wrapped(SENT))[:-90], "<html>", "\udcff\udcff",
                        '{"BulkEmailEntryResults":[{"Status":"SUCC', '{"BulkEmailEntryResults":null}',
                        '{"message":"Too Many Requests"}'):
            for number in (1, 2, 3):
                lines = [good, good, good]
                lines[number - 1] = damaged
                with self.subTest(damaged, number=number):
                    report, text = self.report(stdin="\n".join(lines), status=INCOMPLETE)
                    self.assertGreaterEqual(report["Sent"], 2)
                    self.assertEqual([item["Line"] for item in report["Issues"]["First"]], [number])
                    self.assertIn(f"\n  line {number}: ", text)

    def test_a_response_cut_at_any_byte_affects_no_other_whatever_the_layout(self):
        both, logged = body(SENT, SENT), wrapped(SENT, SENT)
        log, count = "", 0
        for whole in (json.dumps(both), json.dumps(both, indent=2), json.dumps(logged), json.dumps(logged, indent=1),
                      "INFO " + json.dumps(both)):
            list_end = whole.index("]", whole.index("BulkEmail")) + 1
            for size in range(1, len(whole)):
                for end in ("", "\n"):
                    cut = whole[:size] + end + whole + "\n"
                    log += cut
                    count += 1
                    if size % 5 == 0 and "{" in whole[:size]:
                        report = self.json(stdin=cut + response(FAILED))
                        self.assertEqual((report["Failed"], 2 <= report["Sent"] <= 4), (1, True), cut)
                        if end or 'BulkEmailEntryResults": [' in whole[:size] and size < list_end:
                            self.assertEqual(report["ExitStatus"], INCOMPLETE if size < list_end else NOT_ALL_SENT, cut)
        report = self.json(stdin=log, status=INCOMPLETE)
        self.assertGreaterEqual(report["Sent"], 2 * count)

    def test_glued_responses_lose_nothing(self):
        whole = response(SENT, SENT)
        for size in range(30, len(whole)):
            torn = whole[:size]
            report = self.json(stdin=torn * 3 + response(FAILED) + "\n" + whole)
            self.assertEqual((report["Failed"], report["Responses"]), (1, 5), torn)
            self.assertEqual(report["Sent"], 2 + 3 * torn.count('"SUCCESS"'), torn)

    def test_text_on_the_lines_of_a_response_is_the_logs(self):
        for before in ("INFO ", "[", "\0" * 4096, '"a" ', response(SENT) + "\0", "x" * 2 * BUFFER, "\0" * 5 * BUFFER):
            log = before + response(FAILED) + " garbage }\n" + response(SENT) + "\n"
            report = self.json(stdin=log, status=NOT_ALL_SENT)
            self.assertEqual((report["Failed"], places(report)), (1, [(1, 0)]), before[-100:])

    def test_lines_that_belong_together_are_one_issue(self):
        page = "<html>\n<body>\n  { not JSON }\n</body>\n</html>\n"
        refusal = json.dumps({"message": "Too Many Requests"}, indent=1) + "\n"
        log = response(SENT) + "\n" + page + refusal + json.dumps(wrapped(SENT), indent=1) + "\n" + refusal
        report, text = self.report(stdin=log, status=INCOMPLETE)
        line = log[:log.rindex("{\n \"message")].count("\n") + 1
        self.assertEqual([item["Line"] for item in report["Issues"]["First"]], [2, 7, line])
        self.assertEqual(figures(report)[:3], (2, 2, 2))
        self.assertIn('line 2: expected a response, found "<html>" and the lines after it', words(text))
        self.assertEqual(words(text).count('the service says "Too Many Requests"'), 2)

    def test_an_issue_after_a_complete_response_has_its_own_line_and_byte(self):
        broken = '{"BulkEmailEntryResults":[nul}\n'
        for before in (response(SENT), json.dumps(body(SENT), indent=4), json.dumps(wrapped(SENT)),
                       "INFO " + response(SENT)):
            for page, byte in ((" <html>\n", None), (' {"message":"Too Many Requests"}\n', None), ("\t503\n", None),
                               (broken, 29), ("INFO " + broken, 29)):
                report = self.json(stdin=before + "\n" + page + response(SENT) + "\n", status=INCOMPLETE)
                issue = report["Issues"]["First"][0]
                self.assertEqual((report["Sent"], issue["Line"]), (2, before.count("\n") + 2), before + page)
                self.assertIn(byte, (None, issue.get("Byte")), before + page)

    def test_an_empty_input_among_others_is_named_and_is_a_problem_only_if_nothing_was_read(self):
        empty, blank = self.file("", "a.log"), self.file("\n \n", "b.log")
        report, text = self.report(empty, self.file(response(SENT)), blank, status=ALL_SENT)
        self.assertEqual([note["Subject"] for note in report["Notes"]["First"]], [empty, blank])
        self.assertIn(f"  {empty}: the input is empty\n", text)
        for arguments in ([empty], [empty, blank], ["--mixed", empty, self.file("INFO\n", "c.log")]):
            (problem,) = self.json(*arguments, status=INCOMPLETE)["Problems"]["First"][:1]
            self.assertEqual(problem["Message"], "expected a response, found none")

    def test_everything_before_a_read_error_is_reported(self):
        for text in (json.dumps(body(SENT, SENT, SENT), indent=4)[:-4], response(SENT) + "\n" + response(SENT, SENT)):
            ours, other_end = socket.socketpair()  # the other end is closed with data left unread, which is an error
            self.addCleanup(ours.close)
            other_end.sendall(text.encode())
            ours.sendall(b"unread")
            other_end.close()
            done = subprocess.run([BULK_REPORT], stdin=ours, capture_output=True, env=environment(), check=False)
            self.assertEqual(done.returncode, INCOMPLETE)
            self.assertIn(b": 3 sent, 0 failed", done.stdout)
            for shown in (done.stdout, done.stderr):
                self.assertIn(b"standard input: cannot be read: Connection reset by peer", shown)


class LongResponses(ProgramTest):
    def test_a_response_longer_than_256_kib_keeps_the_results_that_begin_it(self):
        long = {"Status": "FAILED", "Error": "x" * 3 * BUFFER}
        for results in ([SENT] * 20000, [SENT] * 3 + [long, SENT]):
            for line, layout in ((2, response(*results)), (2, json.dumps(body(*results), indent=2)),
                                 (5, json.dumps(wrapped(*results), indent=1))):
                for following in ("\n" + response(FAILED), "\n" + json.dumps(wrapped(FAILED), indent=1), ""):
                    log = response(SENT) + "\n" + layout + following
                    report = self.json(stdin=log, status=INCOMPLETE)
                    kept = layout[layout.index('"Bulk'):][:BUFFER].count("id-1")
                    failed = (long in results) + bool(following)
                    self.assertEqual((report["Failed"], report["Issues"]["Count"]), (failed, 0))
                    self.assertAlmostEqual(report["Sent"], 1 + kept, delta=1)
                    (problem,) = report["Problems"]["First"]
                    self.assertEqual(problem["Subject"], f"standard input, line {line}")
                    where = f"line {3 + layout.count(chr(10))}" if following else "the end of the input"
                    found = re.search(r"within 256 KiB, found (\d+) bytes; \d+ results were counted, and the rest was "
                                      f"skipped, up to {where}$", problem["Message"])
                    self.assertAlmostEqual(int(found[1]), len(layout), delta=250)

    def test_a_response_of_almost_256_kib_is_read_wherever_it_is_in_the_buffer(self):
        for size in range(BUFFER - 3, BUFFER):
            whole = response(SENT)
            whole = whole[:-2] + " " * (size - len(whole)) + "]}"
            self.run_program(stdin=whole + "\n" + whole + "\r\n" + response(SENT) + whole, status=ALL_SENT)

    def test_other_lines_may_be_of_any_length_and_number(self):
        for text in ("x" * 5 * BUFFER, '{"a":"' + "x" * 5 * BUFFER, "INFO x\n" * 2 * BUFFER, '{"a":1}\n' * BUFFER):
            log = response(SENT) + "\n" + text + "\n" + json.dumps(wrapped(FAILED), indent=2)
            report = self.json("--mixed", stdin=log, status=NOT_ALL_SENT)
            self.assertEqual((figures(report), report["OtherLines"]), ((2, 2, 1, 0), text.count("\n") or 1), text[:9])

    def test_time_is_in_proportion_to_the_size_for_any_layout(self):
        # Up to 15 times as long without optimization. A search that begins again: over 100.
        def took(text):
            before = processor_time()
            self.run_program(stdin=text)
            return processor_time() - before
        lines = took((response(SENT) + "\n") * 20000)
        size = 20000 * len(response(SENT))
        for text in (response(SENT), '{"BulkEmailEntryResults":[', "{\n", '{"a":\n', "\n\n {", "[", "[{",
                     ' {"BulkEmailEntryResults"\n', '{"BulkEmailEntryResults":[]},\n', '\\"', "\"", "'"):
            self.assertLess(took(text * (size // len(text))), 50 * lines, text)
