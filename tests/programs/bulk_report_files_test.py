# SPDX-License-Identifier: MIT
"""bulk_report: the files it writes, the signals that end it, and the tables that other tools read."""
import csv
import fcntl
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import termios
import time

from harness import (BULK_REPORT, FAILED, GUIDES, INCOMPLETE, NOT_ALL_SENT, SENT, THROTTLED, UNKNOWN,
                     WRONG_USAGE, ProgramTest, environment, request, response)


class FilesTest(ProgramTest):
    def contents(self):
        return {path.name: path.read_bytes() for path in self.directory.iterdir() if path.is_file()}

    def shell(self, arguments, **how):
        """Runs the program with arguments and redirections as a shell reads them."""
        command = f"set -o pipefail; {shlex.quote(BULK_REPORT)} {arguments}"
        return subprocess.run(["bash", "-c", command], cwd=self.directory, capture_output=True, timeout=60, check=False,
                              env=environment(), **{"stdin": subprocess.DEVNULL, **how})

    def start(self, *arguments, prefix=(), **how):
        process = subprocess.Popen([*prefix, BULK_REPORT, *arguments], cwd=self.directory, env=environment(),
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process


class Conflicts(FilesTest):
    def setUp(self):
        super().setUp()
        self.file(response(SENT, THROTTLED), "log")
        self.file(request("a@example.com", "b@example.com"), "request")
        os.link(self.directory / "log", self.directory / "hard")
        os.symlink("log", self.directory / "soft")
        self.file("", "F")

    def test_a_file_that_is_used_twice_is_refused_before_anything_is_read(self):
        retry = "--request request --retry-to"
        for arguments in (
                "--csv log log", "--csv log < log", "--csv hard log", "--csv soft < hard", "--csv F > F",
                "--csv F 2> F", "--csv /dev/stdout log > F", "--csv /dev/stdout log | cat",
                "--csv /dev/stdin log < log",
                *(f"{retry} {rest}" for rest in (
                    "log log", "log < log", "hard log", "request log", "F log > F", "/dev/stdout --csv - log | cat",
                    "new --csv new log", "new --csv ./new log")),
                "--request request --csv request log", "--request request log >> request", "log >> log", "log 2>> hard",
                "log log", "log ./log", "log hard", "log soft", "log - < log", "- -", "- /dev/stdin < log"):
            with self.subTest(arguments):
                self.file("", "F")
                before = self.contents()
                done = self.shell(arguments)
                self.assertEqual((done.returncode, done.stdout), (WRONG_USAGE, b""), done)
                after = self.contents()
                added = b"".join(text[len(before[name]):] for name, text in after.items())  # where 2>> sends messages
                self.assertRegex(done.stderr + added, rb"^bulk_report: .* is also .*; .*\nRun with --help")
                self.assertEqual({name: text[:len(before[name])] for name, text in after.items()}, before)

    def test_streams_and_devices_may_be_shared(self):
        for arguments in ("log > F 2>&1", "--csv rows log > F 2>&1", "--csv - log > F", "--csv - log 2>&1 | cat",
                          "--csv /dev/null - log > /dev/null < /dev/null"):
            with self.subTest(arguments):
                self.assertEqual(self.shell(arguments).returncode, NOT_ALL_SENT)

    def assert_refused_at_once(self, target, why, *prefix):
        """Nothing is written to standard input, so the program would wait if it read before it looked."""
        before = self.contents()
        for option in (["--csv"], ["--request", "request", "--retry-to"]):
            process = self.start(*option, target, prefix=prefix)
            self.assertEqual(process.wait(timeout=20), WRONG_USAGE)
            message = process.communicate()[1].decode()
            self.assertRegex(message, f"^bulk_report: {option[-1]}: {target} cannot be written: .*{why}")
        self.assertEqual(self.contents(), before)

    def test_what_cannot_be_replaced_is_found_out_before_anything_is_read(self):
        self.assert_refused_at_once("none/new", "No such file or directory")
        self.assert_refused_at_once(".", "Is a directory|not a regular file")
        self.directory.chmod(0o1777)
        mounted = 'mount --bind F F && exec "$@"'
        for why, *prefix in (("it is a mount point", "env", "unshare", "-m", "sh", "-c", mounted, "-"),
                             ("another user owns it", "env", "setpriv", "--reuid=1", "--clear-groups")):
            allowed = subprocess.run([*prefix, BULK_REPORT, "--version"], cwd=self.directory, capture_output=True,
                                     check=False)
            if allowed.returncode == 0:  # for root, and if another user can reach the program
                self.assert_refused_at_once("F", why, *prefix)

    def test_a_full_disk_leaves_older_files_unchanged(self):
        for name in ("rows", "retry"):
            self.file("older", name)
        self.file(response({**FAILED, "Error": "x" * 2000}, THROTTLED), "log")
        self.file(request("a@example.com", "b@example.com", Tags="x" * 2000), "request")
        before = self.contents()
        process = self.start("log", "--csv", "rows", "--request", "request", "--retry-to", "retry",
                             prefix=["bash", "-c", 'ulimit -f 1; exec "$@"', "-"])
        self.assertEqual(process.communicate(timeout=20)[1].count(b" was not written: "), 2)
        self.assertEqual((process.returncode, self.contents()), (INCOMPLETE, before))

    def test_a_device_without_room_or_a_closed_pipe_costs_the_table_but_not_the_report(self):
        self.file((response(SENT) + "\n") * 10000, "log")
        os.mkfifo(self.directory / "pipe")
        for target in ("/dev/full", "pipe"):
            done = self.shell(f"--csv {target} log & : < pipe; wait $!" if target == "pipe" else f"--csv {target} log")
            self.assertEqual(done.returncode, INCOMPLETE, done)
            self.assertIn(b"10000 sent", done.stdout)
            self.assertIn(f"{target} was not written completely: ".encode(), done.stderr)

    def test_a_link_stays_a_link_and_only_the_owner_can_read_what_is_written(self):
        for name in ("rows", "retry"):
            os.symlink("new-" + name, self.directory / name)
        self.assertEqual(self.shell("--csv rows --request request --retry-to retry log").returncode, NOT_ALL_SENT)
        for name in ("rows", "retry"):
            self.assertTrue((self.directory / name).is_symlink())
            self.assertEqual((self.directory / ("new-" + name)).stat().st_mode & 0o777, 0o600)


class Signals(FilesTest):
    LOG = (response(SENT, FAILED) + "\n").encode() * 3

    def start_and_read(self, log, *arguments, **how):
        """Starts the program, and returns when it has read the log and waits for more."""
        process = self.start(*arguments, **how)
        process.stdin.write(log)
        process.stdin.flush()
        deadline = time.monotonic() + 20
        while fcntl.ioctl(process.stdin, termios.FIONREAD, b"0000") != bytes(4):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        return process

    def test_they_end_the_reading_and_the_report_says_so(self):
        self.file(request(*["a@example.com"] * 6), "request")
        self.file("older", "rows")
        before = self.contents()
        files = ["--csv", "rows", "--request", "request", "--retry-to", "new", "--in-order"]
        for number, arguments, expected in (
                (signal.SIGINT, files, "6 entries in 3 responses: 3 sent, 3 failed"),
                (signal.SIGTERM, [*files, "--json"], '"ExitStatus": 143,'), (signal.SIGHUP, ["--csv", "-"], "FAILED")):
            process = self.start_and_read(self.LOG, "-", "never-read", *arguments)
            process.send_signal(number)
            shown, errors = [text.decode() for text in process.communicate(timeout=20)]
            self.assertEqual(process.returncode, 128 + number)
            self.assertIn(expected, shown)
            self.assertIn("interrupted by SIG", errors if "-" in arguments else " ".join(shown.split()))
            self.assertNotIn("never-read", shown + errors)
            self.assertEqual(self.contents(), before)

    def test_a_second_one_ends_it_even_if_nobody_reads_the_report(self):
        log = "".join(response({**FAILED, "Error": "x" * size}) + "\n" for size in range(800, 900)).encode()
        for first, second in ((signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT),
                              (signal.SIGHUP, signal.SIGTERM)):
            process = self.start_and_read(log, "--json", "--csv", "rows")  # more than a pipe holds
            process.send_signal(first)
            time.sleep(0.2)
            process.send_signal(second)
            self.assertEqual(process.wait(timeout=20), -second)
            self.assertEqual(self.contents(), {})

    def test_nohup_is_respected(self):
        process = self.start_and_read(self.LOG, prefix=["nohup"])
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, NOT_ALL_SENT)


class Csv(FilesTest):
    def rows(self, *arguments, log=""):
        self.table = self.run_program("--csv", "-", *arguments, stdin=log).stdout
        return list(csv.reader(io.StringIO(self.table.decode(), newline=""), strict=True))[1:]

    def test_it_has_a_row_for_each_entry(self):
        log = response(SENT, UNKNOWN) + "\n\n" + response({}, {**FAILED, "MessageId": "m"})
        sent = ["standard input", "1", "0", "", "SUCCESS", "id-1", ""]
        others = [["standard input", "1", "1", "", "BRAND_NEW", "", "Who knows."],
                  ["standard input", "3", "0", "", "", "", ""], ["standard input", "3", "1", "", "FAILED", "m", "No."]]
        self.assertEqual(self.rows(log=log), [sent, *others])
        self.assertTrue(self.table.startswith(b"input,line,index,recipient,status,message id,error\r\n"))
        self.assertEqual(self.table.count(b"\r\n"), 5)
        self.assertEqual(self.rows("--rows", "not-sent", log=log), others)
        self.assertEqual(self.rows("--rows", "all", log=log), [sent, *others])
        shown = self.run_program("--csv", str(self.directory / "rows"), stdin=log, status=NOT_ALL_SENT).stdout
        self.assertTrue(shown.startswith(b"4 entries in 2 responses"))
        self.assertEqual((self.directory / "rows").read_bytes(), self.table)

    def test_a_field_comes_back_with_an_apostrophe_if_a_spreadsheet_would_take_it_for_a_formula(self):
        plain = ["a,b", 'a "quoted" word', "two\nlines", "two\r\nlines", "\u20ac", "\0", " spaces ", "1=1"]
        formulas = ['=HYPERLINK("http://example.com","x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
        rows = self.rows(log=response(*[{**FAILED, "Error": error} for error in plain + formulas]))
        self.assertEqual([row[6] for row in rows], plain + ["'" + text for text in formulas])

    def test_issues_are_named_on_standard_error_if_there_is_no_report(self):
        done = self.run_program("--csv", "-", "--list", "2", stdin="{}\n" * 5 + response(SENT), status=INCOMPLETE)
        self.assertEqual(done.stdout.count(b"\n"), 2)
        self.assertEqual(done.stderr.count(b"bulk_report: standard input, line "), 2)
        self.assertIn(b"bulk_report: and 3 more issues\n", done.stderr)

    def test_without_a_reader_there_is_nothing_left_to_do(self):
        endless = f"yes '{response(SENT)}' | {shlex.quote(BULK_REPORT)} --csv - | head -n 1"
        done = subprocess.run(["bash", "-c", endless + "; exit ${PIPESTATUS[1]}"], capture_output=True, timeout=60,
                              check=False, env=environment())
        self.assertEqual(done.returncode, INCOMPLETE)
        self.assertEqual(done.stderr, b"bulk_report: cannot write to standard output: Broken pipe\n")

    def test_the_names_of_files_stay_distinct(self):
        names = [b"caf\xe8", b"caf\xe9", "caf\u00e9".encode(), b"\xf0\x9f"]
        for name in names:
            (self.directory / os.fsdecode(name)).write_text(response(FAILED))
        shown = ["caf\\xE8", "caf\\xE9", "caf\u00e9", "\\xF0\\x9F"]
        done = self.shell("--csv - " + " ".join(shlex.quote(os.fsdecode(name)) for name in names))
        self.assertEqual([line.split(",")[0] for line in done.stdout.decode().splitlines()[1:]], shown)
        report = json.loads(self.shell("--json *").stdout)
        inputs = {place["Input"] for group in report["Failures"]["First"] for place in group["First"]}
        self.assertEqual(inputs, set(shown))


class ManyMachines(FilesTest):
    """The queries of the guide, over the tables of three machines, one of which has no rows."""

    DUCKDB = """require("@duckdb/node-api").DuckDBInstance.create().then(async database => {
        const connection = await database.connect();
        await connection.run(process.argv[1]);
        console.log(JSON.stringify((await connection.runAndReadAll(process.argv[2])).getRowObjectsJson()));
        })"""
    ANSWERS = [
        [("a.csv", "FAILED", "1"), ("a.csv", "SUCCESS", "2"), ("b.csv", "", "1"), ("b.csv", "FAILED", "1"),
         ("b.csv", "SUCCESS", "1")],
        [("", "", "1", "1"), ("FAILED", 'No, not\n"here".', "2", "2")],
        [("never@example.com", "FAILED"), ("unknown@example.com", "")]]

    def answer(self, *command):
        """The rows that a tool prints as JSON; None if it is not installed."""
        if shutil.which(command[0]) is None:
            return None
        done = subprocess.run(command, cwd=self.directory, capture_output=True, text=True, check=False)
        if "Cannot find module" in done.stderr:  # the npm package of DuckDB
            return None
        self.assertEqual(done.returncode, 0, done.stderr)
        return sorted(tuple(str(value or "").removeprefix("./") for value in row.values())
                      for row in json.loads(done.stdout))

    def test_duckdb_and_sqlite3_answer_them(self):
        failed = {**FAILED, "Error": 'No, not\n"here".'}
        for name, results in (("a", {"sent": SENT, "both": SENT, "never": failed}),
                              ("b", {"also": SENT, "both": failed, "unknown": {}}), ("c", {"sent": SENT})):
            wanted = self.file(request(*[f"{to}@example.com" for to in results]), "request.json")
            self.run_program("--csv", str(self.directory / f"{name}.csv"), "--request", wanted,
                             "--rows", "not-sent" if name == "c" else "all", stdin=response(*results.values()))
        guide = (GUIDES / "bulk_report/README.md").read_text(encoding="utf-8")
        section = guide[guide.index("\n## Many machines\n"):].split("\n## ")[1]
        view, loop, queries = re.findall(r"```(?:sh|sql)\n(.*?)\n```", section, re.DOTALL)[1:]
        if shutil.which("sqlite3"):
            subprocess.run(["bash", "-ec", loop], cwd=self.directory, check=True)
        for query, expected in zip(queries.split("\n\n"), self.ANSWERS):
            answers = {"DuckDB": self.answer("node", "-e", self.DUCKDB, view, query),
                       "sqlite3": self.answer("sqlite3", "-json", "all.db", query)}
            for tool, answer in answers.items():
                with self.subTest(tool):
                    if answer is None:
                        self.skipTest(f"{tool} was not found")
                    self.assertEqual(answer, expected)
