# SPDX-License-Identifier: MIT
"""A server on loopback that answers SendBulkEmail at once, or after a fixed time, and counts entries. It checks nothing,
so that it is never what is measured.

    with InstantServer(delay=0.2) as server:
        ...              # calls to server.url
        server.entries   # how many it was sent
"""
import asyncio
import threading

RESULT = b'{"Status":"SUCCESS","MessageId":"0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000"}'


class Connection(asyncio.Protocol):
    def __init__(self, server):
        self.server = server
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
        entries = self.data.count(b'"ToAddresses"', end)
        self.data.clear()
        body = b'{"BulkEmailEntryResults":[' + b",".join([RESULT] * entries) + b"]}"
        answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
        self.server.entries += entries
        if self.server.delay:
            self.server.loop.call_later(self.server.delay, self.transport.write, answer)
        else:
            self.transport.write(answer)


class InstantServer:
    def __init__(self, delay=0):
        self.delay = delay
        self.entries = 0
        self.loop = asyncio.new_event_loop()
        start = self.loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        self.server = self.loop.run_until_complete(start)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    def __enter__(self):
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
