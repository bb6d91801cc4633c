"""The ratings service: stars of a book's reviewers over HTTP, read from the ratings store over TCP.

Plain Python on purpose: a mesh must not care what its applications are written in.
"""

import json
import os
import random
import re
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORE_TIMEOUT_S = 5.0
# A connection to the store is given up after this time, so that new ones spread over its pods.
STORE_CONNECTION_S = 10.0
DRAIN_S = 1.0
STOP_LIMIT_S = 4.0
TYPICAL_S, SLOW_SHARE, SLOWEST_S = 0.003, 0.01, 0.150


class StoreError(Exception):
    """The store can't be reached or did not answer as agreed."""


class StoreClient:
    """One connection to the store, opened when first needed; not for use by two threads at once."""

    def __init__(self, host, port):
        self._address = (host, port)
        self._socket = None
        self._lines = None
        self._opened = 0.0

    def get(self, key):
        """The value of a key, None when the store has none."""
        if self._socket is not None and time.monotonic() - self._opened > STORE_CONNECTION_S:
            self.close()
        reused = self._socket is not None
        try:
            reply = self._ask(key)
        except OSError as error:
            self.close()
            if not reused:
                raise StoreError(f"the store can't be reached: {error}") from error
            # The store closed a connection that was idle: ask once more on a new one.
            return self.get(key)
        if reply == "NONE":
            return None
        if not reply.startswith("VALUE "):
            raise StoreError(f"the store answered {reply!r}")
        return json.loads(reply[len("VALUE "):])

    def close(self):
        if self._socket is not None:
            self._lines.close()
            self._socket.close()
        self._socket = self._lines = None

    def _ask(self, key):
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=STORE_TIMEOUT_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._lines = self._socket.makefile("r", encoding="utf-8", newline="\n")
            self._opened = time.monotonic()
        self._socket.sendall(f"GET {key}\n".encode())
        line = self._lines.readline()
        if not line:
            raise ConnectionResetError("it closed the connection")
        return line.rstrip("\n")


class Handler(BaseHTTPRequestHandler):
    """One kept-alive connection: the server gives each its own thread, so each has its own store connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    store = None

    def do_GET(self):
        started = time.monotonic()
        with self.server.in_flight:
            status, body = self.answer()
            self.reply(status, body)
        if self.path != "/health":
            self.write_log(status, started)

    def answer(self):
        if self.path == "/health":
            return (503, {"status": "stopping"}) if self.server.draining else (200, {"status": "ok"})
        match = re.fullmatch(r"/ratings/(\d+)", self.path)
        if match is None:
            return 404, {"error": f"nothing is at {self.path}"}
        time.sleep(work_duration(random))
        try:
            stars = self.server.store_of(self).get(f"ratings/{match[1]}")
        except (StoreError, ValueError) as error:
            log("error", str(error), {"trace_id": trace_id(self.headers)})
            return 503, {"error": "the ratings can't be read right now"}
        return 200, {"id": int(match[1]), "ratings": stars or {}}

    def reply(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        if self.server.draining:
            self.send_header("connection", "close")
            self.close_connection = True
        self.end_headers()
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except ConnectionError:
            # The client gave up waiting; the answer has nowhere to go.
            self.close_connection = True

    def write_log(self, status, started):
        fields = {
            "status": status,
            "duration_ms": round((time.monotonic() - started) * 1000, 1),
            "trace_id": trace_id(self.headers),
            "request_id": self.headers.get("x-request-id"),
        }
        log("info", f"{self.command} {self.path} {status}", fields)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def finish(self):
        if self.store is not None:
            self.store.close()
        try:
            super().finish()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_):
        """The base class's own log lines; ours are JSON."""


class InFlight:
    """Counts requests being answered."""

    def __init__(self):
        self._changed = threading.Condition()
        self._count = 0

    def __enter__(self):
        with self._changed:
            self._count += 1

    def __exit__(self, *_):
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait_until_none(self, timeout):
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0, timeout)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address, store_address):
        self.store_address = store_address
        self.in_flight = InFlight()
        self.draining = False
        super().__init__(address, Handler)

    def store_of(self, handler):
        if handler.store is None:
            handler.store = StoreClient(*self.store_address)
        return handler.store

    def drain(self):
        """Tells clients to close their connections, answers what is in flight, then stops."""
        self.draining = True
        time.sleep(DRAIN_S)
        self.in_flight.wait_until_none(STOP_LIMIT_S - DRAIN_S)
        self.shutdown()


def work_duration(rng):
    """Seconds of pretended work: mostly near the typical time, a small share far above it."""
    if rng.random() < SLOW_SHARE:
        return TYPICAL_S * 2 * (SLOWEST_S / (TYPICAL_S * 2)) ** rng.random()
    within = rng.random()
    return TYPICAL_S * (0.6 + 0.5 * within + 0.9 * within**4)


def trace_id(headers):
    match = re.match(r"[0-9a-f]{2}-([0-9a-f]{32})-", headers.get("traceparent") or "")
    return match[1] if match else None


def log(level, message, fields):
    now = time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03d}Z"
    line = {"time": stamp, "level": level, "app": "ratings", "version": os.environ.get("APP_VERSION", "v1"), "msg": message}
    kept = {name: value for name, value in fields.items() if value is not None}
    sys.stdout.write(json.dumps(line | kept) + "\n")
    sys.stdout.flush()


def main():
    env = os.environ
    random.seed(env.get("POD_NAME", "ratings-local"))
    store_host = env.get("RATINGS_STORE_SERVICE_HOST")
    if not store_host:
        sys.exit("RATINGS_STORE_SERVICE_HOST is not set: the Service ratings-store must exist before this pod starts")
    address = (env.get("POD_APP_ADDRESS", "127.0.0.1"), int(env.get("APP_PORT", "9080")))
    try:
        server = Server(address, (store_host, int(env.get("RATINGS_STORE_SERVICE_PORT", "6380"))))
    except OSError as error:
        sys.exit(f"ratings can't listen on {address[0]}:{address[1]}: {error.strerror}")
    stop = lambda *_: threading.Thread(target=server.drain).start()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log("info", f"listening on {address[0]}:{address[1]}", {})
    server.serve_forever(poll_interval=0.25)


if __name__ == "__main__":
    main()
