# SPDX-License-Identifier: MIT
"""The content of the journal: what its lines say, what is refused, and what may change in the request."""
import json
import pathlib
import time

import harness
from behaviours import fail_after_sending, refuse, reject, throttle
from ses_server import SesServer, accept

EVERYONE = list(map(harness.address, range(120)))


class JournalTest(harness.ClientTest):
    def send(self, count, *behaviours, **how):
        """A first run."""
        self.write_request(count)
        with SesServer(behaviours) as server:
            self.send_to(server, **how)

    def refused(self, *says, arguments=()):
        """The same command is refused, sends nothing and leaves the journal unchanged."""
        before = self.journal.read_bytes()
        with self.subTest(says=says, arguments=arguments), SesServer() as server:
            run = self.run_client(*self.command(server, *arguments), status=64, says=says)
            self.assertEqual((self.journal.read_bytes(), server.calls), (before, []), run.stderr)
        if "another journal" in run.stderr:
            self.assertRegex(run.stderr, "[Ww]ith another journal, .* would be sent again")


class Lines(JournalTest):
    def test_they_are_as_the_contract_shows_them(self):
        self.send(1)
        self.assertEqual(self.journal.read_text().splitlines()[1:], [
            '{"Batch":[0],"Digests":["7da8d6be7a1f8e29"]}',
            '{"Index":0,"Outcome":"sent","Status":"SUCCESS","MessageId":"id-user00000@example.com-1","Attempts":1}'])

    def test_a_line_truncated_at_every_byte_is_dropped(self):
        self.send(3)
        whole = self.journal.read_bytes()
        first, second, *_ = whole.splitlines(keepends=True)
        begun = len(first + second)
        for size in [*range(0, len(first), 9), *range(len(first) - 1, begun + 3, 4), *range(begun, len(whole), 25)]:
            self.journal.write_bytes(whole[:size])
            with SesServer() as server:
                self.run_client(*self.command(server), status=2 if size >= begun else 0)
                self.assertEqual(len(server.calls), 0 if size >= begun else 1)
            self.assertTrue(self.journal.read_bytes().startswith(first + second))
            known = max(0, whole[:size].count(b"\n") - 2)
            expected = {"sent": known, "unknown": 3 - known} if size >= begun else {"sent": 3}
            self.assertEqual(self.counts(), {outcome: n for outcome, n in expected.items() if n})

    def test_any_other_damaged_line_is_named_and_nothing_is_sent(self):
        self.send(3)
        whole = self.journal.read_text().splitlines(keepends=True)
        for bad in ("{\"Index\":1,", "7", "{}", "null", "", '{"Batch":[0]}', '{"Batch":[0],"Digests":[]}',
                    '{"Batch":[0],"Digests":["g"]}', '{"Batch":[0.5],"Digests":["0"]}',
                    '{"Batch":["0"],"Digests":["0"]}', '{"Index":3,"Outcome":"sent","Attempts":1}',
                    '{"Batch":[-1],"Digests":["0"]}', '{"Batch":7,"Digests":["0"]}',
                    '{"Index":1,"Outcome":"snet","Attempts":1}', '{"Index":1,"Outcome":"sent"}',
                    '{"Index":1,"Outcome":"sent","Status":7,"Attempts":1}', "\0\0\0"):
            self.journal.write_text("".join([*whole[:3], bad + "\n", *whole[4:]]))
            self.refused(f"{self.journal}:4: ")

    def test_a_journal_of_another_version_or_of_zeros_is_refused(self):
        self.write_request(3)
        for version in (1, 20):
            self.journal.write_text(f'{{"Journal":"ses_client","Version":{version},"Request":"9ae16a3b2f90404f"}}\n')
            self.refused(f"{self.journal}:1: expected a journal of version 2, found version {version}. ",
                         "Finish this request with the version of ses_client that began it")
        self.journal.write_bytes(bytes(4096))
        self.refused(f"{self.journal}: holds only zero bytes, as a file can after a power failure")

    def test_a_file_that_is_no_journal_is_left_unchanged(self):
        self.write_request(3)  # this file has no end of line, as an incomplete line of a journal has none
        for path in (self.request, pathlib.Path(harness.__file__)):
            self.journal = path
            self.refused()
        for path in ("/dev/null", "/dev/full", self.directory, self.directory / "missing" / "journal"):
            self.run_client(self.request, "--endpoint", "http://127.0.0.1:1", "--journal", path, status=64,
                            says=str(path))


class ChangedRequests(JournalTest):
    def test_an_unknown_entry_that_was_corrected_is_decided_in_one_step(self):
        first, others = EVERYONE[:7], EVERYONE[8:60]
        for option, calls in (("--arrived", []), ("--resend", ["corrected@example.com"])):
            self.new_request(60)
            with SesServer([fail_after_sending(500) if option == "--arrived" else refuse(500)]) as server:
                self.send_to(server)
                self.write_request(addresses=[*first, "corrected@example.com", *others])
                self.refused("entry 7 (unknown) has changed and is now for corrected@example.com. ",
                             "Decide about entry 7, which may have been sent before the correction: --arrived 7 if it "
                             "arrived, --resend 7 to send the corrected text.")
                before = self.journal.read_bytes()
                self.run_client(*self.command(server, option, 7, "--dry-run"), status=0)
                self.assertEqual(self.journal.read_bytes(), before)
                self.run_client(*self.command(server, option, 7), status=2)
                self.assertEqual((sum(server.calls[2:], []), self.counts()), (calls, {"sent": 11, "unknown": 49}))
                self.run_client(*self.command(server, "--arrived", "0-6,8-49"), status=0)
                self.write_request(addresses=[*first, "another@example.com", *others])
                self.refused("entry 7 (sent) has changed")

    def test_new_entries_at_the_end_are_sent_and_failed_ones_may_be_removed_from_it(self):
        self.write_request(60)
        with SesServer(failures=harness.failing([129], "MESSAGE_REJECTED")) as server:
            self.send_to(server, status=0)
            self.write_request(130)
            self.send_to(server, status=1)
            self.write_request(129)
            self.send_to(server, status=0)
            self.assertEqual([len(call) for call in server.calls], [50, 10, 50, 20])

    def test_the_same_request_formatted_differently_is_the_same(self):
        server = SesServer([accept, fail_after_sending(500)])
        self.check(server, {"sent": 50, "unknown": 10}, entries=60)
        request = json.loads(self.request.read_text(encoding="utf-8"))
        text = json.dumps(dict(reversed(request.items())), indent=1, ensure_ascii=False, sort_keys=True)
        self.request.write_text("\ufeff" + text.replace("user00003", "\\u0075ser00003"), encoding="utf-8")
        # The server is gone: where nothing is left to send, nothing is asked about the account either.
        self.assertNotIn("account", self.send_to(server, "--arrived", "50-59", status=0).stderr)

    def test_entries_that_were_sent_or_are_unknown_must_keep_text_and_position(self):
        self.write_request(120)
        with SesServer([accept, fail_after_sending(500), refuse(403)]) as server:
            self.send_to(server)  # 50 are sent, 50 unknown, 20 not attempted
            for change, says in (
                    ([*EVERYONE[:7], "new@example.com", *EVERYONE[8:]],
                     "entry 7 (sent) has changed and is now for new@example.com. Entries that were sent, or may have "
                     "been, must stay as they were. Restore them to their positions"),
                    ([*EVERYONE[:20], "new@example.com", *EVERYONE[20:]], "entry 20 (sent) has changed"),
                    ([EVERYONE[1], EVERYONE[0], *EVERYONE[2:]], "entry 0 (sent) has changed"),
                    ([*EVERYONE[:60], EVERYONE[110], *EVERYONE[61:]], "entry 60 (unknown) has changed"),
                    (EVERYONE[::-1], " and 95 more. "),
                    (EVERYONE[:70], "entry 70 (unknown) is now missing; entry 71 (unknown) is now missing")):
                self.write_request(addresses=change)
                self.refused(f"{self.journal}: ", says, "With another journal, 100 entries")
            self.write_request(addresses=[*EVERYONE[:100], "new@example.com"])
            self.run_client(*self.command(server), status=2)
            self.assertEqual(server.calls[-1], ["new@example.com"])

    def test_sender_and_template_may_change_only_while_nothing_was_sent(self):
        def change():
            sender = f"{time.monotonic()}@example.com"
            self.file({**harness.request(*EVERYONE[:60]), "FromEmailAddress": sender}, self.request.name)
        self.write_request(60)
        with SesServer([throttle(60, "TEMPLATE_NOT_FOUND"), *[reject(400, "BadRequestException")] * 11]) as server:
            self.send_to(server, status=2)
            change()
            self.send_to(server, status=2)  # all are rejected for their sender
            change()
            self.send_to(server, status=0)
            change()
            self.refused(f"{self.journal}:1: this journal belongs to a request with a different sender",
                         "With another journal, 60 entries that were sent, or may have been, would be sent again")


class Unknown(JournalTest):
    def test_entries_that_arrived_and_entries_to_resend_are_told_apart(self):
        self.write_request(70)
        with SesServer([fail_after_sending(500)]) as server:
            server.failures.update(harness.failing(range(10, 20), "FAILED"))  # these are not sent
            self.send_to(server, status=2)
            server.failures.clear()
            self.send_to(server, "--arrived", "0-9, 20-49", "--resend", "10-17", status=2)
            self.assertEqual(server.calls[-1], [harness.address(i) for i in range(10, 18)])
            self.assertEqual(self.counts(), {"sent": 68, "unknown": 2})
            server.behaviours.append(refuse(502))
            self.send_to(server, "--resend-unknown", status=2)  # unknown again
            self.send_to(server, "--resend-unknown", status=0)
        self.assertEqual([harness.outcomes(self.journal)[i]["Attempts"] for i in (9, 17, 18)], [1, 2, 3])

    def test_only_unknown_entries_can_be_decided_about(self):
        self.send(70, fail_after_sending(500))
        for arguments, says in (
                (("--resend", "3,60"), "--resend: entry 60 is not unknown; its outcome is sent"),
                (("--arrived", "50"), "--arrived: entry 50 is not unknown; its outcome is sent"),
                (("--resend", "70"), "--resend: expected positions from 0 to 69, found 70"),
                (("--resend", "1-99999999999999999999"), "--resend: expected positions such as 3,7-12"),
                (("--resend", "7-3"), "expected a range that begins before it ends, found 7-3"),
                (("--resend", "3,,4"), "--resend: expected positions such as 3,7-12, found"),
                (("--resend", "-3"), "--resend: expected positions such as 3,7-12"),
                (("--resend", "3", "--resend-unknown"), "--resend"),
                (("--resend", "3-5", "--arrived", "5,6"), "found 5 in both")):
            self.refused(says, arguments=arguments)
