# SPDX-License-Identifier: MIT
"""bulk_report: options, exit statuses, and inputs that cannot be opened or are not JSON at all."""
import bz2
import gzip
import io
import lzma
import os
import shlex
import shutil
import subprocess
import zipfile

from harness import (ALL_SENT, BULK_REPORT, DATA, FAILED, INCOMPLETE, NOT_ALL_SENT, NO_TEMPLATE, SENT, THROTTLED,
                     UNKNOWN, WRONG_USAGE, ProgramTest, environment, response, words)


class ExitStatus(ProgramTest):
    def test_it_tells_whether_all_was_sent_and_all_was_read(self):
        for status, bodies in (
                (ALL_SENT, [(DATA / "emulator-50-sent.json").read_bytes(), response()]),
                (NOT_ALL_SENT, [(DATA / "emulator-mixed.json").read_bytes()] +
                 [response(SENT, result) for result in (THROTTLED, NO_TEMPLATE, FAILED, UNKNOWN, {})]),
                (INCOMPLETE, [(DATA / "emulator-bad-request.json").read_bytes(), "", " \n\n", response(SENT)[:-3],
                              "<html><body>503</body></html>", '{"message":"Missing Authentication Token"}',
                              '{"BulkEmailEntryResults":[{"Status":1}]}',
                              b'{"BulkEmailEntryResults":[{"Status":"SUCCESS\xff"}]}', bytes(range(256)) * 100,
                              "[" * 100000])):
            for body in bodies:
                with self.subTest(body=body[:100]):
                    self.run_program(stdin=body, status=status)

    def test_2_if_standard_output_is_full(self):
        for arguments in (["--help"], ["--version"], [], ["--json"], ["--csv", "-"]):
            with self.subTest(arguments=arguments), open("/dev/full", "wb") as full:
                done = subprocess.run([BULK_REPORT, *arguments], input=response(SENT).encode(), stdout=full,
                                      stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, INCOMPLETE)
                self.assertRegex(done.stderr, rb"^bulk_report: .*standard output.*\n$")

    def test_64_for_a_usage_error_which_is_explained(self):
        wanted = self.file("{}", "request.json")
        for arguments, message in (
                (["--nonsense"], ""), (["--list"], ""), (["--json=perhaps"], ""), (["--request"], ""),
                *[(["--list", number], f"--list: expected a number from 0 to 100000, found {number}\n")
                  for number in ("many", "-1", "100001", "5x", "1e3", "0x10", "99999999999999999999")],
                (["--csv", ""], "--csv: expected a value, found nothing"),
                *[(option, f"{option[0]}: expected {needed} as well, found none") for option, needed in (
                    (["--retry-to", "retry.json"], "--request"), (["--in-order"], "--request"),
                    (["--rows", "all"], "--csv"))],
                (["--csv", "new", "--rows", "sent"], "--rows: expected all or not-sent, found sent"),
                (["--json", "--csv", "-"], "--json: --csv - prints rows and no report"),
                (["--request", "-"], "expected a file, found -"),
                (["--request", wanted, "--retry-to", "-"], "expected a file, found -"),
                (["--nonsense=\x1b[31m"], ""), (["--list=\x1b[31m"], "")):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments, status=WRONG_USAGE)
                self.assertEqual(done.stdout, b"")
                self.assertRegex(done.stderr.decode(),
                                 r"^bulk_report: [^\x1b]+\nRun with --help for more information.\n$")
                self.assertIn(message, done.stderr.decode())
        self.assertEqual(os.listdir(self.directory), ["request.json"])

    def test_a_descriptor_that_is_closed_at_the_start_never_becomes_a_file(self):
        table = self.directory / "entries.csv"
        command = f"{shlex.quote(BULK_REPORT)} --csv {shlex.quote(str(table))} /missing {DATA / 'emulator-mixed.json'}"
        for closed in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
            subprocess.run(command + " " + closed, shell=True, capture_output=True, check=False)
            self.assertEqual(table.read_text().count("\n"), 4, closed)
            table.unlink()

    def test_help_names_every_option_and_exit_status(self):
        for option in ("--help", "-h"):
            text = self.text(option, status=0)
            for word in ("RESPONSE", "--json", "--csv", "--rows", "--mixed", "--list", "--request", "--retry-to",
                         "--in-order", "--version", "NO_COLOR", "JSON Lines", "standard input", "\n  0 ", "\n  1 ",
                         "\n  2 ", "\n  64 ", "\n  128 + n "):
                self.assertIn(word, text)
            self.assertLessEqual(max(map(len, text.splitlines())), 100)
        self.assertRegex(self.run_program("--version", status=0).stdout, rb"^bulk_report \d+\.\d+\.\d+\n$")


class Inputs(ProgramTest):
    def test_standard_input_and_a_fifo_are_read_to_their_end(self):
        for arguments, sent in (([], 2), (["-"], 2), ([self.file(response(SENT)), "-"], 3)):
            self.assertEqual(self.json(*arguments, stdin=response(SENT, SENT))["Sent"], sent)
        os.mkfifo(self.directory / "fifo")
        command = f"yes '{response(SENT)}' | head -n 5000 > fifo & {shlex.quote(BULK_REPORT)} fifo"
        shown = subprocess.run(command, shell=True, cwd=self.directory, capture_output=True, check=True).stdout
        self.assertIn(b"5000 entries in 5000 responses: 5000 sent", shown)

    def test_an_input_that_cannot_be_read_is_named_and_the_others_are_reported(self):
        missing, folder = str(self.directory / "missing.json"), str(self.directory)
        packed, good = self.file(gzip.compress(b"x"), "a.gz"), self.file(response(SENT))
        report, text = self.report(missing, folder, packed, good, status=INCOMPLETE)
        self.assertEqual((report["Sent"], report["Issues"]["Count"]), (1, 0))
        errors = self.run_program(missing, folder, packed, good).stderr.decode()
        for subject, message in ((missing, "cannot be read: No such file or directory"),
                                 (folder, "cannot be read: Is a directory"), (packed, "expected JSON, found ")):
            problems = [": ".join(problem.values()) for problem in report["Problems"]["First"]]
            for shown in (errors, words(text), " ".join(problems)):
                self.assertIn(f"{subject}: {message}", shown)

    def test_the_locale_does_not_matter(self):
        body = response(SENT, {**FAILED, "Error": "\u20ac 1.5"})
        self.assertEqual(len({self.run_program(stdin=body, LC_ALL=locale).stdout
                              for locale in ("C", "C.UTF-8", "ps_AF.UTF-8", "de_DE.ISO-8859-1")}), 1)

    def test_compressed_input_is_refused_with_the_command_that_unpacks_it(self):
        body = response(SENT).encode()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("response.json", body)
        packed = [("a.gz", gzip.compress(body)), ("a log.gz", gzip.compress(body)), ("-a.bz2", bz2.compress(body)),
                  ("a.xz", lzma.compress(body)), ("a.zip", archive.getvalue())]
        packed += [("a.txt", body.decode().encode(encoding)) for encoding in ("utf-16", "utf-16-le", "utf-16-be")]
        packed += [("a.txt", ("\r\n" + body.decode()).encode("utf-16"))]
        for tool, first_bytes in (("zstd", b"\x28\xb5\x2f\xfd"), ("lz4", b"\x04\x22\x4d\x18")):
            if shutil.which(tool):
                done = subprocess.run([tool, "-c"], input=body, capture_output=True, check=True)
                packed.append(("a." + tool, done.stdout))
            self.assertIn(f"run: ... | {tool} -dc | bulk_report", self.run_program(stdin=first_bytes).stderr.decode())
        for name, content in packed:
            with self.subTest(name, content=content[:4]):
                message = self.run_program(self.file(content, name), status=INCOMPLETE).stderr.decode()
                self.assertIn("expected JSON, found ", message)
                command = message[message.index("run: ") + len("run: "):].strip()
                self.assertTrue(command.endswith(" | bulk_report"), command)
                if shutil.which(command.split()[0]) is None:
                    continue
                command = command.replace("| bulk_report", "| " + shlex.quote(BULK_REPORT))
                shown = subprocess.run(command, shell=True, capture_output=True, check=False, env=environment()).stdout
                self.assertIn(b"1 entry in 1 response: 1 sent", shown)
