# SPDX-License-Identifier: MIT
"""Kills ses_client at random moments while the service misbehaves at random, corrects the entries that the service
rejects, starts it again with the same journal, and compares every outcome with what the service sent:
campaign.py [--rounds N]

Each round is one request with a journal and a service of its own. Exit status 0: nothing was sent twice or lost.
The program under test is named by the environment variable SES_CLIENT.
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import harness
from behaviours import (answer_body, close_after_sending, cut, delayed, drop, fail_after_sending, keep_first,
                        refuse, reject, repeat_first, reset_after_sending, reset_before_reading, stall, throttle)
from ses_server import SesServer, accept

TIMEOUT = 0.7
FAULTS = 0.08  # of all calls
BAD = 0.0005  # of all entries: the service refuses a call with one of them
ENTRIES, PARALLEL, BATCH = 5000, 8, 50


def random_fault(chance):
    return chance.choice((
        throttle(chance.randint(1, BATCH)),  # part of the call, or all of it
        throttle(chance.randint(1, BATCH), "TRANSIENT_FAILURE"), refuse(429), refuse(503),
        reject(400, "ThrottlingException"), fail_after_sending(chance.choice((500, 502, 504))),
        cut(chance.randrange(10)), drop(*(chance.randrange(BATCH) for _ in range(chance.choice((1, 1, 2, 20))))),
        repeat_first, answer_body(b"<html>Welcome</html>"), reset_before_reading, reset_after_sending,
        close_after_sending, keep_first, delayed(accept, chance.uniform(0, 0.05)),
        stall(2 * TIMEOUT) if chance.random() < 0.3 else refuse(503)))


class Round:
    def __init__(self, directory, seed):
        self.chance = random.Random(seed)
        self.journal = directory / "journal"
        self.request = directory / "request.json"
        self.addresses = [f"bad{i}" if self.chance.random() < BAD else harness.address(i) for i in range(ENTRIES)]
        self.write()
        self.figures = collections.Counter()

    def write(self):
        self.request.write_text(json.dumps(harness.request(*self.addresses)), encoding="utf-8")

    def correct(self):
        """Puts right what the service has refused, as a person does; gives whether there was anything."""
        last = harness.outcomes(self.journal)
        bad = [i for i, address in enumerate(self.addresses)
               if address.startswith("bad") and last.get(i, {}).get("Outcome") == "failed"]
        for index in bad:
            self.addresses[index] = harness.address(index)
        self.figures["corrected"] += len(bad)
        self.write()
        return bool(bad)

    def choose(self):
        self.figures["calls"] += 1
        if self.chance.random() < FAULTS:
            self.figures["faults of the service"] += 1
            return random_fault(self.chance)
        return reject(400, "ValidationException", {a for a in self.addresses if a.startswith("bad")})

    def sent(self, server):
        """How often each entry was sent, whether corrected or not: a fault may send what the service would refuse."""
        return collections.Counter({harness.address(i): server.sent[harness.address(i)] + server.sent[f"bad{i}"]
                                    for i in range(ENTRIES)})

    def start(self, server):
        return subprocess.Popen([harness.CLIENT, self.request, "--endpoint", server.url, "--journal", self.journal,
                                 "--backoff", "0.002", "--timeout", str(TIMEOUT), "--max-attempts", "20",
                                 "--parallel", str(PARALLEL)],
                                env=harness.ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def kill(self, server):
        """Kills a run after a random number of its calls, and a random moment later; False: it was done before."""
        calls = len(server.calls) + self.chance.choice((0, self.chance.randint(1, max(1, ENTRIES // BATCH))))
        with self.start(server) as process:
            while len(server.calls) < calls and process.poll() is None:
                time.sleep(0.001)
            time.sleep(self.chance.uniform(0, 0.02))
            killed = process.poll() is None
            process.kill()
            process.stderr.read()
        self.figures["kills"] += killed
        return killed

    def finish(self, server):
        """Runs it until nothing is left to be sent; gives the figures."""
        while True:
            with self.start(server) as process:
                messages = process.stderr.read()
            if process.returncode not in (0, 1, 2):
                sys.exit(f"ses_client ended with {process.returncode}: {messages.decode()}")
            time.sleep(0.01)  # a call that a kill interrupted may still be at the service
            figures = harness.compare(self.journal, ENTRIES, self.sent(server))
            if not self.correct() and figures["not-attempted"] == 0:
                return figures

    def run(self):
        with SesServer(choose=self.choose) as server:
            while self.kill(server) and self.chance.random() < 0.4:
                self.correct()
            self.figures += self.finish(server)
            last, sent = harness.outcomes(self.journal), self.sent(server)
            self.figures["unknown, and sent"] = sum(
                line["Outcome"] == "unknown" and sent[harness.address(i)] > 0 for i, line in last.items())
        return self.figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    figures = collections.Counter()
    for number in range(rounds):
        with tempfile.TemporaryDirectory(prefix="ses_client_") as directory:
            figures += Round(pathlib.Path(directory), seed=1000 + number).run()
        if number % 10 == 9:
            print(f"round {number + 1} of {rounds}: {figures['twice']} twice, {figures['lost']} lost", flush=True)
    for name in ("entries", "calls", "kills", "faults of the service", "corrected", "sent", "failed", "unknown",
                 "unknown, and sent", "in flight", "not-attempted", "twice", "lost"):
        print(f"{name:24}{figures[name]:8}")
    forgotten = figures["entries"] - figures["sent"] - figures["unknown"]
    excess = figures["unknown"] > BATCH * (PARALLEL * figures["kills"] + figures["faults of the service"])
    sys.exit(1 if figures["twice"] or figures["lost"] or forgotten or excess or not figures["kills"] else 0)


if __name__ == "__main__":
    main()
