# SPDX-License-Identifier: MIT
"""bulk_report on a terminal: colors, width, the progress bar; and how much memory it takes."""
import fcntl
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import termios
import threading
import time
import unittest
from unicodedata import combining, east_asian_width

from harness import (BULK_REPORT, DATA, FAILED, GUIDES, QUOTA, SENT, THROTTLED, UNKNOWN, ProgramTest, environment,
                     read_terminal, request, response)

MEBIBYTE = 1 << 20


class Terminal(ProgramTest):
    LARGE_INPUT = [(response(SENT) + "\n").encode() * 30000] * 2  # the second part is read when a bar is due

    def run_on_terminal(self, stream, chunks, *arguments, columns=0, **variables):
        """Runs with one output stream on a terminal; returns what was shown there, and the other stream."""
        master, slave = self.open_terminal()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 24, columns, 0, 0))
        other = "stderr" if stream == "stdout" else "stdout"
        shown = []
        reader = threading.Thread(target=lambda: shown.append(read_terminal(master)))
        with subprocess.Popen([BULK_REPORT, *arguments], stdin=subprocess.PIPE, cwd=self.directory,
                              env=environment(**variables), **{stream: slave, other: subprocess.PIPE}) as process:
            os.close(slave)
            reader.start()
            for i, chunk in enumerate(chunks):
                if i > 0:
                    time.sleep(0.15)  # longer than the progress bar waits before it is drawn again
                process.stdin.write(chunk)
                process.stdin.flush()
            output, errors = process.communicate(timeout=60)
        reader.join(timeout=60)
        self.assertFalse(reader.is_alive(), "the terminal is still open")
        return shown[0], errors if output is None else output

    def test_colors_are_used_only_on_a_terminal_that_wants_them(self):
        body = [response(SENT, FAILED, THROTTLED).encode()]
        for colored, arguments, variables in (
                (True, [], {}), (True, [], {"NO_COLOR": ""}), (False, [], {"NO_COLOR": "1"}),
                (False, [], {"TERM": "dumb"}), (False, ["--json"], {})):
            with self.subTest(arguments=arguments, variables=variables):
                shown, _ = self.run_on_terminal("stdout", body, *arguments, **variables)
                self.assertIn(b"FAILED", shown)
                for color in (b"\x1b[1m", b"\x1b[31m", b"\x1b[32m", b"\x1b[33m", b"\x1b[0m"):
                    self.assertEqual(color in shown, colored)
        self.assertNotIn(b"\x1b", self.run_program(stdin=body[0]).stdout)

    def test_rows_on_a_terminal_do_not_control_it(self):
        body = [response({"Status": "\x1b[1m", "MessageId": "\x1b[2m", "Error": "\x1b[3m\r\n"}).encode()]
        for arguments in (["--csv", "-"], ["--csv", "/dev/stdout"]):
            shown, _ = self.run_on_terminal("stdout", body, *arguments, NO_COLOR="1")
            self.assertIn(rb",\u001b[1m,\u001b[2m,\u001b[3m\r\n" + b"\r", shown)
            self.assertNotIn(b"\x1b", shown)

    def test_text_is_wrapped_to_the_width_of_the_terminal_and_to_100_columns_elsewhere(self):
        long = {"Status": "CONFIGURATION_SET_SENDING_PAUSED", "MessageId": "m",
                "Error": "\u6f22\u5b57 " * 30 + "x" * 300 + " e\u0301\u20ac " * 40}
        new = {"Status": "A_STATUS_THAT_IS_NEW_" * 5, "Error": "Who knows."}
        results = [*[SENT] * 100, long, new, FAILED, THROTTLED, QUOTA, UNKNOWN, {}]
        body = response(*results) + '\n{"message":"No' + "x" * 500
        path = self.file(body, "a-rather-long-name-of-a-file-with-responses-of-the-day.jsonl")
        again = self.file(body, "another-file-with-responses.jsonl")
        wanted = self.file(request(*["recipient-%d@example.com" % i for i in range(214)]), "request.json")
        for columns, width in ((20, 40), (40, 40), (60, 60), (100, 100), (120, 120), (300, 120), (0, 100), (None, 100)):
            arguments = [path, again, "--request", wanted]
            shown = (self.run_program(*arguments).stdout if columns is None else
                     self.run_on_terminal("stdout", [], *arguments, columns=columns)[0])
            lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r", "").splitlines()
            widest = max(sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in s) for s in lines)
            self.assertLessEqual(widest, width)
            self.assertGreater(widest, width - 8)
            joined = re.sub(r"\s+", "", "".join(lines))
            self.assertIn("x" * 300, joined)
            self.assertIn("(recipient-100@example.com)", joined)

    def test_the_run_in_the_readme(self):
        readme = (GUIDES / "bulk_report/README.md").read_text(encoding="utf-8")
        section = readme[readme.index("in an 80-column terminal"):]
        command, expected = section.split("```console\n$ ")[1].split("\n```")[0].split("\n", 1)
        shutil.copy(DATA / "logs" / command.split()[1], self.directory)
        shown, errors = self.run_on_terminal("stdout", [], *command.split()[1:], columns=80, NO_COLOR="1")
        self.assertEqual(shown.decode().replace("\r", "").rstrip(), expected.rstrip(), errors)

    def test_a_bar_of_progress_is_shown_and_wiped_unless_the_input_is_small_or_the_terminal_is_dumb_or_a_pipe(self):
        shown, report = self.run_on_terminal("stderr", self.LARGE_INPUT)
        self.assertRegex(shown, rb"\r\d+ MiB read")
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown[-20:])
        self.assertIn(b"60000 entries in 60000 responses", report)
        self.assertEqual(self.run_on_terminal("stderr", self.LARGE_INPUT, TERM="dumb")[0], b"")
        self.assertEqual(self.run_on_terminal("stderr", [response(SENT).encode()])[0], b"")
        self.assertEqual(self.run_on_terminal("stdout", self.LARGE_INPUT)[1], b"")


@unittest.skipUnless(pathlib.Path("/proc/self/status").exists(), "peak memory is read from /proc")
class Memory(ProgramTest):
    """Peak memory is bounded, and does not grow with the input. Measured while the program waits for more, from the
    system's books: after a part that fills the buffer several times, and after as much again or more."""

    def peaks(self, *parts):
        process = subprocess.Popen([BULK_REPORT], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, env=environment())
        peaks = []
        for part in parts:
            process.stdin.write(part)
            process.stdin.flush()
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            peaks.append(next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")))
        report = process.communicate(timeout=60)[0].decode()
        if b"__asan_init" in pathlib.Path(BULK_REPORT).read_bytes():  # it takes memory of its own
            return 0, report
        self.assertLess(peaks[-1], peaks[0] + MEBIBYTE)
        return peaks[-1], report

    def test_it_does_not_grow_with_the_input_and_is_bounded_for_any_bytes(self):
        entry = response(*[SENT] * 40, *[{**FAILED, "MessageId": "m"}] * 10)
        real, any_bytes = 16, 64
        inputs = {
            "responses": (entry + "\n", real), "log lines": ('{"time":1,"response":' + entry + "}\n", real),
            "damaged lines": (response(*[THROTTLED] * 5)[:-3] + "\n", real), "other lines": ("INFO x\n", real),
            "a long list": (json.dumps(SENT) + ",", any_bytes), "empty entries": ("{},", any_bytes),
            "numbers": ("1,", any_bytes), "a long line": ("x" * 1000, any_bytes), "brackets": ("[", any_bytes),
            "deep nesting": ('{"a":[', any_bytes), "braces on lines": ("{\n", any_bytes),
            "lists": ('{"BulkEmailEntryResults":[', any_bytes),
        }
        for name, (text, mebibytes) in inputs.items():
            for start in ('{"BulkEmailEntryResults":[', "") if mebibytes == any_bytes else ("",):
                with self.subTest(name, start=start):
                    first, more = (text.encode() * (size // len(text)) for size in (MEBIBYTE, 3 * MEBIBYTE // 2))
                    peak, report = self.peaks(start.encode() + first, more)
                    self.assertLess(peak, mebibytes * MEBIBYTE)
                    self.assertIn("entries in ", report)

    def test_it_does_not_grow_with_different_error_texts(self):
        words = ["".join(chr(ord("g") + int(digit)) for digit in f"{i:05}") for i in range(24000)]
        log = [(response({"Status": "FAILED", "Error": word}) + "\n").encode() for word in words]
        _, report = self.peaks(b"".join(log[:8000]), b"".join(log[8000:]))
        self.assertIn("23000  FAILED: (other error texts, counted together)", report)
