# SPDX-License-Identifier: MIT
"""What a SesServer can do with a call: functions of an Exchange."""
import json
import threading
import time


def after_sending(finish):
    """Sends everything, and then does something with the exchange and the results."""
    return lambda exchange: finish(exchange, [exchange.send(address) for address in exchange.read()])


def body_of(results):
    return json.dumps({"BulkEmailEntryResults": results}).encode()


def throttle(count, status="ACCOUNT_THROTTLED"):
    """Throttles the last `count` entries of the call, and sends the others."""
    def behave(exchange):
        addresses = exchange.read()
        kept = max(0, len(addresses) - count)
        exchange.results([exchange.send(address) for address in addresses[:kept]] +
                         [{"Status": status, "Error": "slow down"} for _ in addresses[kept:]])
    return behave


def refuse(status, headers=()):
    """Answers with an HTTP status, and sends nothing."""
    def behave(exchange):
        exchange.read()
        exchange.answer(status, {"message": f"the service says {status}"}, headers)
    return behave


def reject(status, kind, addresses=None, message="Invalid recipient", where="header"):
    """Answers a call for one of the addresses (None: every call) with an error of a kind, and sends nothing."""
    def behave(exchange):
        called = exchange.read()
        if addresses is not None and not set(called) & set(addresses):
            exchange.results([exchange.send(address) for address in called])
        elif where == "header":
            exchange.answer(status, {"message": message}, [f"x-amzn-ErrorType: {kind}:http://errors.example.com/"])
        else:
            exchange.answer(status, {"__type": f"com.amazonaws.ses#{kind}", "message": message})
    return behave


def fail_after_sending(status):
    return after_sending(lambda exchange, _: exchange.answer(status, {"message": "Internal error"}))


def cut(tenths):
    """Answers with so many tenths of the body."""
    return after_sending(lambda exchange, results: exchange.answer(
        200, body_of(results), size=len(body_of(results)) * tenths // 10))


keep_first = after_sending(lambda exchange, results: exchange.answer(
    200, body_of(results), size=len(body_of(results[:1])) - 2))


def drop(*positions):
    """Leaves the results at these positions (negative ones from the end) out of the answer."""
    return after_sending(lambda exchange, results: exchange.results(
        [result for i, result in enumerate(results) if i not in {position % len(results) for position in positions}]))


repeat_first = after_sending(lambda exchange, results: exchange.results(results[:1] + results))


def answer_body(body, headers=()):
    return after_sending(lambda exchange, _: exchange.answer(200, body, headers))


def accept_raw(head, change):
    """Answers with these bytes and what `change` makes of the body."""
    return after_sending(lambda exchange, results: exchange.connection.sendall(head + change(body_of(results))))


def stall(seconds):
    return after_sending(lambda exchange, _: time.sleep(seconds))


close_after_sending = after_sending(lambda exchange, _: None)
reset_after_sending = after_sending(lambda exchange, _: exchange.reset())


def reset_before_reading(exchange):
    time.sleep(0.02)  # the request is on its way when the reset comes
    exchange.reset()


def answer_twice(pause=0.0):
    """Answers with the results twice, the second time after a pause."""
    def finish(exchange, results):
        exchange.results(results)
        time.sleep(pause)
        exchange.results(results)
    return after_sending(finish)


def answer_early(exchange):
    """Answers a call whose body it has not read, and then sends everything."""
    exchange.read_head()
    exchange.results([{"Status": "TRANSIENT_FAILURE", "Error": "too early"}] * 2)
    time.sleep(0.3)
    for address in exchange.read():
        exchange.send(address)
    exchange.keep_open = False


@after_sending
def die_when_idle(exchange, results):
    exchange.results(results)
    exchange.stream.peek(1)  # the next request, which is not read
    exchange.reset()
    exchange.keep_open = False


def refuse_expectation(exchange):
    """Refuses to wait for a body, as some proxies do."""
    exchange.read_head()
    exchange.answer(417, {"message": "no expectations"})
    exchange.keep_open = False
    exchange.stream.read()  # closing with bytes unread would reset the connection, and could cost the client the answer


def delayed(behaviour, seconds):
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
