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
        self.edit(lambda request: request["BulkEmailEntries"][index]["Destination"].update(ToAddresses=[address]))

    def refused(self, server, *says, arguments=()):
        """The same command is refused, sends nothing and leaves the journal unchanged."""
        before, calls = self.journal.read_bytes(), len(server.calls)
        run = self.run_client(*self.command(server, *arguments))
        self.assertEqual((run.returncode, self.journal.read_bytes(), len(server.calls)), (64, before, calls), run.stderr)
        for text in says:
            self.assertIn(text, run.stderr)
        if "another journal" in run.stderr:
            self.assertRegex(run.stderr, "[Ww]ith another journal, .* would be sent again")


class Lines(JournalTest):
    def test_they_are_as_the_contract_shows_them(self):
        self.write_request(1)
        with SesServer() as server:
            self.send_to(server)
        self.assertEqual(self.journal.read_text().splitlines()[1:], [
            '{"Batch":[0],"Digests":["7da8d6be7a1f8e29"]}',
            '{"Index":0,"Outcome":"sent","Status":"SUCCESS","MessageId":"id-user00000@example.com-1","Attempts":1}'])

    def test_a_line_truncated_at_every_byte_is_dropped(self):
        self.write_request(3)
        with SesServer() as server:
            self.send_to(server)
        whole = self.journal.read_bytes()
        first, second, *_ = whole.splitlines(keepends=True)
        begun = len(first + second)
        for size in [*range(0, len(first), 9), *range(len(first) - 1, begun + 3, 4), *range(begun, len(whole), 25)]:
            self.journal.write_bytes(whole[:size])
            with SesServer() as server:
                run = self.run_client(*self.command(server))
                self.assertEqual((len(server.calls), run.returncode), (0, 2) if size >= begun else (1, 0), run.stderr)
            self.assertTrue(self.journal.read_bytes().startswith(first + second))
            known = max(0, whole[:size].count(b"\n") - 2)
            expected = {"sent": known, "unknown": 3 - known} if size >= begun else {"sent": 3}
            self.assertEqual(self.counts(), {outcome: n for outcome, n in expected.items() if n})

    def test_any_other_damaged_line_is_named_and_nothing_is_sent(self):
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
                self.journal.write_text("".join([*whole[:3], bad + "\n", *whole[4:]]))
                self.refused(server, f"{self.journal}:4: ")

    def test_a_journal_of_another_version_or_of_zeros_is_refused(self):
        self.write_request(3)
        for version in (1, 20):
            self.journal.write_text(f'{{"Journal":"ses_client","Version":{version},"Request":"9ae16a3b2f90404f"}}\n')
            with SesServer() as server:
                self.refused(server, f"{self.journal}:1: expected a journal of version 2, found version {version}. ",
                             "Finish this request with the ses_client that began it")
        self.journal.write_bytes(bytes(4096))
        with SesServer() as server:
            self.refused(server, f"{self.journal}: holds only zero bytes, as a file can after a power cut")

    def test_a_file_that_is_no_journal_is_left_unchanged(self):
        self.write_request(3)  # this file has no end of line, as an incomplete line of a journal has none
        for path in (self.request, pathlib.Path(harness.__file__)):
            self.journal = path
            with SesServer() as server:
                self.refused(server)
        for path in ("/dev/null", "/dev/full", self.directory, self.directory / "missing" / "journal"):
            run = self.run_client(self.request, "--endpoint", "http://127.0.0.1:1", "--journal", path)
            self.assertEqual(run.returncode, 64)
            self.assertIn(str(path), run.stderr)


class ChangedRequests(JournalTest):
    def test_a_corrected_entry_is_sent_with_the_same_journal(self):
        self.write_request(500)
        self.set_address(60, "bad")
        with SesServer(choose=lambda: reject(400, "ValidationException", ["bad"])) as server:
            self.assertEqual(self.run_client(*self.command(server)).returncode, 1)
            self.assertEqual(self.run_client(*self.command(server)).returncode, 1, "unchanged, it is not tried again")
            self.set_address(60, harness.address(60))
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual((server.calls[-1], len(server.sent)), ([harness.address(60)], 500))

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
                self.assertEqual(self.run_client(*self.command(server, "--arrived", "0-6,8-49")).returncode, 0)
                self.set_address(7, "another@example.com")
                self.refused(server, "entry 7 (sent) has changed")

    def test_new_entries_at_the_end_are_sent_and_failed_ones_may_be_removed_from_it(self):
        self.write_request(60)
        with SesServer(failures={harness.address(129): "MESSAGE_REJECTED"}) as server:
            self.assertEqual(self.send_to(server).returncode, 0)
            self.write_request(130)
            self.assertEqual(self.send_to(server).returncode, 1)
            self.write_request(129)
            self.assertEqual(self.send_to(server).returncode, 0)
            self.assertEqual([len(call) for call in server.calls], [50, 10, 50, 20])

    def test_the_same_request_formatted_differently_is_the_same(self):
        self.write_request(60)
        with SesServer([accept, fail_after_sending(500)]) as server:
            self.assertEqual(self.send_to(server).returncode, 2)
            request = json.loads(self.request.read_text(encoding="utf-8"))
            text = json.dumps(dict(reversed(request.items())), indent=1, ensure_ascii=False, sort_keys=True)
            self.request.write_text("\ufeff" + text.replace("user00003", "\\u0075ser00003"), encoding="utf-8")
            self.assertEqual(self.send_to(server, "--arrived", "50-59").returncode, 0)
            self.assertEqual(len(server.calls), 2)

    def test_entries_that_were_sent_or_are_unknown_must_keep_text_and_position(self):
        self.write_request(120)
        everyone = list(map(harness.address, range(120)))
        with SesServer([accept, fail_after_sending(500), refuse(403)]) as server:
            self.send_to(server)  # 50 are sent, 50 unknown, 20 not attempted
            for change, says in (
                    ([*everyone[:7], "new@example.com", *everyone[8:]],
                     "entry 7 (sent) has changed; it is now for new@example.com. Entries that were sent, or may have been, "
                     "must stay as they were. Restore them at their positions"),
                    ([*everyone[:20], "new@example.com", *everyone[20:]], "entry 20 (sent) has changed"),
                    ([everyone[1], everyone[0], *everyone[2:]], "entry 0 (sent) has changed"),
                    ([*everyone[:60], everyone[110], *everyone[61:]], "entry 60 (unknown) has changed"),
                    (everyone[::-1], " and 95 more. "),
                    (everyone[:70], "entry 70 (unknown) is missing now; entry 71 (unknown) is missing now")):
                self.write_request(addresses=change)
                self.refused(server, f"{self.journal}: ", says, "With another journal, 100 entries")
            self.write_request(addresses=[*everyone[:100], "new@example.com"])
            self.assertEqual(self.run_client(*self.command(server)).returncode, 2)
            self.assertEqual(server.calls[-1], ["new@example.com"])

    def test_sender_and_template_may_change_only_while_nothing_was_sent(self):
        def change():
            self.edit(lambda request: request.update(FromEmailAddress=f"{time.monotonic()}@example.com"))
        self.write_request(60)
        with SesServer([throttle(60, "TEMPLATE_NOT_FOUND"), *[reject(400, "BadRequestException")] * 11]) as server:
            self.assertEqual(self.send_to(server).returncode, 2)
            change()
            self.assertEqual(self.send_to(server).returncode, 2, "all are rejected for their sender")
            change()
            self.assertEqual(self.send_to(server).returncode, 0)
            change()
            self.refused(server, f"{self.journal}:1: this is the journal of a request with another sender",
                         "With another journal, 60 entries, which were sent or may have been, would be sent again")


class Unknown(JournalTest):
    def test_entries_that_arrived_and_entries_to_resend_are_told_apart(self):
        self.write_request(70)
        with SesServer([fail_after_sending(500)]) as server:
            server.failures.update({harness.address(index): "FAILED" for index in range(10, 20)})  # these are not sent
            self.assertEqual(self.send_to(server).returncode, 2)
            server.failures.clear()
            run = self.send_to(server, "--arrived", "0-9, 20-49", "--resend", "10-17")
            self.assertEqual((run.returncode, server.calls[-1]), (2, [harness.address(i) for i in range(10, 18)]), run.stderr)
            self.assertEqual(self.counts(), {"sent": 68, "unknown": 2})
            self.assertEqual(self.send_to(server, "--resend-unknown").returncode, 0)

    def test_only_unknown_entries_can_be_decided_about(self):
        self.write_request(70)
        with SesServer([fail_after_sending(500)]) as server:
            self.send_to(server)
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
                    self.refused(server, says, arguments=arguments)


class ChangedWhileRunning(JournalTest):
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


class Disks(JournalTest):
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


class Streams(JournalTest):
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
