# SPDX-License-Identifier: MIT
"""Measures ses_client against servers on loopback: ses_client.py PROGRAM [NAME...]

README.md here explains each name and its thresholds. "throttled" is what exceeds a bucket of 14 entries per second, as SES has it.
Exit status 0: every threshold is met.
"""
import asyncio
import contextlib
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "programs"))

from behaviours import Bucket  # noqa: E402
from ses_server import ACCOUNT, SesServer  # noqa: E402
import harness  # noqa: E402

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ""
MILLION = 1000000
NAMES = ("load", "throughput", "latency", "bucket", "account", "learned", "shared", "halved")
RATE = 14
KNOWN = (200, {**ACCOUNT, "SendQuota": {"Max24HourSend": 50000, "MaxSendRate": RATE, "SentLast24Hours": 0}})
NOT_KNOWN = (403, {"message": "not authorized to perform: ses:GetAccount"}, ["x-amzn-ErrorType: AccessDeniedException"])


RESULT = b'{"Status":"SUCCESS","MessageId":"0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000"}'


class Answers(asyncio.Protocol):
    """Answers SendBulkEmail after a delay. It checks nothing, so that it is never what is measured."""

    def __init__(self, loop, delay):
        self.loop = loop
        self.delay = delay
        self.data = bytearray()

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.data += data
        end = self.data.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.data[:end]).lower()
        if head.startswith(b"get "):  # GetAccount
            self.data.clear()
            self.transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.data) < end + 4 + size:
            return
        body = b'{"BulkEmailEntryResults":[' + b",".join([RESULT] * self.data.count(b'"ToAddresses"', end)) + b"]}"
        self.data.clear()
        self.loop.call_later(self.delay, self.transport.write,
                             b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


@contextlib.contextmanager
def instant_server(delay=0):
    """Gives the address of a server."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: Answers(loop, delay), "127.0.0.1", 0))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    loop.call_soon_threadsafe(loop.stop)


class Bench:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.request = self.directory / "request.json"
        self.journal = self.directory / "journal"
        self.met = True

    def write_request(self, count):
        """Entries as they are in practice: an address, data of the template and a tag."""
        request = harness.request("x")
        del request["BulkEmailEntries"]
        with open(self.request, "w", encoding="utf-8") as file:
            file.write(json.dumps(request)[:-1] + ', "BulkEmailEntries": [\n')
            for index in range(count):
                data = json.dumps({"name": f"Person {index}", "code": f"{index * 7919:012}"})
                entry = {"Destination": {"ToAddresses": [f"user{index:07}@example.com"]},
                         "ReplacementEmailContent": {"ReplacementTemplate": {"ReplacementTemplateData": data}},
                         "ReplacementTags": [{"Name": "campaign", "Value": "spring"}]}
                file.write(("" if index == 0 else ",\n") + json.dumps(entry))
            file.write("\n]}\n")

    def run(self, url, *arguments):
        """Runs it; gives seconds and the program's greatest memory in bytes."""
        command = [PROGRAM, self.request, "--endpoint", url, "--journal", self.journal, *map(str, arguments)]
        started = time.monotonic()
        with subprocess.Popen(command, env=harness.ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"ses_client ended with {process.returncode}")
        return time.monotonic() - started, usage.ru_maxrss * 1024

    def tell(self, text, good):
        self.met = self.met and good
        print(f"{text}  {'met' if good else 'NOT MET'}", flush=True)

    def load(self):
        self.write_request(MILLION)
        print(f"request: {self.request.stat().st_size / 1e6:.0f} MB")
        with instant_server() as url:
            seconds, memory = self.run(url, "--dry-run")
            self.tell(f"load without journal: {seconds:.1f} s, {memory / 1e9:.2f} GB", seconds < 10 and memory < 1.5e9)
            self.run(url, "--parallel", 8)
            print(f"journal: {self.journal.stat().st_size / 1e6:.0f} MB")
            seconds, memory = self.run(url, "--dry-run")
            self.tell(f"load with journal: {seconds:.1f} s, {memory / 1e9:.2f} GB", seconds < 10 and memory < 1.5e9)

    def speed(self, name, count, bar, delay, *arguments):
        self.write_request(count)
        with instant_server(delay) as url:
            seconds, _ = self.run(url, *arguments)
        self.tell(f"{name}: {count} entries in {seconds:.1f} s, {count / seconds:.0f} entries/s", count / seconds >= bar)

    def throughput(self):
        self.speed("throughput", 200000, 10000, 0)

    def latency(self):
        self.speed("latency", 40000, 2000, 0.2, "--parallel", 10)

    def fill(self, name, longest, most_throttled, account, *arguments, count=420, clients=1):
        """Sends into a bucket, with each client; `longest` is relative to the ideal time."""
        bucket = Bucket(RATE)
        benches = [Bench(self.directory / f"{name} {number}") for number in range(clients)]
        for bench in benches:
            bench.directory.mkdir()
            bench.write_request(count)
        with SesServer(choose=lambda: bucket, account=account) as server:
            threads = [threading.Thread(target=bench.run, args=(server.url, *arguments)) for bench in benches]
            started = time.monotonic()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            seconds = time.monotonic() - started
            calls = sum(map(len, server.calls))
        ideal = (clients * count - RATE) / RATE
        share = bucket.throttled / calls
        self.tell(f"{name}: {seconds:.1f} s, ideal {ideal:.1f} s, {share:.1%} throttled",
                  seconds <= longest * ideal and share <= most_throttled and calls - bucket.throttled == clients * count)

    def bucket(self):
        self.fill("bucket", 1.1, 0, KNOWN, "--rate", RATE, count=600)

    def account(self):
        self.fill("account", 1.1, 0.02, KNOWN)

    def learned(self):
        self.fill("learned", 1.5, 1, NOT_KNOWN)

    def shared(self):
        self.fill("shared", 1.5, 1, KNOWN, clients=2)
        self.fill("shared and learned", 1.5, 1, NOT_KNOWN, clients=2)

    def halved(self):
        self.write_request(420)
        bucket = Bucket(RATE)
        with SesServer(choose=lambda: bucket, account=KNOWN) as server:
            halve = threading.Timer(12, lambda: setattr(bucket, "rate", RATE / 2))
            look = threading.Timer(22, lambda: before.extend((time.monotonic(), len(server.sent), bucket.throttled)))
            before = []
            halve.start()
            look.start()
            self.run(server.url)
            seconds, sent, throttled = (now - then for now, then in
                                        zip((time.monotonic(), len(server.sent), bucket.throttled), before))
        pace, share = sent / seconds, throttled / (sent + throttled)
        self.tell(f"halved: {pace:.1f} entries/s, {share:.1%} throttled", pace >= 0.8 * RATE / 2 and share < 0.1)


def main():
    names = sys.argv[2:] or NAMES
    if not PROGRAM or not set(names) <= set(NAMES):
        sys.exit(__doc__)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    met = True
    for name in names:
        # Not in /tmp, which may be memory.
        with tempfile.TemporaryDirectory(prefix="ses_client_", dir=os.environ.get("BENCHMARK_DIRECTORY", "/var/tmp")) as directory:
            bench = Bench(directory)
            getattr(bench, name)()
            met = met and bench.met
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
