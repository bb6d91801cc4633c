"""A small key-value store over TCP, one command a line.

    GET key         -> VALUE json | NONE
    SET key json    -> OK
    PING            -> PONG
    anything else   -> ERROR sentence

It keeps everything in memory and starts with the shop's ratings, so a restart is never an empty shop.
"""

import json
import os
import signal
import socketserver
import sys
import threading
import time

MAX_LINE = 4096
SEED = {"ratings/1": {"Mara": 5, "Tobias": 4}}


class Store:
    """The values by key, guarded by one lock."""

    def __init__(self, values):
        self._lock = threading.Lock()
        self._values = {key: json.dumps(value) for key, value in values.items()}

    def get(self, key):
        with self._lock:
            return self._values.get(key)

    def set(self, key, text):
        with self._lock:
            self._values[key] = text


def answer(store, line):
    """The answer to one command line, without its line end."""
    verb, _, rest = line.partition(" ")
    if verb == "PING" and not rest:
        return "PONG"
    if verb == "GET" and rest and " " not in rest:
        value = store.get(rest)
        return "NONE" if value is None else f"VALUE {value}"
    if verb == "SET":
        key, _, text = rest.partition(" ")
        try:
            store.set(key, json.dumps(json.loads(text)))
        except ValueError:
            return "ERROR the value of SET is not JSON"
        return "OK"
    return "ERROR a command is GET key, SET key json or PING"


class Connection(socketserver.StreamRequestHandler):
    """One client; it may send any number of commands."""

    disable_nagle_algorithm = True

    def handle(self):
        try:
            for raw in iter(lambda: self.rfile.readline(MAX_LINE + 1), b""):
                if len(raw) > MAX_LINE:
                    self.wfile.write(b"ERROR a line has at most 4096 bytes\n")
                    return
                text = raw.decode("utf-8", "replace").rstrip("\r\n")
                self.wfile.write((answer(self.server.store, text) + "\n").encode())
        except ConnectionError:
            # The client left in the middle of a command; there is nobody to tell.
            return


class Server(socketserver.ThreadingTCPServer):
    """Threads are daemons: an open client never keeps the process from stopping."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address, store):
        self.store = store
        super().__init__(address, Connection)


def log(message):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
    print(json.dumps({"time": f"{stamp}Z", "level": "info", "app": "ratings-store", "msg": message}), flush=True)


def main():
    address = (os.environ.get("POD_APP_ADDRESS", "127.0.0.1"), int(os.environ.get("APP_PORT", "6380")))
    try:
        server = Server(address, Store(SEED))
    except OSError as error:
        sys.exit(f"ratings-store can't listen on {address[0]}:{address[1]}: {error.strerror}")
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    signal.signal(signal.SIGINT, lambda *_: threading.Thread(target=server.shutdown).start())
    log(f"listening on {address[0]}:{address[1]}")
    server.serve_forever(poll_interval=0.25)


if __name__ == "__main__":
    main()
