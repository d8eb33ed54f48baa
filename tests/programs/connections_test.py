"""What ses_client trusts of a connection: no response that could belong to another call."""
import unittest

import harness
from behaviours import answer_early, answer_twice, die_when_idle
from ses_server import SesServer


class Connections(harness.ClientTest):
    def test_a_second_response_is_not_taken_for_that_of_the_next_call(self):
        # A small rate leaves time for the second response to arrive before the next call.
        for behaviour in (answer_twice(), answer_twice(0.02)):
            self.new_request(60)
            failures = {harness.address(i): "TRANSIENT_FAILURE" for i in range(10, 60, 7)}
            with SesServer(choose=lambda: behaviour, failures=failures) as server:
                run = self.send_to(server, "--rate", 20, "--max-attempts", 1)
                self.assertEqual(self.counts(), {"sent": 60 - len(failures), "failed": len(failures)}, run.stderr)
                for index, line in harness.outcomes(self.journal).items():
                    self.assertIn(harness.address(index), line.get("MessageId", line.get("Error")))

    def test_a_response_before_the_last_byte_of_the_request_is_not_its_own(self):
        self.new_request(2)
        self.enlarge_request(8 << 20)
        with SesServer([answer_early]) as server:
            run = self.send_to(server)
            self.assertEqual(self.counts(), {"unknown": 2}, run.stderr)
        self.assertIn("a response came before the request was complete", run.stderr)

    def test_a_connection_that_dies_when_idle_costs_one_call(self):
        self.new_request(300)
        with SesServer(choose=lambda: die_when_idle(0)) as server:
            run = self.send_to(server)
            self.assertEqual(self.counts(), {"sent": 250, "unknown": 50}, run.stderr)
            self.assertEqual(len(server.calls), 5, "the sixth was never read")


if __name__ == "__main__":
    unittest.main()
