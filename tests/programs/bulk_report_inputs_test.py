"""bulk_report: how the responses in an input are found, whatever its layout and whatever is broken."""
import json
import random
import resource
import socket
import subprocess

from bulk_report_harness import (ALL_SENT, FAILED, INCOMPLETE, NOT_ALL_SENT, SENT, UNKNOWN, ProgramTest, data,
                                 environment, figures, main, places, program, response)

BUFFER = 256 * 1024  # the size of the first buffer; what is larger is read in parts


def indented(*results, indent=4):
    return json.dumps({"BulkEmailEntryResults": results}, indent=indent)


class OneResponse(ProgramTest):
    def test_it_may_have_any_layout(self):
        body = {"BulkEmailEntryResults": [SENT, FAILED]}
        layouts = {
            "one line": json.dumps(body),
            "one line, ended": json.dumps(body) + "\n\n",
            "indented": json.dumps(body, indent=4),
            "indented with tabs": json.dumps(body, indent="\t"),
            "one result a line": '{"BulkEmailEntryResults":[\n' + json.dumps(SENT) + ",\n" + json.dumps(FAILED) + "\n]}",
            "a member a line": json.dumps(body).replace(",", ",\n"),
            "name and value on lines of their own": json.dumps(body, indent=0).replace(": ", "\n:\n"),
            "CRLF": json.dumps(body, indent=1).replace("\n", "\r\n"),
            "byte order mark": "\ufeff" + json.dumps(body, indent=1),
            "blank lines first": "\n \r\n\t\n" + json.dumps(body),
            "blank lines within": json.dumps(body, indent=1).replace("\n", "\n\n \n"),
            "text that names the results": json.dumps({"note": '"BulkEmailEntryResults"', **body}, indent=1),
        }
        for name, layout in layouts.items():
            with self.subTest(name):
                report, text = self.report(stdin=layout, status=NOT_ALL_SENT)
                self.assertEqual(figures(report), (1, 2, 1, 0))
                self.assertIn("\n     entry 1\n", text)  # the line is not named, since there is one response only

    def test_as_the_aws_cli_prints_it(self):
        report, _ = self.report(str(data("aws-cli-mixed.json")), status=NOT_ALL_SENT)
        self.assertEqual(figures(report), (1, 3, 1, 0))

    def test_an_indented_one_that_is_truncated_is_one_response(self):
        report, _ = self.report(stdin=indented(SENT, SENT)[:-10], status=INCOMPLETE)
        self.assertEqual(figures(report), (1, 2, 2, 1))

    def test_garbage_after_it_is_an_issue_and_its_results_are_kept(self):
        for garbage in ("garbage", " }", ",", "\0"):
            report, _ = self.report(stdin=response(SENT) + garbage + "\n" + response(SENT), status=INCOMPLETE)
            self.assertEqual(figures(report), (2, 2, 2, 1), garbage)


class SeveralResponses(ProgramTest):
    def test_json_lines_hold_a_response_a_line(self):
        lines = [response(SENT, SENT), response(FAILED), response(SENT, UNKNOWN)]
        layouts = {
            "plain": "\n".join(lines), "ended": "\n".join(lines) + "\n", "CRLF": "\r\n".join(lines) + "\r\n",
            "byte order mark": "\ufeff" + "\n".join(lines), "indented": "\n ".join(lines),
            "byte order marks": "".join("\ufeff" + line + "\n" for line in lines),
        }
        for name, layout in layouts.items():
            with self.subTest(name):
                report, _ = self.report(stdin=layout, status=NOT_ALL_SENT)
                self.assertEqual(figures(report), (3, 5, 3, 0))
                self.assertEqual(places(report), [(2, 0), (3, 1)])

    def test_blank_lines_count_as_lines_but_are_not_responses(self):
        report, _ = self.report(stdin="\n" + response(SENT) + "\n\n \n" + response(FAILED) + "\n")
        self.assertEqual((report["Responses"], places(report)), (2, [(5, 0)]))

    def test_they_may_be_one_after_another_in_any_layout(self):
        captured = data("aws-cli-mixed.json").read_text()
        one_line = data("emulator-mixed.json").read_text()
        for parts in ([captured] * 3, [captured, one_line, captured], [one_line] * 3, [one_line, captured, captured]):
            for separator in ("", "\n", "\n\n", " ", "\r\n"):
                with self.subTest(parts=parts, separator=separator):
                    report, text = self.report(stdin=separator.join(parts), status=NOT_ALL_SENT)
                    self.assertEqual(figures(report), (3, 9, 3, 0))
                    self.assertIn("line 1, entry 1", text)

    def test_a_random_mixture_of_layouts_is_read_exactly(self):
        rng = random.Random(13)
        layouts = [
            lambda results: response(*results) + "\n",
            lambda results: response(*results),
            lambda results: indented(*results) + "\n",
            lambda results: indented(*results, indent=0) + "\n",
            lambda results: "\n \n" + indented(*results, indent=1) + "\r\n",
            lambda results: '{"BulkEmailEntryResults":[\n' + ",\n".join(map(json.dumps, results)) + "\n]}\n",
        ]
        texts = ["No.", '},{"', "}\n{", '\\"},{', "\u20ac" * 200, "x" * 3000]
        for _ in range(5):
            log, entries, sent, wanted = "", 0, 0, []
            count = rng.randrange(1, 400)
            for _ in range(count):
                results = [rng.choice([SENT, {"Status": "FAILED", "Error": rng.choice(texts)}])
                           for _ in range(rng.randrange(0, 50))]
                entries += len(results)
                sent += results.count(SENT)
                text = rng.choice(layouts)(results)
                begin = log.count("\n") + 1 + (len(text) - len(text.lstrip()) and 2)
                wanted += [(begin, i) for i, result in enumerate(results) if result != SENT]
                log += text
            csv = self.directory / "entries.csv"
            report = json.loads(self.run_program("--json", "--csv", str(csv), stdin=log).stdout)
            self.assertEqual(figures(report), (count, entries, sent, 0))
            rows = [line.split(",") for line in csv.read_text().splitlines() if ",FAILED," in line]
            self.assertEqual([(int(row[1]), int(row[2])) for row in rows], wanted)


class Broken(ProgramTest):
    def test_a_broken_line_costs_that_line_and_is_reported_by_its_number(self):
        good = response(SENT)
        broken_lines = {
            "cut at the end": response(SENT, FAILED)[:-20], "cut at the start": response(SENT)[10:], "HTML": "<html>",
            "cut in a string": '{"BulkEmailEntryResults":[{"Status":"SUCC', "not UTF-8": "\udcff\udcff",
            "cut between entries": '{"BulkEmailEntryResults":[' + json.dumps(SENT),
            "cut after a comma": '{"BulkEmailEntryResults":[' + json.dumps(SENT) + ",",
            "a message": '{"message":"Too Many Requests"}', "a list": "[]", "a zero byte": "\0", "a brace": "{",
            "a bracket too many": '{"BulkEmailEntryResults":[]]}',
        }
        for name, broken in broken_lines.items():
            for number in (1, 2, 3):
                lines = [good, good, good]
                lines[number - 1] = broken
                with self.subTest(name, number=number):
                    report, text = self.report(stdin="\n".join(lines), status=INCOMPLETE)
                    self.assertEqual(report["Responses"], 3)
                    self.assertGreaterEqual(report["Sent"], 2)
                    self.assertEqual([item["Line"] for item in report["Issues"]["First"]], [number])
                    self.assertIn(f"\n  line {number}: ", text)

    def test_a_log_of_which_every_line_is_truncated_is_read_line_by_line(self):
        report, _ = self.report(stdin=(response(SENT, SENT)[:-5] + "\n") * 3, status=INCOMPLETE)
        self.assertEqual(figures(report), (3, 6, 6, 3))
        self.assertEqual([item["Line"] for item in report["Issues"]["First"]], [1, 2, 3])

    def test_an_indented_response_that_is_truncated_costs_nothing_of_the_next_one(self):
        whole = indented(SENT, SENT)
        for size in range(1, len(whole), 7):
            for following in (whole, response(SENT, SENT)):
                report = json.loads(self.run_program("--json", stdin=whole[:size] + "\n" + following + "\n").stdout)
                self.assertEqual((report["Responses"], report["Issues"]["Count"]), (2, 1), whole[:size])
                self.assertGreaterEqual(report["Sent"], 2)

    def test_a_response_is_read_whatever_precedes_it_on_its_line(self):
        whole = response(SENT, SENT)
        beginnings = [whole[:size] for size in range(1, len(whole))]  # a writer was killed, and the next one went on
        for before in [*beginnings, " " + whole[:30], "\ufeff" + whole[:30], "\0" * 4096, whole + "\0", "2026-11-25T03:00:00Z INFO ", "[",
                       "x" * 2 * BUFFER, "\0" * 5 * BUFFER]:
            with self.subTest(before[-100:], size=len(before)):
                log = before + response(FAILED) + "\n" + response(SENT) + "\n"
                report = json.loads(self.run_program("--json", stdin=log, status=INCOMPLETE).stdout)
                self.assertEqual((report["Responses"], report["Failed"]), (3, 1))
                self.assertEqual(places(report), [(1, 0)])
                self.assertEqual({issue["Line"] for issue in report["Issues"]["First"]}, {1})

    def test_an_array_of_responses_is_read_with_an_issue_for_what_is_around_them(self):
        report, _ = self.report(stdin=json.dumps([json.loads(response(SENT)), json.loads(response(FAILED))]),
                                status=INCOMPLETE)
        self.assertEqual((report["Sent"], report["Failed"]), (1, 1))

    def test_what_is_between_two_responses_is_one_broken_response(self):
        page = "<html>\n<body>\n  { not JSON }\n</body>\n</html>\n"
        report, _ = self.report(stdin=response(SENT) + "\n" + page + response(SENT) + "\n" + page, status=INCOMPLETE)
        self.assertEqual(figures(report), (4, 2, 2, 2))
        self.assertEqual([item["Line"] for item in report["Issues"]["First"]], [2, 8])

    def test_the_byte_of_an_issue_counts_from_the_beginning_of_its_response(self):
        for before in ("", response(SENT) + "\n", indented(SENT) + "\n"):
            report, _ = self.report(stdin=before + '{"BulkEmailEntryResults":[nul}', status=INCOMPLETE)
            self.assertEqual(report["Issues"]["First"][0]["Byte"], 29)

    def test_what_was_read_before_an_error_is_reported(self):
        for text in (indented(SENT, SENT, SENT), indented(SENT, SENT, SENT)[:-4],
                     response(SENT) + "\n" + response(SENT, SENT) + "\n"):
            with self.subTest(text):
                process = subprocess.run([program()], stdin=self.connection_that_breaks_after(text), capture_output=True,
                                         env=environment(), timeout=120, check=False)
                self.assertEqual(process.returncode, INCOMPLETE)
                self.assertIn(b": 3 sent, 0 failed", process.stdout)
                for shown in (process.stdout, process.stderr):
                    self.assertIn(b"standard input: cannot be read: Connection reset by peer", shown)

    def connection_that_breaks_after(self, text):
        """A socket from which `text` can be read, and then an error: the other end was closed with data left unread."""
        ours, other_end = socket.socketpair()
        self.addCleanup(ours.close)
        other_end.sendall(text.encode())
        ours.sendall(b"unread")
        other_end.close()
        return ours


class LongResponses(ProgramTest):
    """Responses that are longer than the buffer, and are read in parts."""

    def results(self, size):
        rng = random.Random(size)
        results = []
        while size > 0:
            error = rng.choice(['},{"Status":"SUCCESS"},{', '\\"},{\\"', "}, {", "No.", "\u20ac" * 40])
            results.append(rng.choice([SENT, SENT, {"Status": "FAILED", "Error": error}]))
            size -= len(json.dumps(results[-1]))
        return results

    def test_they_are_read_as_if_they_were_short(self):
        for size in (BUFFER // 2, 4 * BUFFER):
            results = self.results(size)
            failed = [i for i, result in enumerate(results) if result != SENT]
            layouts = (response(*results), indented(*results), indented(*results, indent=0),
                       '{"BulkEmailEntryResults":[\n' + ",\n".join(map(json.dumps, results)) + "\n]}",
                       json.dumps({"Other": [{}] * 1000, "BulkEmailEntryResults": results, "More": [{}, {}] * 1000}))
            for i, layout in enumerate(layouts):
                with self.subTest(size=size, layout=i):
                    csv = self.directory / "entries.csv"
                    log = layout + "\n" + response(SENT) + "\n"
                    report = json.loads(self.run_program("--json", "--csv", str(csv), stdin=log).stdout)
                    self.assertEqual(figures(report), (2, len(results) + 1, results.count(SENT) + 1, 0))
                    rows = [line.split(",") for line in csv.read_text().splitlines() if ",FAILED," in line]
                    self.assertEqual([int(row[2]) for row in rows], failed)

    def test_issues_within_them_name_the_entry_and_the_byte(self):
        whole = response(*[SENT] * 30000)
        text = whole.replace('"SUCCESS"', "1111111.9", 20000).replace("1111111.9", '"SUCCESS"', 19999)
        report, _ = self.report("--list", "1000", stdin=text, status=INCOMPLETE)
        self.assertEqual(figures(report), (1, 30000, 29999, 1))
        self.assertEqual(report["Issues"]["First"][0]["Path"], "/BulkEmailEntryResults/19999/Status")
        at = text.index("1111111.9")
        report, _ = self.report(stdin=text[:at] + "?" + text[at:] + "\n" + response(FAILED), status=INCOMPLETE)
        self.assertEqual((report["Responses"], report["Sent"], report["Failed"]), (2, 19999, 1))
        self.assertEqual(report["Issues"]["First"][0]["Byte"], at)

    def test_they_may_be_truncated_anywhere(self):
        whole = response(*[SENT] * 20000)
        for size in (BUFFER - 1, BUFFER, BUFFER + 1, len(whole) // 2, len(whole) - 2, len(whole) - 1):
            report, _ = self.report(stdin=whole[:size] + "\n" + response(FAILED) + "\n", status=INCOMPLETE)
            self.assertEqual((report["Responses"], report["Failed"], report["Issues"]["Count"]), (2, 1, 1))
            self.assertEqual(report["Issues"]["First"][0]["Byte"], size)
            self.assertAlmostEqual(report["Sent"], whole[:size].count("}"), delta=1)

    def test_an_entry_longer_than_the_buffer_is_read(self):
        long = {"Status": "FAILED", "Error": "x" * 6 * BUFFER}
        report, _ = self.report(stdin=response(SENT, long, SENT) + "\n" + response(SENT), status=NOT_ALL_SENT)
        self.assertEqual(figures(report), (2, 4, 3, 0))

    def test_what_is_too_long_to_be_held_is_read_as_far_as_possible_and_named(self):
        long = {"Status": "FAILED", "Error": "x" * 17 * BUFFER}
        for too_long in (response(SENT, long, SENT), '{"a":"' + "x" * 17 * BUFFER, "[" * 17 * BUFFER):
            log = response(SENT) + "\n" + too_long + "\n" + response(SENT)
            report = json.loads(self.run_program("--json", stdin=log, status=INCOMPLETE).stdout)
            self.assertEqual((report["Responses"], report["Sent"] in (2, 3)), (3, True))
            self.assertEqual([problem["Subject"] for problem in report["Problems"]], ["standard input, line 2"])
            self.assertIn("within 4 MiB, found none", report["Problems"][0]["Message"])

    def test_results_that_are_there_twice_in_parts_are_counted_and_named(self):
        results = json.dumps([SENT] * 20000)
        text = '{"BulkEmailEntryResults":' + results + ',"BulkEmailEntryResults":' + results + "}"
        report, _ = self.report(stdin=text, status=INCOMPLETE)
        self.assertIn("found it again", report["Problems"][0]["Message"])

    def test_many_responses_on_one_line_take_time_in_proportion(self):
        # In processor time, 8 times as long without optimization. A search that begins again for each response: 110 times.
        lines = self.processor_time((response(SENT) + "\n") * 20000)
        self.assertLess(self.processor_time(response(SENT) * 20000), 30 * lines)

    def processor_time(self, text):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.run_program(stdin=text)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    def test_a_hostile_layout_is_read_to_its_end(self):
        for text in ('{"a":\n' * BUFFER, "{\n" * (BUFFER // 2), "\n\n {" * BUFFER, ' {"BulkEmailEntryResults"\n' * 20000,
                     '{"BulkEmailEntryResults":[' * 100000):
            done = self.run_program(stdin=text, status=INCOMPLETE)
            self.assertIn(b"0 entries in ", done.stdout)

    def test_a_response_of_exactly_the_buffer_is_read(self):
        for size in range(BUFFER - 2, BUFFER + 3):
            body = response(SENT)
            body = body[:-1] + " " * (size - len(body)) + "}"
            self.assertEqual(len(body), size)
            self.run_program(stdin=body + "\n" + body + "\r\n" + body, status=ALL_SENT)


if __name__ == "__main__":
    main()
