# SPDX-License-Identifier: MIT
"""A server on loopback that answers SendBulkEmail, misbehaves on request, and keeps the truth of what it sent.

    with SesServer([throttle(3), reset]) as server:   # what to do with the first call, the second, ...; then accept
        ...                                           # calls to server.url
        server.sent["user00003@example.com"]          # how often it was sent

It speaks HTTP/1.1 with connections that stay open, over TLS too, and checks the signature of every request. What it
does with a call is a behaviour: a function of an Exchange, listed in behaviours.py.
"""
import collections
import json
import socket
import socketserver
import struct
import sys
import threading
import time

import sigv4

PATH = "/v2/email/outbound-bulk-emails"
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE//session+token=="
# What GetAccount answers if a test does not say otherwise: an account without limits.
ACCOUNT = {"SendQuota": {"Max24HourSend": -1, "MaxSendRate": -1, "SentLast24Hours": 0}, "SendingEnabled": True,
           "ProductionAccessEnabled": True, "EnforcementStatus": "HEALTHY"}
# Whose signatures are accepted: access key id -> (secret, session token).
KEYS = {"AKIDEXAMPLE": (SECRET, None), "ASIAEXAMPLE": (SECRET + "/temporary", TOKEN)}


class Exchange:
    """One request of a client, and the connection that it came over."""

    def __init__(self, server, connection, stream):
        self.server = server
        self.connection = connection
        self.stream = stream
        self.request_line = ""
        self.headers = {}
        self.body = b""
        self.keep_open = False

    def read_head(self):
        self.request_line = self.stream.readline().decode("latin-1").rstrip()
        while line := self.stream.readline().decode("latin-1").rstrip("\r\n"):
            name, value = line.split(":", 1)
            self.headers[name.lower()] = value.strip()

    def read(self):
        """Reads the request; gives the addresses it is for, by position. The client may end in the middle of it."""
        if not self.headers:
            self.read_head()
        if self.headers.get("expect") == "100-continue":
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        size = int(self.headers.get("content-length", 0))
        self.body = self.stream.read(size)
        if not size or len(self.body) < size:
            raise ConnectionError("the request is not whole")
        self.check_signature()
        addresses = [entry["Destination"]["ToAddresses"][0] for entry in json.loads(self.body)["BulkEmailEntries"]]
        with self.server.lock:
            self.server.calls.append(addresses)
            self.server.exchanges.append(self)
            self.server.times.append(time.monotonic())
        return addresses

    def check_signature(self):
        method, target, _ = self.request_line.split(" ")
        if fault := sigv4.fault(method, target, self.headers, self.body, KEYS):
            self.server.faults.append(fault)

    def send(self, address):
        """Sends one email, and gives its result."""
        failure = self.server.failures.get(address)
        if failure:
            return {"Status": failure, "Error": f"not sent to {address}"}
        with self.server.lock:
            self.server.sent[address] += 1
            return {"Status": "SUCCESS", "MessageId": f"id-{address}-{self.server.sent[address]}"}

    def answer(self, status, body=b"", headers=(), size=None):
        """Answers with HTTP; of the body only `size` bytes where that is given, though all are promised."""
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        lines = [f"HTTP/1.1 {status} Text", f"Content-Length: {len(body)}", *headers, "", ""]
        self.connection.sendall("\r\n".join(lines).encode() + body[:size])
        self.keep_open = size is None

    def results(self, results, **how):
        self.answer(200, {"BulkEmailEntryResults": results}, **how)

    def reset(self):
        """Makes the closing of the connection a reset instead of an orderly end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def accept(exchange):
    """Sends everything."""
    exchange.results([exchange.send(address) for address in exchange.read()])


class SesServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, behaviours=(), failures=None, choose=None, tls=None, port=0, account=(200, ACCOUNT),
                 proxy=200):
        """`choose`, where given, gives the behaviour for each call after the listed ones; `tls` is an SSLContext;
        `account` is the answer to GetAccount: status, body, headers; `proxy` is the status for CONNECT."""
        super().__init__(("127.0.0.1", port), None)
        self.tls = tls
        self.port = self.server_address[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.account = account
        self.proxy = proxy
        self.proxied = []  # the hosts of CONNECT; all lead to this server
        self.behaviours = collections.deque(behaviours)
        self.failures = failures or {}  # address -> status
        self.choose = choose or (lambda: accept)
        self.sent = collections.Counter()
        self.calls = []  # the addresses of each call that was read
        self.exchanges = []
        self.times = []
        self.connections = 0
        self.faults = []  # of signatures, and of the server
        self.lock = threading.Lock()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, kind, *_):
        self.shutdown()
        self.server_close()
        if kind is None and self.faults:
            raise AssertionError(f"requests with a wrong signature, or worse: {self.faults[:3]}")

    def handle_error(self, request, client_address):
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):  # as if the client was killed or refused the certificate
            self.faults.append(f"the server failed: {error!r}")

    def finish_request(self, request, client_address):
        request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = request
        try:
            if request.recv(8, socket.MSG_PEEK) == b"CONNECT ":
                self.proxied.append(request.recv(65536).split()[1].decode())
                request.sendall(f"HTTP/1.1 {self.proxy} Text\r\n\r\n".encode())
                if self.proxy != 200:
                    return
            if self.tls:
                connection = self.tls.wrap_socket(request, server_side=True)
            with connection.makefile("rb") as stream:
                if stream.peek(4)[:4] not in (b"", b"GET "):
                    with self.lock:
                        self.connections += 1  # those that a call came over
                while stream.peek(1) and self.behave(Exchange(self, connection, stream)):
                    pass
        finally:
            connection.close()

    def behave(self, exchange):
        """Does with a call what is its turn; gives whether the connection stays open. GetAccount is not such a call."""
        if exchange.stream.peek(4)[:4] == b"GET ":
            exchange.read_head()
            exchange.check_signature()
            exchange.answer(*self.account)
            return exchange.keep_open
        with self.lock:
            behaviour = self.behaviours.popleft() if self.behaviours else self.choose()
        behaviour(exchange)
        return exchange.keep_open

    def shutdown_request(self, request):
        request.close()  # without the orderly shutdown that would come before a reset
