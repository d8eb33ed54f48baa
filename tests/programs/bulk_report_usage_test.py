"""bulk_report: options, exit statuses, and inputs that cannot be opened or are not JSON at all."""
import bz2
import gzip
import json
import lzma
import os
import shlex
import shutil
import subprocess
import threading
import zipfile

from bulk_report_harness import (ALL_SENT, FAILED, INCOMPLETE, NO_TEMPLATE, NOT_ALL_SENT, SENT, THROTTLED, UNKNOWN,
                                 WRONG_USAGE, ProgramTest, data, environment, main, program, response)


class ExitStatus(ProgramTest):
    def test_0_if_all_was_sent(self):
        self.run_program(str(data("emulator-50-sent.json")), status=ALL_SENT)
        self.run_program(stdin=response(), status=ALL_SENT)

    def test_1_if_something_was_not_sent_or_is_not_known(self):
        self.run_program(str(data("emulator-mixed.json")), status=NOT_ALL_SENT)
        for result in (THROTTLED, NO_TEMPLATE, FAILED, UNKNOWN, {}):
            with self.subTest(result=result):
                self.run_program(stdin=response(SENT, result), status=NOT_ALL_SENT)

    def test_2_if_something_could_not_be_read(self):
        for name in ("emulator-bad-request.json", "emulator-no-auth.json"):
            self.run_program(str(data(name)), status=INCOMPLETE)
        bodies = {
            "nothing": "",
            "whitespace": " \n\n",
            "truncated": response(SENT)[:-3],
            "HTML": "<html><body>503</body></html>",
            "no results": '{"message":"Missing Authentication Token"}',
            "a status that is a number": '{"BulkEmailEntryResults":[{"Status":1}]}',
            "not UTF-8": b'{"BulkEmailEntryResults":[{"Status":"SUCCESS\xff"}]}',
            "a zero byte": response(SENT).encode() + b"\0",
            "binary": bytes(range(256)) * 100,
            "deep nesting": "[" * 100000,
        }
        for name, body in bodies.items():
            with self.subTest(name):
                self.run_program(stdin=body, status=INCOMPLETE)

    def test_2_if_standard_output_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program(), str(data("emulator-50-sent.json"))], stdout=full, stderr=subprocess.PIPE,
                                  check=False)
        self.assertEqual(done.returncode, INCOMPLETE)
        self.assertIn(b"standard output cannot be written", done.stderr)

    def test_64_for_wrong_usage_which_is_explained(self):
        wanted = self.file("{}", "request.json")
        answer = self.file(response(SENT))
        wrong = [
            ["--nonsense"], ["--list"], ["--list", "many"], ["--list", "-1"], ["--list", "100001"], ["--list", "5x"],
            ["--json=perhaps"], ["--csv", ""], ["--retry-to", "retry.json"], ["--request"],
            [answer, "--request", wanted, "--retry-to", wanted],
            [answer, "--request", wanted, "--retry-to", answer],
            [answer, "--request", wanted, "--retry-to", str(self.directory / "." / "response.json")],
            [answer, "--csv", answer],
            [answer, "--request", wanted, "--csv", wanted],
            [answer, "--request", wanted, "--csv", "new", "--retry-to", "new"],
            [answer, "--request", wanted, "--csv", "./new", "--retry-to", "new"],
            [answer, answer], [answer, str(self.directory / "." / "response.json")], ["-", "-"],
            [answer, "--csv", "-"], [answer, "--request", "-"], [answer, "--request", wanted, "--retry-to", "-"],
        ]
        for arguments in wrong:
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments, status=WRONG_USAGE)
                self.assertEqual(done.stdout, b"")
                self.assertRegex(done.stderr.decode(), r"^bulk_report: .+\nRun with --help for more information.\n$")
        self.assertEqual((self.directory / "request.json").read_text(), "{}")
        self.assertEqual(sorted(os.listdir(self.directory)), ["request.json", "response.json"])

    def test_a_number_out_of_range_is_named_as_the_user_wrote_it(self):
        for number in ("99999999999999999999", "-1", "1e3", "0x10", "100001"):
            done = self.run_program("--list", number, status=WRONG_USAGE)
            self.assertIn(f"--list: expected a number from 0 to 100000, found {number}\n".encode(), done.stderr)

    def test_a_descriptor_that_is_closed_at_the_start_never_becomes_a_file(self):
        table = self.directory / "entries.csv"
        command = f"{shlex.quote(program())} --csv {shlex.quote(str(table))} /missing {data('emulator-mixed.json')}"
        for closed in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
            subprocess.run(command + " " + closed, shell=True, capture_output=True, check=False)
            self.assertEqual(table.read_text().count("\n"), 4, closed)
            table.unlink()

    def test_wrong_usage_does_not_drive_the_terminal(self):
        for argument in ("--nonsense=\x1b[31m", "--list=\x1b[31m"):
            self.assertNotIn(b"\x1b", self.run_program(argument, status=WRONG_USAGE).stderr)

    def test_help_names_every_option_and_exit_status(self):
        for option in ("--help", "-h"):
            text = self.run_program(option, status=0).stdout.decode()
            for word in ("RESPONSE", "--json", "--csv", "--list", "--request", "--retry-to", "--version", "NO_COLOR",
                         "JSON Lines", "standard input", "\n  0 ", "\n  1 ", "\n  2 ", "\n  64 "):
                self.assertIn(word, text)
            self.assertLessEqual(max(map(len, text.splitlines())), 100)

    def test_the_version_is_printed(self):
        self.assertRegex(self.run_program("--version", status=0).stdout, rb"^bulk_report \d+\.\d+\.\d+\n$")


class Inputs(ProgramTest):
    def test_standard_input_is_read_without_arguments_and_for_a_dash(self):
        self.assertEqual(self.report(stdin=response(SENT))[0]["Sent"], 1)
        self.assertEqual(self.report("-", stdin=response(SENT))[0]["Sent"], 1)
        self.assertEqual(self.report(self.file(response(SENT)), "-", stdin=response(SENT, SENT))[0]["Sent"], 3)

    def test_a_missing_file_and_a_directory_are_named_and_the_others_are_reported(self):
        good = self.file(response(SENT))
        missing = str(self.directory / "missing.json")
        arguments = (missing, str(self.directory), good)
        report, text = self.report(*arguments, status=INCOMPLETE)
        self.assertEqual(report["Sent"], 1)
        self.assertEqual(report["Issues"]["Count"], 0)
        self.assertEqual(report["Problems"],
                         [{"Subject": missing, "Message": "cannot be opened: No such file or directory"},
                          {"Subject": str(self.directory), "Message": "cannot be read: Is a directory"}])
        errors = self.run_program(*arguments).stderr.decode()
        for shown in (" ".join(text.split()), errors):
            self.assertIn(missing + ": cannot be opened: No such file or directory", shown)
            self.assertIn(str(self.directory) + ": cannot be read: Is a directory", shown)

    def test_a_fifo_is_read_to_its_end(self):
        fifo = self.directory / "fifo"
        os.mkfifo(fifo)
        writer = threading.Thread(target=fifo.write_text, args=((response(SENT) + "\n") * 5000,))
        writer.start()
        self.assertIn(b"5000 entries in 5000 responses: 5000 sent", self.run_program(str(fifo), status=ALL_SENT).stdout)
        writer.join()

    def test_the_locale_does_not_matter(self):
        body = response(SENT, {**FAILED, "Error": "\u20ac 1.5"})
        expected = self.run_program(stdin=body).stdout
        for locale in ("C", "C.UTF-8", "ps_AF.UTF-8", "de_DE.ISO-8859-1"):
            self.assertEqual(self.run_program(stdin=body, LC_ALL=locale).stdout, expected)

    def assert_refused_with_a_command_that_works(self, content, name):
        packed = self.file(content, name)
        done = self.run_program(packed, status=INCOMPLETE)
        message = done.stderr.decode()
        self.assertIn("expected JSON, found ", message)
        self.assertIn("0 entries", done.stdout.decode())
        command = message[message.index("run: ") + len("run: "):].strip()
        self.assertTrue(command.endswith(" | bulk_report"), command)
        if shutil.which(command.split()[0]) is None:
            return
        command = command.replace("| bulk_report", "| " + shlex.quote(program()))
        shown = subprocess.run(command, shell=True, capture_output=True, check=False, env=environment()).stdout
        self.assertIn(b"1 entry in 1 response: 1 sent", shown)

    def test_compressed_input_is_refused_with_the_command_that_unpacks_it(self):
        body = response(SENT).encode()
        archive = self.directory / "made.zip"
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("response.json", body)
        self.assert_refused_with_a_command_that_works(gzip.compress(body), "a.gz")
        self.assert_refused_with_a_command_that_works(gzip.compress(body), "a log.gz")
        self.assert_refused_with_a_command_that_works(bz2.compress(body), "-a.bz2")
        self.assert_refused_with_a_command_that_works(lzma.compress(body), "a.xz")
        self.assert_refused_with_a_command_that_works(archive.read_bytes(), "a.zip")
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            self.assert_refused_with_a_command_that_works(body.decode().encode(encoding), "a.txt")
        self.assert_refused_with_a_command_that_works(("\r\n" + body.decode()).encode("utf-16"), "a.txt")
        for tool, first_bytes in (("zstd", b"\x28\xb5\x2f\xfd"), ("lz4", b"\x04\x22\x4d\x18")):
            if shutil.which(tool):
                packed = subprocess.run([tool, "-c"], input=body, capture_output=True, check=True).stdout
                self.assert_refused_with_a_command_that_works(packed, "a." + tool)
            self.assertIn(f"run: ... | {tool} -dc | bulk_report", self.run_program(stdin=first_bytes).stderr.decode())

    def test_a_compressed_input_does_not_keep_others_from_being_read(self):
        packed = self.file(gzip.compress(b"x"), "a.gz")
        report, _ = self.report(packed, self.file(response(SENT)), status=INCOMPLETE)
        self.assertEqual((report["Sent"], report["Issues"]["Count"], len(report["Problems"])), (1, 0, 1))


class Json(ProgramTest):
    def test_it_is_one_ascii_document(self):
        shown = self.run_program("--json", stdin=response({**FAILED, "Error": "\u20ac\x1b"})).stdout
        self.assertTrue(shown.isascii())
        self.assertEqual(json.loads(shown)["Failures"]["First"][0]["Error"], "\u20ac\x1b")


if __name__ == "__main__":
    main()
