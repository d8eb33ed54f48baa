# SPDX-License-Identifier: MIT
"""What can happen to the file of the journal during a run: nothing is sent twice, and no outcome is lost."""
import os
import shutil

import harness
from behaviours import delayed, refuse, reject
from ses_server import SesServer, accept


class ChangedWhileRunning(harness.ClientTest):
    """Each would send everything twice with the next command."""

    def disturb(self, change, says="", begin=lambda: None):
        """Changes the journal while the second of several calls is in flight; then the rest is sent, nothing twice."""
        self.new_request(500)
        begin()

        def behave(exchange):
            addresses = exchange.read()
            change()
            exchange.results([exchange.send(address) for address in addresses])
        with SesServer([accept, behave]) as server:
            run = self.run_client(*self.command(server), status=2, says=says)
            self.assertEqual(list(map(len, server.calls)), [50, 50], run.stderr)
            self.assertIn("500 entries: 100 sent, 0 failed, 0 unknown, 400 not-attempted", run.stdout)
            for rescued in list(self.directory.rglob("*.rescued")):
                self.assertIn(f"{rescued}: has all known outcomes. Move it to {self.journal}", run.stderr)
                for more in ((), ("--dry-run",)):  # nobody may have read that; a loop that starts it again has not
                    self.run_client(*self.command(server, *more), status=64,
                                    says=f"{rescued}: holds outcomes that an earlier run could not write to")
                self.journal.parent.mkdir(exist_ok=True)
                rescued.rename(self.journal)
            self.send_to(server, status=0)
            self.assertEqual((len(server.calls), len(server.sent)), (10, 500))

    def test_moved_emptied_replaced_or_written_to(self):
        copy = self.directory / "copy"

        def write():
            with open(self.journal, "a", encoding="utf-8") as file:
                file.write("hello\n")

        def truncate(size):
            return lambda: os.truncate(self.journal, size), "was emptied or truncated while it was in use"
        for change, says in ((lambda: self.journal.rename(copy), "was moved or removed while it was in use"),
                             (self.journal.unlink, "rewritten with all known outcomes; the same command resumes with "),
                             *map(truncate, (0, 100, 2000)),
                             (lambda: os.replace(shutil.copy(self.journal, copy), self.journal),
                              "was replaced by another file while it was in"),
                             (write, "something else wrote to it while it was in use")):
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
        self.journal = folder / "journal"
        self.disturb(lambda: shutil.rmtree(folder))

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
                self.run_client(*self.command(server, parallel=parallel), status=2)
                self.send_to(server, parallel=parallel, status=0)
                self.assertEqual(len(server.sent), count)

    def test_two_runs_at_once(self):
        self.write_request(100)
        copy = shutil.copy(self.request, self.directory / "copy.json")

        def behave(exchange):
            self.run_client(copy, *self.command(server)[1:], status=64,
                            says=f"{self.journal}: another process is using it; two at once")
            self.journal.rename(self.directory / "journal.1")
            self.run_client(*self.command(server), status=64, says="another ses_client is sending this request")
            accept(exchange)
        with SesServer([accept, behave]) as server:  # whose faults make the test fail
            self.run_client(*self.command(server))
            self.assertEqual(len(server.sent), 100)


class Disks(harness.ClientTest):
    """A limit on the size of files truncates the write that meets it, as a full disk does."""

    def limited(self, server, limit, parallel=1):
        """A run on such a disk, which reports what the journal holds."""
        run = self.send_to(server, parallel=parallel, prefix=["prlimit", f"--fsize={limit}"], status=2,
                           says=f"{self.journal}: cannot be written")
        recorded = self.counts().get("sent", 0)
        if run.stdout or server.sent:  # there is no report where not even the first line can be written
            self.assertIn(f"{self.count} entries: {recorded} sent, ", run.stdout)
        if len(server.sent) > recorded:
            self.assertIn("stopped: cannot record outcomes", run.stderr)
            self.assertRegex(run.stderr, "journal: could not record these outcomes, so the report and the next run do "
                             "not have them: .*sent [0-9]")
        return run

    def test_a_disk_that_is_full_at_every_byte(self):
        self.new_request(60)
        with SesServer() as server:
            self.send_to(server)
        for limit in [0, 1, 50, *range(101, self.journal.stat().st_size, 731)]:
            self.journal.unlink()
            with self.subTest(limit=limit), SesServer() as server:
                self.limited(server, limit)
                self.assertEqual(60 - len(server.sent), self.counts().get("not-attempted", 0))
                self.send_to(server)
                self.assertEqual(len(server.sent), 60, "with room on the disk, the rest is sent")

    def test_a_disk_that_is_full_with_calls_in_flight_one_of_which_is_rejected(self):
        rejected = [accept, delayed(accept, 0.05), delayed(reject(403, "AccessDenied"), 0.1)]
        for limit in (*range(6000, 12000, 1100), *range(15000, 40000, 8111)):
            self.new_request(600)
            with self.subTest(limit=limit), SesServer(rejected if limit < 12000 else (),
                                                      choose=lambda: delayed(accept, 0.05)) as server:
                run = self.limited(server, limit, parallel=4)
                self.assertEqual("HTTP 403" in run.stderr, "stopped: HTTP 403 AccessDenied" in run.stderr)
                server.behaviours.clear()
                self.send_to(server, parallel=8)
                self.assertNotIn("not-attempted", self.counts())


class Streams(harness.ClientTest):
    def redirected(self, how):
        return ["env", f"J={self.journal}", "sh", "-c", f'exec "$0" "$@" {how}']

    def test_closed_standard_streams_do_not_become_the_journal(self):
        for closed in ("2>&-", ">&-", "<&-", "<&- >&- 2>&-"):
            self.check(SesServer([accept, refuse(503), accept], harness.failing([3], "FAILED")),
                       {"sent": 149, "failed": 1}, entries=150, calls=[50] * 4, prefix=self.redirected(closed))
            self.assertTrue(self.journal.read_text().startswith('{"Journal"'))

    def test_standard_streams_that_go_into_the_journal_are_refused(self):
        self.write_request(3)
        for how in ('>>"$J"', '2>>"$J"', '>"$J"', '>>"$J" 2>&1'):
            self.refused("--journal", self.journal, prefix=self.redirected(how))
