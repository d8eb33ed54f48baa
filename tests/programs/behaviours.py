"""What a SesServer can do with a call: functions of an Exchange."""
import json
import threading
import time

from ses_server import accept  # noqa: F401, for those who import behaviours


def named(name):
    def decorate(function):
        function.__name__ = name
        return function
    return decorate


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
    @named("truncated body")
    def behave(exchange):
        body = json.dumps({"BulkEmailEntryResults": [exchange.send(address) for address in exchange.read()]}).encode()
        exchange.answer(200, body, size=len(body) * tenths // 10)
    return behave


def drop(*positions):
    """Sends everything, and leaves the results at these positions (negative ones from the end) out of the answer."""
    @named("too few results")
    def behave(exchange):
        results = [exchange.send(address) for address in exchange.read()]
        left_out = {position % len(results) for position in positions}
        exchange.results([result for i, result in enumerate(results) if i not in left_out])
    return behave


@named("too many results")
def repeat_first(exchange):
    """Sends everything, and answers with the first result once more."""
    results = [exchange.send(address) for address in exchange.read()]
    exchange.results(results[:1] + results)


@named("truncated body")
def keep_first(exchange):
    """Sends everything, and answers with a body that is truncated after the first result."""
    body = json.dumps({"BulkEmailEntryResults": [exchange.send(address) for address in exchange.read()]}).encode()
    exchange.answer(200, body, size=body.index(b"}") + 1)


def answer_body(body, headers=()):
    """Sends everything, and answers 200 with this body."""
    @named("an unreadable body")
    def behave(exchange):
        for address in exchange.read():
            exchange.send(address)
        exchange.answer(200, body, headers)
    return behave


def accept_raw(head, change):
    """Sends everything, and answers with these bytes and what `change` makes of the results."""
    @named("raw answer")
    def behave(exchange):
        results = {"BulkEmailEntryResults": [exchange.send(address) for address in exchange.read()]}
        exchange.connection.sendall(head + change(json.dumps(results).encode()))
    return behave


@named("garbage after the results")
def garbage_after(exchange):
    results = [exchange.send(address) for address in exchange.read()]
    exchange.answer(200, json.dumps({"BulkEmailEntryResults": results}).encode() + b"}garbage")


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


def answer_twice(pause=0.0):
    """Sends everything, and answers with the results twice, the second time after a pause that the next call may fall in."""
    @named("answered twice")
    def behave(exchange):
        results = [exchange.send(address) for address in exchange.read()]
        exchange.results(results)
        time.sleep(pause)
        exchange.results(results)
    return behave


@named("answered before the request was complete")
def answer_early(exchange):
    """Answers a call whose body it has not read, and then reads it and sends everything."""
    exchange.read_head()
    exchange.results([{"Status": "TRANSIENT_FAILURE", "Error": "too early"}] * 2)
    time.sleep(0.3)
    for address in exchange.read():
        exchange.send(address)
    exchange.keep_open = False


def die_when_idle(seconds):
    """Sends everything, and then drops the connection unseen if it is idle for so long: the next request meets a reset."""
    @named("died when idle")
    def behave(exchange):
        exchange.results([exchange.send(address) for address in exchange.read()])
        time.sleep(seconds)
        exchange.stream.peek(1)  # the next request, which is not read
        exchange.reset()
        exchange.keep_open = False
    return behave


@named("closed after sending")
def close_after_sending(exchange):
    for address in exchange.read():
        exchange.send(address)


def reject(status, kind, addresses=None, message="Invalid recipient", where="header"):
    """Answers a call that is for one of the addresses (None: every call) with an error of a kind, and sends nothing."""
    @named(f"HTTP {status} {kind}")
    def behave(exchange):
        called = exchange.read()
        if addresses is not None and not set(called) & set(addresses):
            exchange.results([exchange.send(address) for address in called])
        elif where == "header":
            exchange.answer(status, {"message": message}, [f"x-amzn-ErrorType: {kind}:http://errors.example.com/"])
        else:
            exchange.answer(status, {"__type": f"com.amazonaws.ses#{kind}", "message": message})
    return behave


@named("HTTP 417")
def refuse_expectation(exchange):
    """Refuses to wait for a body, as some proxies do."""
    exchange.read_head()
    exchange.answer(417, {"message": "no expectations"})
    exchange.keep_open = False
    exchange.stream.read()  # closing with bytes unread would reset the connection, and could cost the client the answer


def delayed(behaviour, seconds):
    @named(f"{behaviour.__name__}, later")
    def behave(exchange):
        addresses = exchange.read()
        time.sleep(seconds)
        exchange.read = lambda: addresses
        behaviour(exchange)
    return behave


class Bucket:
    """Sends so many entries a second and no more, as SES does: a token bucket that is full at the start."""

    def __init__(self, rate):
        self.rate = rate
        self.tokens = rate
        self.counted = time.monotonic()
        self.throttled = 0
        self.lock = threading.Lock()

    def take(self):
        with self.lock:
            now = time.monotonic()
            self.tokens = min(self.rate, self.tokens + (now - self.counted) * self.rate)
            self.counted = now
            if self.tokens < 1:
                self.throttled += 1
                return False
            self.tokens -= 1
            return True

    def __call__(self, exchange):
        exchange.results([exchange.send(address) if self.take() else
                          {"Status": "ACCOUNT_THROTTLED", "Error": "Maximum sending rate exceeded."}
                          for address in exchange.read()])
