"""The journal of ses_client: what it survives, what it refuses, and what it never leads to."""
import json
import os
import pathlib
import shutil
import time
import unittest

import harness
from behaviours import delayed, fail_after_sending, refuse, reject, throttle
from ses_server import SesServer, accept


class JournalTest(harness.ClientTest):
    def set_address(self, index, address):
        def change(request):
            request["BulkEmailEntries"][index]["Destination"]["ToAddresses"] = [address]
        self.edit(change)

    def refused(self, server, *says):
        """The same command is refused, sends nothing and leaves the journal as it is."""
        before, calls = self.journal.read_bytes(), len(server.calls)
        run = self.run_client(*self.command(server))
        self.assertEqual(run.returncode, 64, run.stderr)
        for text in says:
            self.assertIn(text, run.stderr)
        if "another journal" in run.stderr:
            self.assertRegex(run.stderr, "With another journal, .* would be sent again|"
                             "with another journal, every entry that this one records as sent would be sent again")
        self.assertEqual((self.journal.read_bytes(), len(server.calls)), (before, calls))


class ChangedRequests(JournalTest):
    def test_a_corrected_entry_goes_on_with_the_same_journal(self):
        self.write_request(500)
        self.set_address(60, "bad")
        with SesServer(choose=lambda: reject(400, "ValidationException", ["bad"])) as server:
            self.assertEqual(self.run_client(*self.command(server)).returncode, 1)
            self.assertEqual(self.counts(), {"sent": 499, "failed": 1})
            self.assertEqual(self.run_client(*self.command(server)).returncode, 1, "unchanged, it is not tried again")
            self.set_address(60, harness.address(60))
            run = self.send_to(server)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(server.calls[-1], [harness.address(60)])
            self.assertEqual(set(server.sent.values()), {1})
            self.assertEqual(len(server.sent), 500)

    def test_new_entries_at_the_end_are_sent(self):
        self.write_request(60)
        with SesServer() as server:
            self.assertEqual(self.send_to(server).returncode, 0)
            self.write_request(130)
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual([len(call) for call in server.calls], [50, 10, 50, 20])

    def test_the_same_request_written_otherwise_is_the_same(self):
        self.write_request(60)
        with SesServer([accept, fail_after_sending(500)]) as server:
            self.assertEqual(self.send_to(server).returncode, 2)
            request = json.loads(self.request.read_text(encoding="utf-8"))
            text = json.dumps(dict(reversed(request.items())), indent=1, ensure_ascii=False, sort_keys=True)
            self.request.write_text("\ufeff" + text.replace("user00003", "\\u0075ser00003"), encoding="utf-8")
            self.assertEqual(self.send_to(server, "--arrived", "50-59").returncode, 0)
            self.assertEqual(len(server.calls), 2)

    def test_a_sent_entry_that_has_changed_is_refused_by_name(self):
        self.write_request(60)
        with SesServer() as server:
            self.send_to(server)
            self.set_address(7, "another@example.com")
            self.refused(server, f"{self.journal}: ", "entry 7 (sent) has changed; it is now for another@example.com",
                         "With another journal, 60 entries")
            self.set_address(7, harness.address(7))
            self.assertEqual(self.send_to(server).returncode, 0)

    def test_so_is_an_unknown_one(self):
        self.write_request(60)
        with SesServer([fail_after_sending(500)]) as server:
            self.send_to(server)
            self.set_address(7, "another@example.com")
            self.refused(server, "entry 7 (unknown) has changed")

    def test_entries_that_moved_are_refused(self):
        self.write_request(60)
        with SesServer([refuse(403)]) as server:
            self.send_to(server)  # nothing is sent
            self.edit(lambda request: request["BulkEmailEntries"].pop(7))
            self.count = 59
            self.assertEqual(self.run_client(*self.command(server)).returncode, 0)
            self.edit(lambda request: request["BulkEmailEntries"].pop(7))
            self.refused(server, "entry 8 (sent) has changed", " and 47 more. ")
            self.write_request(addresses=[harness.address(i) for i in range(58) if i != 7])
            self.refused(server, "entry 57 (sent) is missing now; entry 58 (sent) is missing now. Entries that were sent, or may have been, must stay as they were. Restore them")

    def test_entries_that_were_inserted_or_reordered_are_refused(self):
        self.write_request(120)
        with SesServer([accept, fail_after_sending(500), refuse(403)]) as server:
            self.send_to(server)  # 50 are sent, 50 unknown, 20 not attempted
            for change, says in (
                    (lambda all_: [*all_[:20], "new@example.com", *all_[20:]], "entry 20 (sent) has changed"),
                    (lambda all_: [all_[1], all_[0], *all_[2:]], "entry 0 (sent) has changed"),
                    (lambda all_: [*all_[:60], all_[110], *all_[61:]], "entry 60 (unknown) has changed"),
                    (lambda all_: all_[::-1], "entry 0 (sent) has changed"),
                    (lambda all_: all_[:70], "entry 70 (unknown) is missing now")):
                self.write_request(addresses=change([harness.address(i) for i in range(120)]))
                self.refused(server, says)
            self.write_request(addresses=[*map(harness.address, range(100)), "new@example.com"])
            self.assertEqual(self.run_client(*self.command(server)).returncode, 2)
            self.assertEqual(server.calls[-1], ["new@example.com"])

    def test_an_entry_that_failed_may_be_taken_off_the_end(self):
        self.write_request(60)
        with SesServer(failures={harness.address(59): "MESSAGE_REJECTED"}) as server:
            self.assertEqual(self.send_to(server).returncode, 1)
            self.write_request(59)
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual(len(server.calls), 2)

    def test_another_template_or_sender_is_refused_once_something_was_sent(self):
        self.write_request(60)
        with SesServer([accept, refuse(403)]) as server:
            self.send_to(server)
            self.edit(lambda request: request.update(FromEmailAddress="another@example.com"))
            self.refused(server, f"{self.journal}:1: this is the journal of a request with another sender",
                         "With another journal, 50 entries, which were sent or may have been, would be sent again")

    def test_another_template_goes_on_as_long_as_nothing_was_sent(self):
        self.write_request(60)
        with SesServer([throttle(60, "TEMPLATE_NOT_FOUND")]) as server:
            self.assertEqual(self.send_to(server).returncode, 2)
            self.edit(lambda request: request.update(FromEmailAddress="another@example.com"))
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual(self.counts(), {"sent": 60})
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual(len(server.calls), 3)

    def test_a_request_whose_entries_were_all_refused_for_the_sender(self):
        self.write_request(3)
        with SesServer(choose=lambda: reject(400, "BadRequestException")) as server:
            self.assertEqual(self.send_to(server).returncode, 1)
            self.edit(lambda request: request.update(FromEmailAddress="another@example.com"))
            server.choose = lambda: accept
            self.assertEqual(self.send_to(server).returncode, 0)

    def test_a_journal_of_another_version_is_refused(self):
        self.write_request(3)
        for version in (1, 20):
            self.journal.write_text(f'{{"Journal":"ses_client","Version":{version},"Request":"9ae16a3b2f90404f"}}\n')
            with SesServer() as server:
                self.refused(server, f"{self.journal}:1: expected a journal of version 2, found version {version}. ",
                             "Finish this request with the ses_client that began it")

    def test_a_journal_of_zeros_is_refused_and_the_power_cut_named(self):
        self.write_request(3)
        self.journal.write_bytes(bytes(4096))
        with SesServer() as server:
            self.refused(server, f"{self.journal}: holds only zero bytes, as a file can after a power cut")


class Unknown(JournalTest):
    def test_what_arrived_and_what_did_not_are_told_apart(self):
        self.write_request(70)
        with SesServer([fail_after_sending(500)]) as server:
            for index in range(10, 20):
                server.failures[harness.address(index)] = "FAILED"  # the ten that are not sent
            self.assertEqual(self.send_to(server).returncode, 2)
            server.failures.clear()
            run = self.send_to(server, "--arrived", "0-9, 20-49", "--resend", "10-17")
            self.assertEqual(run.returncode, 2, run.stderr)
            self.assertEqual(server.calls[-1], [harness.address(i) for i in range(10, 18)])
            self.assertEqual(self.counts(), {"sent": 68, "unknown": 2})
            self.assertEqual(self.send_to(server, "--resend-unknown").returncode, 0)
            self.assertEqual(set(server.sent.values()), {1})

    def test_only_unknown_entries_can_be_named(self):
        self.write_request(70)
        with SesServer([fail_after_sending(500)]) as server:
            self.send_to(server)
            before = self.journal.read_bytes()
            for arguments, says in (
                    (("--resend", "3,60"), "--resend: entry 60 is not unknown but sent"),
                    (("--arrived", "50"), "--arrived: entry 50 is not unknown but sent"),
                    (("--resend", "70"), "--resend: expected positions from 0 to 69, found 70"),
                    (("--resend", "1-99999999999999999999"), "--resend: expected positions such as 3,7-12"),
                    (("--resend", "7-3"), "expected a range that begins before it ends, found 7-3"),
                    (("--resend", "3,,4"), "--resend: expected positions such as 3,7-12, found"),
                    (("--resend", "-3"), "--resend: expected positions such as 3,7-12"),
                    (("--resend", "3", "--resend-unknown"), "--resend"),
                    (("--resend", "3-5", "--arrived", "5,6"), "found 5 in both")):
                with self.subTest(arguments):
                    run = self.run_client(*self.command(server, *arguments))
                    self.assertEqual(run.returncode, 64)
                    self.assertIn(says, run.stderr)
                    self.assertEqual((self.journal.read_bytes(), len(server.calls)), (before, 2))


    def test_an_unknown_entry_that_was_corrected_is_decided_in_one_step(self):
        for option, calls in (("--arrived", []), ("--resend", ["corrected@example.com"])):
            self.new_request(60)
            with SesServer([fail_after_sending(500) if option == "--arrived" else refuse(500)]) as server:
                self.send_to(server)
                self.set_address(7, "corrected@example.com")
                self.refused(server, "entry 7 (unknown) has changed; it is now for corrected@example.com. ",
                             "Decide about 7, which may have been sent before the correction: --arrived 7 if it arrived, "
                             "--resend 7 to send the corrected text.")
                before = self.journal.read_bytes()
                self.assertEqual(self.run_client(*self.command(server, option, 7, "--dry-run")).returncode, 0)
                self.assertEqual(self.journal.read_bytes(), before)
                run = self.run_client(*self.command(server, option, 7))
                self.assertEqual((run.returncode, sum(server.calls[2:], [])), (2, calls), run.stderr)
                self.assertEqual(self.counts(), {"sent": 11, "unknown": 49})
                self.assertEqual(self.run_client(*self.command(server, "--arrived", "0-6,8-49")).returncode, 0, "and it stays")
                self.set_address(7, "another@example.com")
                self.refused(server, "entry 7 (sent) has changed")


class MovedWhileRunning(JournalTest):
    """Each would send everything twice with the next command."""

    def disturb(self, change, begin=lambda: None):
        """Changes the journal while the second of several calls is in flight."""
        self.new_request(500)
        begin()

        def behave(exchange):
            addresses = exchange.read()
            change()
            exchange.results([exchange.send(address) for address in addresses])
        server = SesServer([accept, behave])
        with server:
            run = self.run_client(*self.command(server))
            self.assertEqual(run.returncode, 2, run.stderr)
            self.assertEqual([len(call) for call in server.calls], [50, 50], "it stops before the next call")
            self.assertIn("500 entries: 100 sent, 0 failed, 0 unknown, 400 not-attempted", run.stdout)
        return server, run

    def go_on(self, server, journal=None):
        with SesServer() as later:
            later.sent = server.sent
            run = self.run_client(*self.command(later, "--journal", journal or self.journal)[0:3],
                                  "--journal", journal or self.journal)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(set(later.sent.values()), {1})
            self.assertEqual(len(later.sent), 500)

    def test_moved(self):
        moved = self.directory / "journal.1"
        for change in (lambda: self.journal.rename(moved), self.journal.unlink):
            server, run = self.disturb(change)
            self.assertIn(f"{self.journal}: was moved or removed while it was in use", run.stderr)
            self.assertIn(f"{self.journal}: rewritten with all known outcomes", run.stderr)
            self.go_on(server)

    def test_moved_with_calls_in_flight(self):
        self.write_request(1000)
        calls = []

        def move_once(exchange):
            calls.append(exchange)
            if len(calls) == 6:
                self.journal.rename(self.directory / "journal.1")
            delayed(accept, 0.02)(exchange)
        with SesServer(choose=lambda: move_once) as server:
            self.assertEqual(self.run_client(*self.command(server, parallel=8)).returncode, 2)
            self.assertLess(len(server.sent), 1000)
            self.assertEqual(self.send_to(server, parallel=8).returncode, 0)
            self.assertEqual(set(server.sent.values()), {1})
            self.assertEqual(len(server.sent), 1000)

    def test_emptied_or_truncated(self):
        for size in (0, 100, 2000):
            server, run = self.disturb(lambda size=size: os.truncate(self.journal, size))
            self.assertIn(f"{self.journal}: was emptied or truncated while it was in use", run.stderr)
            self.go_on(server)

    def test_replaced(self):
        def replace():
            shutil.copy(self.journal, self.directory / "copy")
            os.replace(self.directory / "copy", self.journal)
        server, run = self.disturb(replace)
        self.assertIn(f"{self.journal}: was replaced by another file while it was in use", run.stderr)
        rescued = self.directory / "journal.rescued"
        self.assertIn(f"{rescued}: has all known outcomes. Move it to {self.journal}", run.stderr)
        for more in ((), ("--dry-run",)):  # nobody may have read that; a loop that starts it again has not
            with SesServer() as later:
                run = self.run_client(*self.command(later, *more))
                self.assertEqual((run.returncode, later.calls), (64, []))
            self.assertIn(f"{rescued}: holds outcomes that an earlier run could not write to {self.journal}", run.stderr)
        rescued.rename(self.journal)
        self.go_on(server)

    def test_written_by_something_else(self):
        def write():
            with open(self.journal, "a", encoding="utf-8") as file:
                file.write("hello\n")
        server, run = self.disturb(write)
        self.assertIn("something else wrote into it while it was in use", run.stderr)
        self.go_on(server, self.directory / "journal.rescued")

    def test_a_link_whose_target_or_the_target_s_folder_is_removed_or_which_is_set_anew(self):
        folder, target, other = self.directory / "d", self.directory / "d" / "real", self.directory / "other"

        def set_anew():
            self.journal.unlink()
            self.journal.symlink_to(other)
        rescued = pathlib.Path(f"{self.journal}.rescued")
        for change in (target.unlink, lambda: target.rename(other), lambda: shutil.rmtree(folder), set_anew,
                       lambda: (set_anew(), other.touch())):
            for path in (rescued, other, target):
                path.unlink(missing_ok=True)
            folder.mkdir(exist_ok=True)

            def begin():
                self.journal.symlink_to(target)
            server, _ = self.disturb(change, begin)
            if rescued.exists():
                with SesServer() as later:
                    self.assertEqual(self.run_client(*self.command(later)).returncode, 64, "refused until it is moved")
                rescued.rename(self.journal)
            self.go_on(server)

    def test_without_the_journal_s_folder_outcomes_are_rescued_beside_the_request(self):
        folder = self.directory / "d"
        folder.mkdir()
        self.journal = folder / "journal"
        server, run = self.disturb(lambda: shutil.rmtree(folder))
        rescued = self.directory / "request.json.rescued"
        self.assertIn(f"{rescued}: has all known outcomes. Move it to {self.journal}", run.stderr)
        folder.mkdir()
        with SesServer() as later:
            self.assertEqual(self.run_client(*self.command(later)).returncode, 64)
        rescued.rename(self.journal)
        self.go_on(server)

    def test_moved_during_the_last_call(self):
        self.write_request(10)

        def behave(exchange):
            self.journal.rename(self.directory / "journal.1")
            accept(exchange)
        with SesServer([behave]) as server:
            self.assertEqual(self.run_client(*self.command(server)).returncode, 2)
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual(len(server.calls), 1)

    def test_moved_and_the_same_command_at_once(self):
        self.write_request(100)
        second = []

        def behave(exchange):
            self.journal.rename(self.directory / "journal.1")
            second.append(self.run_client(*self.command(server)))
            accept(exchange)
        with SesServer([accept, behave]) as server:
            self.run_client(*self.command(server))
            self.assertEqual(len(server.calls), 2)
        self.assertEqual(second[0].returncode, 64)
        self.assertIn("another ses_client is sending this request", second[0].stderr)


class Streams(JournalTest):
    def test_closed_standard_streams_do_not_become_the_journal(self):
        for closed in ("2>&-", ">&-", "<&-", "<&- >&- 2>&-"):
            with self.subTest(closed):
                self.journal.unlink(missing_ok=True)
                self.write_request(150)
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


class Refused(JournalTest):
    def test_a_file_that_is_no_journal_is_left_alone(self):
        self.write_request(3)  # the file has no end of line, as a journal's torn line has none
        for path in (self.request, harness.__file__):
            with open(path, "rb") as file:
                before = file.read()
            run = self.run_client(self.request, "--endpoint", "http://127.0.0.1:1", "--journal", path)
            self.assertEqual(run.returncode, 64)
            with open(path, "rb") as file:
                self.assertEqual(file.read(), before)

    def test_a_device_remembers_nothing(self):
        self.write_request(3)
        for path in ("/dev/null", "/dev/full", self.directory, self.directory / "missing" / "journal"):
            run = self.run_client(self.request, "--endpoint", "http://127.0.0.1:1", "--journal", path)
            self.assertEqual(run.returncode, 64)
            self.assertIn(str(path), run.stderr)

    def test_a_damaged_line_is_named_and_nothing_is_sent(self):
        self.write_request(3)
        with SesServer() as server:
            self.send_to(server)
        whole = self.journal.read_text().splitlines(keepends=True)
        for bad in ("{\"Index\":1,", "7", "{}", "null", "", '{"Batch":[0]}', '{"Batch":[0],"Digests":[]}',
                    '{"Batch":[0],"Digests":["g"]}', '{"Batch":[0.5],"Digests":["0"]}', '{"Batch":["0"],"Digests":["0"]}',
                    '{"Index":3,"Outcome":"sent","Attempts":1}', '{"Batch":[-1],"Digests":["0"]}',
                    '{"Batch":7,"Digests":["0"]}', '{"Index":1,"Outcome":"snet","Attempts":1}', '{"Index":1,"Outcome":"sent"}',
                    '{"Index":1,"Outcome":"sent","Status":7,"Attempts":1}', "\0\0\0"):
            with self.subTest(bad), SesServer() as server:
                damaged = "".join([*whole[:3], bad + "\n", *whole[4:]])
                self.journal.write_text(damaged)
                run = self.run_client(self.request, "--endpoint", server.url, "--journal", self.journal)
                self.assertEqual(run.returncode, 64, run.stderr)
                self.assertIn(f"{self.journal}:4: ", run.stderr)
                self.assertEqual(server.calls, [])
                self.assertEqual(self.journal.read_text(), damaged)

    def test_a_line_torn_at_every_byte(self):
        self.write_request(3)
        with SesServer() as server:
            self.send_to(server)
        whole = self.journal.read_bytes()
        lines = whole.splitlines(keepends=True)
        for size in [*range(0, len(lines[0]), 9), *range(len(lines[0]) - 1, len(lines[0] + lines[1]) + 3, 4),
                     *range(len(lines[0] + lines[1]), len(whole), 25)]:
            self.journal.write_bytes(whole[:size])
            with SesServer() as server:
                run = self.run_client(self.request, "--endpoint", server.url, "--journal", self.journal)
                announced = size >= len(lines[0] + lines[1])
                self.assertEqual(len(server.calls), 0 if announced else 1)
                self.assertEqual(run.returncode, 2 if announced else 0, run.stderr)
            self.assertTrue(self.journal.read_bytes().startswith(lines[0] + lines[1]))
            known = max(0, whole[:size].count(b"\n") - 2)
            self.assertEqual(self.counts(), {k: n for k, n in
                                             ((("sent", known), ("unknown", 3 - known)) if announced else
                                              (("sent", 3),)) if n})

    def test_two_at_once(self):
        self.write_request(60)
        copy = self.directory / "copy.json"
        shutil.copy(self.request, copy)
        inner = []

        def behave(exchange):
            for request in (self.request, copy):
                inner.append(self.run_client(request, "--endpoint", server.url, "--journal", self.journal))
            accept(exchange)
        with SesServer([behave]) as server:
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual(len(server.calls), 2)
        self.assertEqual([run.returncode for run in inner], [64, 64])
        self.assertIn(f"{self.request}: another ses_client is sending this request", inner[0].stderr)
        self.assertIn(f"{self.journal}: another process is using it", inner[1].stderr)

    def test_a_disk_that_is_full_at_every_byte(self):
        self.write_request(60)
        with SesServer() as server:
            self.send_to(server)
        size = self.journal.stat().st_size
        for limit in [0, 1, 50, *range(101, size, 731)]:
            with self.subTest(limit=limit), SesServer() as server:
                self.journal.unlink()
                # A limit on the size of files tears the write that meets it, as a full disk does.
                run = self.send_to(server, prefix=["prlimit", f"--fsize={limit}"])
                self.assertEqual(run.returncode, 2, run.stderr)
                self.assertIn(f"{self.journal}: cannot be written", run.stderr)
                announced = [i for line in self.journal.read_text().splitlines()
                             for i in json.loads(line).get("Batch", [])]
                self.assertEqual(set(server.sent), {harness.address(i) for i in announced})
                self.send_to(server)
                self.assertEqual(len(server.sent), 60, "with room on the disk, the rest is sent")

    def test_the_report_never_says_more_than_the_journal_holds(self):
        for limit in range(6000, 12000, 700):
            self.new_request(400)

            def reject_third(exchange):
                time.sleep(0.1)
                reject(403, "AccessDenied")(exchange)
            with SesServer([accept, delayed(accept, 0.05), reject_third], choose=lambda: delayed(accept, 0.2)) as server:
                run = self.send_to(server, parallel=4, prefix=["prlimit", f"--fsize={limit}"])
            self.assertEqual(run.returncode, 2)
            recorded = sum(line["Outcome"] == "sent" for line in harness.outcomes(self.journal).values())
            self.assertIn(f"400 entries: {recorded} sent, ", run.stdout)
            if "AccessDenied" in run.stderr:
                self.assertIn("stopped: HTTP 403 AccessDenied", run.stderr)
            if len(server.sent) > recorded:
                self.assertIn("stopped: cannot record outcomes", run.stderr)
                self.assertRegex(run.stderr, "journal: could not record these outcomes, so the report and the next run do not "
                                 "have them: .*sent [0-9]")

    def test_a_disk_that_is_full_with_calls_in_flight(self):
        self.write_request(1000)
        for limit in range(3000, 60000, 8111):
            with self.subTest(limit=limit), SesServer(choose=lambda: delayed(accept, 0.01)) as server:
                self.journal.unlink(missing_ok=True)
                run = self.send_to(server, parallel=8, prefix=["prlimit", f"--fsize={limit}"])
                self.assertEqual(run.returncode, 2, run.stderr)
                self.send_to(server, parallel=8)
                self.assertNotIn("not-attempted", self.counts())


if __name__ == "__main__":
    unittest.main()
