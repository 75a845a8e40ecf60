"""A page that tries every way in which a browser reaches a host, and a listener that tells whether any did."""

import json
import selectors
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

_MARKUP = """
<link rel=preconnect href="http://{0}"><link rel=dns-prefetch href="//{0}"><link rel=prefetch href="http://{0}/prefetch">
<link rel=modulepreload href="http://{0}/module"><link rel=stylesheet href="http://{0}/style">
<img src="http://{0}/image"><video src="http://{0}/video"></video><audio src="http://{0}/audio"></audio>
<script src="http://{0}/script" async></script><object data="http://{0}/object"></object><embed src="http://{0}/embed">
<iframe src="http://{0}/frame"></iframe><iframe src="/hop/{1}/"></iframe>
<iframe srcdoc='<img src="http://{0}/inner"><iframe src="http://{0}/innermost"></iframe>'></iframe>
<iframe name="form{1}"></iframe><form id="f{1}" method=post action="http://{0}/form" target="form{1}"></form>
"""
_SCRIPT = r"""
const attempt = way => { try { Promise.resolve(way()).catch(() => 0) } catch (error) { } };
const worker = host => `try { importScripts("http://${host}/import") } catch (error) { }
  fetch("http://${host}/worker", {mode: "no-cors"}).catch(() => 0); new WebSocket("ws://${host}/socket")`;
async function reachByIce(host) {
  const here = new RTCPeerConnection({iceServers: [{urls: "stun:" + host},
    {urls: ["turn:" + host + "?transport=tcp", "turn:" + host + "?transport=udp"], username: "a", credential: "b"}]});
  here.createDataChannel("x");
  await here.setLocalDescription(await here.createOffer());
  const answer = here.localDescription.sdp.replace(/a=setup:actpass/g, "a=setup:active");
  await here.setRemoteDescription({type: "answer", sdp: answer.replace(/a=candidate.*\r\n/g, "")});
  const [, address, port] = host.match(/^\[?(.*?)\]?:(\d+)$/);
  for (const kind of ["udp", "tcp"]) await here.addIceCandidate({sdpMid: "0", sdpMLineIndex: 0, candidate:
    `candidate:1 1 ${kind} 2113937151 ${address} ${port} typ host` + (kind === "tcp" ? " tcptype passive" : "")});
}
HOSTS.forEach((host, place) => {
  attempt(() => fetch(`http://${host}/fetch`, {mode: "no-cors"}));
  attempt(() => fetch(`/hop/${place}/`));
  attempt(() => { const ask = new XMLHttpRequest(); ask.open("GET", `http://${host}/xhr`); ask.send() });
  attempt(() => new WebSocket(`ws://${host}/socket`));
  attempt(() => new EventSource(`http://${host}/events`));
  attempt(() => navigator.sendBeacon(`http://${host}/beacon`, "x"));
  attempt(() => new Worker(URL.createObjectURL(new Blob([worker(host)]))));
  attempt(() => new WebTransport(`https://${host}/transport`).ready);
  attempt(() => document.getElementById(`f${place}`).submit());
  attempt(() => window.open(`http://${host}/window`));
  attempt(() => reachByIce(host));
});
"""


def page_that_reaches(hosts: Sequence[str]) -> str:
    """HTML that tries to reach each host:port: by its markup, frames, forms, scripts, sockets, workers, WebRTC, and by
    redirects of /hop/NUMBER/ on its own site; in the end it goes to the first."""
    markup = "".join(_MARKUP.format(host, place) for place, host in enumerate(hosts))
    rules = json.dumps({"prerender": [{"urls": [f"http://{host}/prerender" for host in hosts]}]})
    script = _SCRIPT.replace("HOSTS", json.dumps(list(hosts)))
    leave = f"setTimeout(() => location = 'http://{hosts[0]}/location', 1500)"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><script type=speculationrules>{rules}</script></head>"
        f"<body>{markup}<script>{script}{leave}</script></body></html>"
    )


@dataclass
class Listener:
    """What reached a port of loopback, by TCP or UDP, IPv4 or IPv6: (transport, first bytes)."""

    port: int = 0
    reached: list[tuple[str, bytes]] = field(default_factory=list)

    def serve(self, sockets: Sequence[socket.socket], over: threading.Event) -> None:
        """Takes whatever comes, until it is over."""
        with selectors.DefaultSelector() as waiting:
            for listening in sockets:
                waiting.register(listening, selectors.EVENT_READ)
            while not over.is_set():
                for key, _ in waiting.select(timeout=0.1):
                    self._take(key.fileobj)

    def _take(self, listening: Any) -> None:
        if listening.type == socket.SOCK_DGRAM:
            self.reached.append(("udp", listening.recv(100)))
            return
        caller, _ = listening.accept()
        with caller:
            caller.settimeout(0.2)
            said = b""
            with suppress(OSError):  # connected, and said nothing: reached all the same
                said = caller.recv(100)
            self.reached.append(("tcp", said))


@contextmanager
def run_listener() -> Iterator[Listener]:
    """Listens until the block ends; on IPv6 too where this machine has it."""
    listener, over = Listener(), threading.Event()
    with ExitStack() as stack:
        sockets = []
        for family, host in [(socket.AF_INET, "127.0.0.1"), *([(socket.AF_INET6, "::1")] if has_ipv6() else [])]:
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                listening = stack.enter_context(socket.socket(family, kind))
                listening.bind((host, listener.port))
                listener.port = listening.getsockname()[1]
                if kind == socket.SOCK_STREAM:
                    listening.listen(64)
                sockets.append(listening)
        thread = threading.Thread(target=listener.serve, args=(sockets, over), daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            over.set()
            thread.join()


def has_ipv6() -> bool:
    """Whether something can listen on this machine's own IPv6 address."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False
