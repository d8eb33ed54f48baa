# SPDX-License-Identifier: MIT
"""The file of the journal, and all that can happen to it during a run: nothing is sent twice, and no outcome is lost."""
import json
import os
import pathlib
import shutil
import time
import unittest

import harness
from behaviours import delayed, refuse, reject
from ses_server import SesServer, accept


class ChangedWhileRunning(harness.ClientTest):
    """Each would send everything twice with the next command."""

    def disturb(self, change, says="", begin=lambda: None):
        """Changes the journal while the second of several calls is in flight; then the rest is sent, and nothing twice."""
        self.new_request(500)
        begin()

        def behave(exchange):
            addresses = exchange.read()
            change()
            exchange.results([exchange.send(address) for address in addresses])
        with SesServer([accept, behave]) as server:
            run = self.run_client(*self.command(server))
            self.assertEqual((run.returncode, [len(call) for call in server.calls]), (2, [50, 50]), run.stderr)
            self.assertIn("500 entries: 100 sent, 0 failed, 0 unknown, 400 not-attempted", run.stdout)
            self.assertIn(says, run.stderr)
            for rescued in (pathlib.Path(f"{self.journal}.rescued"), pathlib.Path(f"{self.request}.rescued")):
                if not rescued.exists():
                    continue
                self.assertIn(f"{rescued}: has all known outcomes. Move it to {self.journal}", run.stderr)
                for more in ((), ("--dry-run",)):  # nobody may have read that; a loop that starts it again has not
                    run = self.run_client(*self.command(server, *more))
                    self.assertEqual((run.returncode, len(server.calls)), (64, 2))
                    self.assertIn(f"{rescued}: holds outcomes that an earlier run could not write to", run.stderr)
                self.journal.parent.mkdir(exist_ok=True)
                rescued.rename(self.journal)
            run = self.send_to(server)
            self.assertEqual((run.returncode, len(server.sent)), (0, 500), run.stderr)

    def test_moved_emptied_replaced_or_written_to(self):
        copy = self.directory / "copy"

        def replace():
            shutil.copy(self.journal, copy)
            os.replace(copy, self.journal)

        def write():
            with open(self.journal, "a", encoding="utf-8") as file:
                file.write("hello\n")
        for change, says in ((lambda: self.journal.rename(copy), "was moved or removed while it was in use"),
                             (self.journal.unlink, "rewritten with all known outcomes; the same command resumes with it"),
                             *((lambda size=size: os.truncate(self.journal, size), "was emptied or truncated while it was")
                               for size in (0, 100, 2000)),
                             (replace, "was replaced by another file while it was in use"),
                             (write, "something else wrote into it while it was in use")):
            self.disturb(change, f"{self.journal}: {says}")

    def test_a_link_that_is_set_anew_or_whose_target_or_folder_is_removed(self):
        folder, target, other = self.directory / "d", self.directory / "d" / "real", self.directory / "other"

        def begin():
            folder.mkdir(exist_ok=True)
            for path in (other, target):
                path.unlink(missing_ok=True)
            self.journal.symlink_to(target)

        def set_anew():
            self.journal.unlink()
            self.journal.symlink_to(other)
        for change in (target.unlink, lambda: target.rename(other), lambda: shutil.rmtree(folder), set_anew,
                       lambda: (set_anew(), other.touch())):
            self.disturb(change, begin=begin)

    def test_a_journal_whose_folder_is_removed(self):
        self.journal = self.directory / "d" / "journal"
        self.disturb(lambda: shutil.rmtree(self.journal.parent), begin=self.journal.parent.mkdir)

    def test_moved_with_calls_in_flight_or_during_the_last_one(self):
        for count, parallel, when in ((1000, 8, 6), (10, 1, 1)):
            self.new_request(count)
            calls = []

            def move_once(exchange, calls=calls, when=when):
                calls.append(exchange)
                if len(calls) == when:
                    self.journal.rename(self.directory / "journal.1")
                delayed(accept, 0.02)(exchange)
            with SesServer(choose=lambda: move_once) as server:
                self.assertEqual(self.run_client(*self.command(server, parallel=parallel)).returncode, 2)
                self.assertEqual(self.send_to(server, parallel=parallel).returncode, 0)
                self.assertEqual(len(server.sent), count)

    def test_two_runs_at_once(self):
        self.write_request(100)
        copy, second = shutil.copy(self.request, self.directory / "copy.json"), []

        def behave(exchange):
            second.append(self.run_client(copy, *self.command(server)[1:]))
            self.journal.rename(self.directory / "journal.1")
            second.append(self.run_client(*self.command(server)))
            accept(exchange)
        with SesServer([accept, behave]) as server:
            self.run_client(*self.command(server))
            self.assertEqual(len(server.calls), 2)
        self.assertEqual([run.returncode for run in second], [64, 64])
        self.assertIn(f"{self.journal}: another process is using it; two at once", second[0].stderr)
        self.assertIn("another ses_client is sending this request", second[1].stderr)


class Disks(harness.ClientTest):
    def test_a_disk_that_is_full_at_every_byte(self):
        self.write_request(60)
        with SesServer() as server:
            self.send_to(server)
        size = self.journal.stat().st_size
        for limit in [0, 1, 50, *range(101, size, 731)]:
            with self.subTest(limit=limit), SesServer() as server:
                self.journal.unlink()
                # A limit on the size of files truncates the write that meets it, as a full disk does.
                run = self.send_to(server, prefix=["prlimit", f"--fsize={limit}"])
                self.assertEqual(run.returncode, 2, run.stderr)
                self.assertIn(f"{self.journal}: cannot be written", run.stderr)
                announced = [i for line in self.journal.read_text().splitlines() for i in json.loads(line).get("Batch", [])]
                self.assertEqual(set(server.sent), {harness.address(i) for i in announced})
                self.send_to(server)
                self.assertEqual(len(server.sent), 60, "with room on the disk, the rest is sent")

    def test_every_cause_is_told_and_the_report_never_says_more_than_the_journal_holds(self):
        def reject_later(exchange):
            time.sleep(0.1)
            reject(403, "AccessDenied")(exchange)
        for limit in range(6000, 12000, 700):
            self.new_request(400)
            with SesServer([accept, delayed(accept, 0.05), reject_later], choose=lambda: delayed(accept, 0.2)) as server:
                run = self.send_to(server, parallel=4, prefix=["prlimit", f"--fsize={limit}"])
            recorded = sum(line["Outcome"] == "sent" for line in harness.outcomes(self.journal).values())
            self.assertIn(f"400 entries: {recorded} sent, ", run.stdout)
            if "HTTP 403" in run.stderr:
                self.assertIn("stopped: HTTP 403 AccessDenied", run.stderr)
            if len(server.sent) > recorded:
                self.assertIn("stopped: cannot record outcomes", run.stderr)
                self.assertRegex(run.stderr, "journal: could not record these outcomes, so the report and the next run do not "
                                 "have them: .*sent [0-9]")

    def test_a_disk_that_is_full_with_calls_in_flight(self):
        for limit in range(3000, 60000, 8111):
            self.new_request(1000)
            with self.subTest(limit=limit), SesServer(choose=lambda: delayed(accept, 0.01)) as server:
                run = self.send_to(server, parallel=8, prefix=["prlimit", f"--fsize={limit}"])
                self.assertEqual(run.returncode, 2, run.stderr)
                self.send_to(server, parallel=8)
                self.assertNotIn("not-attempted", self.counts())


class Streams(harness.ClientTest):
    def test_closed_standard_streams_do_not_become_the_journal(self):
        for closed in ("2>&-", ">&-", "<&-", "<&- >&- 2>&-"):
            self.new_request(150)
            with SesServer([accept, refuse(503), accept], failures={harness.address(3): "FAILED"}) as server:
                run = self.send_to(server, prefix=["sh", "-c", f'exec "$0" "$@" {closed}'])
                self.assertEqual(run.returncode, 1)
                self.assertTrue(self.journal.read_text().startswith('{"Journal"'))
                self.assertEqual(self.send_to(server).returncode, 1)
                self.assertEqual(len(server.calls), 4)

    def test_standard_streams_that_go_into_the_journal_are_refused(self):
        self.write_request(3)
        for redirected in ('>>"$J"', '2>>"$J"', '>"$J"', '>>"$J" 2>&1'):
            with self.subTest(redirected), SesServer() as server:
                run = self.run_client(*self.command(server), prefix=["env", f"J={self.journal}", "sh", "-c",
                                                                     f'exec "$0" "$@" {redirected}'])
                self.assertEqual((run.returncode, server.calls), (64, []))


if __name__ == "__main__":
    unittest.main()
