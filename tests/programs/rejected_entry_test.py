# SPDX-License-Identifier: MIT
"""A 400 that one entry causes: halving finds the entry, and the others are sent."""
import harness
from behaviours import reject, throttle
from ses_server import SesServer, accept

KINDS = ("BadRequestException", "ValidationException", "SerializationException", "MessageRejected")


class OneEntryRejected(harness.ClientTest):
    def send_with_bad(self, bad, arguments=(), count=200, parallel=1, kind="ValidationException", where="header",
                      most_calls=10000, most_entries=50):
        self.new_request(addresses=[f"bad{i}" if i in bad else harness.address(i) for i in range(count)])
        behaviour = reject(400, kind, [f"bad{i}" for i in bad], where=where)
        good = {harness.address(i): 1 for i in set(range(count)) - bad}
        with SesServer(choose=lambda: behaviour) as server:
            run = self.run_client(*self.command(server, *arguments, parallel=parallel), status=1 if good else None)
            self.assertEqual(server.sent, good)
            self.assertLessEqual(len(server.calls), most_calls)
            self.assertLessEqual(max(map(len, server.calls)), most_entries)
            if good:
                del server.calls[:]
                self.run_client(*self.command(server), status=1)
                self.assertEqual(server.calls, [], "unchanged, they are not tried again")
        return run

    def test_it_is_found_wherever_it_stands(self):
        for bad, how in (
                *(({i}, {"most_calls": 4 + 12}) for i in (0, 25, 49, 50, 133, 199)),
                *(({7}, {"count": 60, "kind": kind, "where": where}) for where in ("header", "body") for kind in KINDS),
                (set(range(10, 16)), {}), ({0, 1, 2, 3, 4, 5}, {}), (set(range(50)), {}), (set(range(3, 200, 10)), {}),
                ({0, 1, 998, 999}, {"count": 1000, "most_calls": 80}), ({0}, {"count": 1}), ({0, 1, 2}, {"count": 4}),
                (set(range(3, 500, 50)), {"count": 500, "parallel": 8}),
                ({0, 1, 100, 101, 102, 499}, {"count": 500, "parallel": 8}),
                ({20}, {"arguments": ("--rate", 30), "count": 60, "most_entries": 30})):
            with self.subTest(bad=bad, how=how):
                run = self.send_with_bad(bad, **how)
                last = harness.outcomes(self.journal)
                for index in bad:
                    self.assertEqual((last[index]["Outcome"], last[index].get("Status"), last[index]["Attempts"]),
                                     ("failed", None, 1))
                    self.assertRegex(run.stderr,
                                     rf"entry {index} \(bad{index}\) failed: HTTP 400 \w+: Invalid recipient\n")
                for index in sorted(bad)[:10]:
                    self.assertIn(f"entry {index}: bad{index}\n", run.stdout)

    def test_a_request_at_fault_stops_after_a_handful_of_calls_and_the_entries_tried_are_named(self):
        for parallel in (8, 1):
            run = self.send_with_bad(set(range(1000)), count=1000, parallel=parallel, most_calls=12)
            self.assertEqual((run.returncode, self.counts()), (2, {"not-attempted": 1000}))
            self.assertRegex(run.stderr, r"several entries \(0-1, [0-9, ]+\) were rejected individually and no other "
                             r"entry was accepted, so no single entry is the cause\. HTTP 400 ValidationException: Inv")
        behaviour = reject(400, "ValidationException", ["bad0", "bad1"])
        with SesServer(choose=lambda: behaviour) as server:
            self.run_client(*self.command(server), status=1)
            self.assertNotIn("bad0", server.calls[0], "the next run begins with entries that were not rejected alone")
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
