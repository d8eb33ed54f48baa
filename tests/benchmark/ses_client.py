"""Measures ses_client against servers on loopback: ses_client.py PROGRAM [load] [throughput] [latency] [bucket]

load        1 000 000 entries read, without and with a journal that knows them all: less than 10 s and 1.5 GB each
throughput  an instant server, with a journal on this disk: 10 000 entries a second or more
latency     200 ms a call, --parallel 10: 2 000 entries a second or more
bucket      600 entries into a bucket of 14 a second: within 10 % of the ideal time, and nothing throttled

Exit status 0: every bar is met.
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "programs"))

from behaviours import Bucket  # noqa: E402
from instant_server import InstantServer  # noqa: E402
from ses_server import SesServer  # noqa: E402
import harness  # noqa: E402

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ""
MILLION = 1000000


class Bench:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.request = self.directory / "request.json"
        self.journal = self.directory / "journal"
        self.met = True

    def write_request(self, count):
        """Entries as they are in practice: an address, data of the template and a tag."""
        request = harness.make_request(0, ["x"])
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
        with InstantServer() as server:
            seconds, memory = self.run(server.url, "--dry-run")
            self.tell(f"load without journal: {seconds:.1f} s, {memory / 1e9:.2f} GB", seconds < 10 and memory < 1.5e9)
            self.run(server.url, "--parallel", 8)
            print(f"journal: {self.journal.stat().st_size / 1e6:.0f} MB")
            seconds, memory = self.run(server.url, "--dry-run")
            self.tell(f"load with journal: {seconds:.1f} s, {memory / 1e9:.2f} GB", seconds < 10 and memory < 1.5e9)

    def speed(self, name, count, bar, delay, *arguments):
        self.write_request(count)
        with InstantServer(delay) as server:
            seconds, _ = self.run(server.url, *arguments)
        self.tell(f"{name}: {count} entries in {seconds:.1f} s, {count / seconds:.0f} entries/s", count / seconds >= bar)

    def throughput(self):
        self.speed("throughput", 200000, 10000, 0)

    def latency(self):
        self.speed("latency", 40000, 2000, 0.2, "--parallel", 10)

    def bucket(self):
        rate, count = 14, 600
        self.write_request(count)
        bucket = Bucket(rate)
        with SesServer(choose=lambda: bucket) as server:
            seconds, _ = self.run(server.url, "--rate", rate)
        ideal = (count - rate) / rate
        self.tell(f"bucket: {seconds:.1f} s, ideal {ideal:.1f} s, {bucket.throttled} throttled",
                  seconds <= 1.1 * ideal and bucket.throttled == 0)


def main():
    names = sys.argv[2:] or ["load", "throughput", "latency", "bucket"]
    if not PROGRAM or any(name not in ("load", "throughput", "latency", "bucket") for name in names):
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
