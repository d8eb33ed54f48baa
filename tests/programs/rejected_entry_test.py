# SPDX-License-Identifier: MIT
"""A 400 that one entry causes: halving finds the entry, and the others are sent."""
import harness
from behaviours import reject, throttle
from ses_server import SesServer, accept


class OneEntryRejected(harness.ClientTest):
    def send_with_bad(self, bad, arguments=(), count=500, parallel=1, kind="ValidationException", where="header",
                      most_calls=10000, most_entries=50):
        self.new_request(addresses=[f"bad{i}" if i in bad else harness.address(i) for i in range(count)])
        behaviour = reject(400, kind, [f"bad{i}" for i in bad], where=where)
        with SesServer(choose=lambda: behaviour) as server:
            run = self.run_client(*self.command(server, *arguments, parallel=parallel))
            self.assertEqual(dict(server.sent), {harness.address(i): 1 for i in range(count) if i not in bad and
                                                 len(bad) < count})
            self.assertLessEqual(len(server.calls), most_calls)
            self.assertLessEqual(max(map(len, server.calls)), most_entries)
            if len(bad) < count:
                del server.calls[:]
                self.run_client(*self.command(server), status=1)
                self.assertEqual(server.calls, [], "unchanged, they are not tried again")
        return run

    def test_it_is_found_wherever_it_stands(self):
        for bad, how in (
                *(({i}, {"most_calls": 10 + 12}) for i in (0, 25, 49, 50, 333, 499)),
                *(({7}, {"count": 60, "kind": kind, "where": where}) for where in ("header", "body") for kind in
                  ("BadRequestException", "ValidationException", "SerializationException", "MessageRejected")),
                (set(range(10, 16)), {}), ({0, 1, 2, 3, 4, 5}, {}), (set(range(50)), {}), (set(range(3, 500, 10)), {}),
                ({0, 1, 998, 999}, {"count": 1000, "most_calls": 80}), ({0}, {"count": 1}), ({0, 1, 2}, {"count": 4}),
                (set(range(3, 500, 50)), {"parallel": 8}), ({0, 1, 100, 101, 102, 499}, {"parallel": 8}),
                ({20}, {"arguments": ("--rate", 30), "count": 60, "most_entries": 30})):
            with self.subTest(bad=bad, how=how):
                run = self.send_with_bad(bad, **how)
                self.assertEqual(run.returncode, 1, run.stderr)
                last = harness.outcomes(self.journal)
                for index in bad:
                    self.assertEqual((last[index]["Outcome"], last[index].get("Status"), last[index]["Attempts"]),
                                     ("failed", None, 1))
                    self.assertRegex(run.stderr, rf"entry {index} \(bad{index}\) failed: HTTP 400 \w+: Invalid recipient\n")
                for index in sorted(bad)[:10]:
                    self.assertIn(f"entry {index}: bad{index}\n", run.stdout)

    def test_a_request_at_fault_stops_after_a_handful_of_calls_and_the_entries_tried_are_named(self):
        for parallel in (1, 8):
            run = self.send_with_bad(set(range(1000)), count=1000, parallel=parallel, most_calls=12)
            self.assertEqual((run.returncode, self.counts()), (2, {"not-attempted": 1000}))
            self.assertRegex(run.stderr, r"several entries \(0-1, [0-9, ]+\) were rejected individually and no other entry "
                             r"was accepted, so no single entry is the cause\. HTTP 400 ValidationException: Invalid")

    def test_the_next_run_begins_with_entries_that_were_not_rejected_alone(self):
        self.assertEqual(self.send_with_bad(set(range(1000)), count=1000).returncode, 2)
        behaviour = reject(400, "ValidationException", [f"bad{i}" for i in range(2)])
        with SesServer(choose=lambda: behaviour) as server:
            run = self.run_client(*self.command(server))
            self.assertNotIn("bad0", server.calls[0])
        self.assertEqual(run.returncode, 1)
        self.assertEqual(self.counts(), {"sent": 998, "failed": 2})

    def test_entries_that_were_throttled_before_are_sent_once_the_request_is_fixed(self):
        self.new_request(6)
        with SesServer([throttle(6)], choose=lambda: reject(400, "BadRequestException")) as server:
            self.send_to(server, "--max-attempts", 1, status=1)
            self.send_to(server, status=2)
            server.choose = lambda: accept
            self.send_to(server, status=0)

    def test_a_request_at_fault_from_the_middle_on_stops_too(self):
        server = SesServer([accept] * 5, choose=lambda: reject(400, "BadRequestException"))
        self.check(server, {"sent": 250, "not-attempted": 750}, entries=1000, parallel=4)
        self.assertLessEqual(len(server.calls), 5 + 15)
