"""A 400 that one entry causes: the entry is found by halving, and the others go on."""
import collections
import unittest

import harness
from behaviours import reject
from ses_server import SesServer, accept


class Isolation(harness.ClientTest):
    def send_with_bad(self, bad, count=500, parallel=1, kind="ValidationException", where="header"):
        """A run in which every call with one of the entries at these positions is refused."""
        self.journal.unlink(missing_ok=True)
        addresses = [f"bad{i}" if i in bad else harness.address(i) for i in range(count)]
        self.write_request(addresses=addresses)
        behaviour = reject(400, kind, [f"bad{i}" for i in bad], where=where)
        with SesServer(choose=lambda: behaviour) as server:
            run = self.run_client(*self.command(server, parallel=parallel))
            self.assertEqual(server.sent, collections.Counter(harness.address(i) for i in range(count) if i not in bad))
        return server, run

    def check(self, bad, count=500, most_calls=10000, kind="ValidationException", **how):
        server, run = self.send_with_bad(bad, count, kind=kind, **how)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertEqual(self.counts(), {k: n for k, n in (("sent", count - len(bad)), ("failed", len(bad)))
                                         if n})
        last = harness.outcomes(self.journal)
        for index in bad:
            self.assertEqual((last[index]["Outcome"], last[index].get("Status"), last[index]["Attempts"]),
                             ("failed", None, 1))
            self.assertIn(": Invalid recipient", last[index]["Error"])
            self.assertIn(f"entry {index} (bad{index}) failed: HTTP 400 {kind}: Invalid recipient\n", run.stderr)
        for index in sorted(bad)[:10]:
            self.assertIn(f"entry {index}: bad{index}\n", run.stdout)
        self.assertLessEqual(len(server.calls), most_calls)
        return run

    def test_one_entry_wherever_it_stands(self):
        for index in (0, 1, 25, 49, 50, 333, 499):
            with self.subTest(index):
                run = self.check({index}, most_calls=10 + 12)
                self.assertEqual(run.stderr.count("(searching for the entry that causes it)"), 1)

    def test_the_kinds_of_errors_that_one_entry_can_cause(self):
        for kind in ("BadRequestException", "ValidationException", "SerializationException", "MessageRejected"):
            for where in ("header", "body"):
                with self.subTest(kind, where=where):
                    self.check({7}, count=60, kind=kind, where=where)

    def test_neighbours(self):
        self.check(set(range(10, 16)))
        self.check({0, 1, 2, 3, 4, 5})
        self.check(set(range(50)))

    def test_one_in_ten(self):
        self.check(set(range(3, 500, 10)))

    def test_with_calls_side_by_side(self):
        self.check(set(range(3, 500, 50)), parallel=8)
        self.check({0, 1, 100, 101, 102, 499}, parallel=8)

    def test_the_only_entry(self):
        self.check({0}, count=1)

    def test_a_fault_of_the_whole_request_stops_after_a_handful_of_calls(self):
        for parallel in (1, 8):
            server, run = self.send_with_bad(set(range(1000)), 1000, parallel)
            self.assertEqual(run.returncode, 2)
            self.assertLessEqual(len(server.calls), 12)
            self.assertIn("so no single entry is the cause. HTTP 400 ValidationException: Invalid recipient", run.stderr)
            self.assertEqual(self.counts(), {"not-attempted": 1000})

    def test_a_fault_that_begins_in_the_middle_too(self):
        self.write_request(1000)
        with SesServer([accept] * 5, choose=lambda: reject(400, "BadRequestException")) as server:
            run = self.send_to(server, parallel=4)
            self.assertEqual(run.returncode, 2)
            self.assertLessEqual(len(server.calls), 5 + 15)
            self.assertEqual(self.counts(), {"sent": 250, "not-attempted": 750})
            server.choose = lambda: accept
            self.assertEqual(self.send_to(server).returncode, 0)

    def test_a_rate_below_the_size_of_a_half(self):
        self.write_request(addresses=[harness.address(i) if i != 20 else "bad" for i in range(60)])
        with SesServer(choose=lambda: reject(400, "ValidationException", ["bad"])) as server:
            run = self.run_client(*self.command(server, "--rate", 30))
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertLessEqual(max(map(len, server.calls)), 30)
            self.assertEqual(len(server.sent), 59)


if __name__ == "__main__":
    unittest.main()
