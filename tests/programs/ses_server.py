"""A server on loopback that answers SendBulkEmail, misbehaves on request, and keeps the truth of what it sent.

    with SesServer([throttle(3), reset]) as server:   # what to do with the first call, the second, ...; then accept
        ...                                           # calls to server.url
        server.sent["user00003@example.com"]          # how often it was sent

A behaviour is a function of an Exchange. It may read the request, send emails, answer, stall, or reset the connection.
"""
import collections
import json
import socket
import socketserver
import struct
import threading
import time

PATH = "/v2/email/outbound-bulk-emails"


class Exchange:
    """One connection of a client, and the request that came over it."""

    def __init__(self, server, connection):
        self.server = server
        self.connection = connection
        self.request_line = ""
        self.headers = {}
        self.body = b""

    def read(self):
        """Reads one request; gives the addresses it is for, by position. The client may end in the middle of it."""
        stream = self.connection.makefile("rb")
        self.request_line = stream.readline().decode().rstrip()
        self.headers = {}
        while line := stream.readline().decode().rstrip("\r\n"):
            name, value = line.split(":", 1)
            self.headers[name.lower()] = value.strip()
        size = int(self.headers.get("content-length", 0))
        self.body = stream.read(size)
        if not size or len(self.body) < size:
            raise ConnectionError("the request is not whole")
        addresses = [entry["Destination"]["ToAddresses"][0] for entry in json.loads(self.body)["BulkEmailEntries"]]
        self.server.note(self, addresses)
        return addresses

    def send(self, address):
        """Sends one email, and gives its result."""
        failure = self.server.failures.get(address)
        if failure:
            return {"Status": failure, "Error": f"not sent to {address}"}
        return {"Status": "SUCCESS", "MessageId": self.server.count_as_sent(address)}

    def answer(self, status, body=b"", headers=(), size=None):
        """Answers with HTTP; of the body only `size` bytes where that is given, though all are promised."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        lines = [f"HTTP/1.1 {status} Text", f"Content-Length: {len(body)}", *headers, "", ""]
        self.connection.sendall("\r\n".join(lines).encode() + body[:size])

    def results(self, results, **how):
        self.answer(200, {"BulkEmailEntryResults": results}, **how)

    def reset(self):
        """Makes the closing of the connection a reset instead of an orderly end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class SesServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, behaviours=(), failures=None, choose=None):
        """`choose`, where given, gives the behaviour for each call after the listed ones."""
        super().__init__(("127.0.0.1", 0), None)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.behaviours = collections.deque(behaviours)
        self.failures = failures or {}  # address -> status
        self.choose = choose or (lambda: accept)
        self.sent = collections.Counter()
        self.calls = []  # the addresses of each call that was read
        self.exchanges = []
        self.times = []
        self.behaved = collections.Counter()
        self.lock = threading.Lock()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def finish_request(self, request, client_address):
        with self.lock:
            behaviour = self.behaviours.popleft() if self.behaviours else self.choose()
            self.behaved[getattr(behaviour, "__name__", str(behaviour))] += 1
        try:
            behaviour(Exchange(self, request))
        except OSError:
            pass  # the client is gone; killed, for example

    def shutdown_request(self, request):
        request.close()  # without the orderly shutdown that would come before a reset

    def note(self, exchange, addresses):
        with self.lock:
            self.calls.append(addresses)
            self.exchanges.append(exchange)
            self.times.append(time.monotonic())

    def count_as_sent(self, address):
        with self.lock:
            self.sent[address] += 1
            return f"id-{address}-{self.sent[address]}"


def named(name):
    def decorate(function):
        function.__name__ = name
        return function
    return decorate


def accept(exchange):
    exchange.results([exchange.send(address) for address in exchange.read()])


def throttle(count, status="ACCOUNT_THROTTLED"):
    """Refuses the last `count` entries of the call, and sends the others."""
    @named(f"entries {status}")
    def behave(exchange):
        addresses = exchange.read()
        kept = max(0, len(addresses) - count)
        exchange.results([exchange.send(address) for address in addresses[:kept]] +
                         [{"Status": status, "Error": "slow down"} for _ in addresses[kept:]])
    return behave


def refuse(status, headers=(), body=None):
    """Answers with an HTTP status, and sends nothing."""
    @named(f"HTTP {status}")
    def behave(exchange):
        exchange.read()
        exchange.answer(status, body if body is not None else {"message": f"the service says {status}"}, headers)
    return behave


def fail_after_sending(status):
    """Sends everything, and then answers with an HTTP status."""
    @named(f"HTTP {status}")
    def behave(exchange):
        for address in exchange.read():
            exchange.send(address)
        exchange.answer(status, {"message": "Internal error"})
    return behave


def cut(tenths):
    """Sends everything, and answers so many tenths of the body."""
    @named("body cut off")
    def behave(exchange):
        body = json.dumps({"BulkEmailEntryResults": [exchange.send(address) for address in exchange.read()]}).encode()
        exchange.answer(200, body, size=len(body) * tenths // 10)
    return behave


def answer_count(difference):
    """Sends everything, and answers with too few results (a negative difference) or too many."""
    @named("too few results" if difference < 0 else "too many results")
    def behave(exchange):
        results = [exchange.send(address) for address in exchange.read()]
        exchange.results(results[:len(results) + difference] + results[:max(0, difference)])
    return behave


def answer_body(body):
    """Sends everything, and answers 200 with this body."""
    @named("an unreadable body")
    def behave(exchange):
        for address in exchange.read():
            exchange.send(address)
        exchange.answer(200, body)
    return behave


def stall(seconds):
    """Sends everything, and is silent until the client has lost its patience."""
    @named("stall")
    def behave(exchange):
        for address in exchange.read():
            exchange.send(address)
        time.sleep(seconds)
    return behave


@named("reset before the request was read")
def reset_before_reading(exchange):
    time.sleep(0.02)  # the request is on its way when the reset comes
    exchange.reset()


@named("reset after sending")
def reset_after_sending(exchange):
    for address in exchange.read():
        exchange.send(address)
    exchange.reset()


@named("closed after sending")
def close_after_sending(exchange):
    for address in exchange.read():
        exchange.send(address)


@named("kept open, then closed after sending")
def keep_open_then_drop(exchange):
    """Answers the first request; whatever comes over the same connection next is sent, and never answered."""
    accept(exchange)
    for address in exchange.read():
        exchange.send(address)
