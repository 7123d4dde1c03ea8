"""The server: Streamlit's own page made Chinese, closed to every other host, and served on this machine.

Streamlit has no translations. The page that it serves is replaced by the same page with ``lang="zh-CN"`` and a
small script that puts the words of ``translations.toml`` in place of the built-in English.
"""

import base64
import hashlib
import json
import os
import re
import socket
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from functools import cache, lru_cache
from logging import ERROR, getLogger
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util, get_option

from dashboard import access, data, gate, wall_page
from pipeline.errors import PipelineError

HERE = Path(__file__).resolve().parent
ADDRESS = "127.0.0.1"
THIS_MACHINE = (ADDRESS, "localhost", "::1")
OUTSIDE_A_PAGE = "streamlit.runtime.scriptrunner_utils.script_run_context"  # Streamlit's warning of that name
PORTS_TO_TRY = 50
TITLE = "目标看板"
NO_SCRIPT = "<noscript><p>请启用浏览器的 JavaScript，再打开目标看板。</p></noscript>"
Headers = list[tuple[bytes, bytes]]
# Files for download or inside components are not the page, whatever their type.
NOT_THE_PAGE = ("/media/", "/component/", "/app/static/", "/_stcore/", *gate.FORMS, wall_page.PATH, wall_page.PRESENT)


@cache
def page() -> str:
    """Streamlit's page with Chinese language and title, and our scripts."""
    source = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    words = tomllib.loads((HERE / "translations.toml").read_text(encoding="utf-8"))
    translations = (HERE / "translations.js").read_text(encoding="utf-8")
    translations = translations.replace("__WORDS__", json.dumps(words, ensure_ascii=False))
    own = [(HERE / name).read_text(encoding="utf-8") for name in ("old_browsers.js", "page.js")]
    scripts = "".join(f"<script>{code}</script>" for code in (own[0], translations, own[1]))
    source = source.replace('<html lang="en">', '<html lang="zh-CN">')
    source = re.sub(r"<title>.*?</title>", f"<title>{TITLE}</title>", source)
    source = re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, source, flags=re.DOTALL)
    return source.replace("</title>", "</title>" + scripts)


@lru_cache(maxsize=16)
def content_security_policy(host: str) -> str:
    """What the page may load: this server and nothing else. The inline scripts are named by their hashes.

    ``host`` is named for web sockets as well, because older browsers do not count them as 'self'.
    """
    inline = re.findall(r"<script>(.*?)</script>", page(), flags=re.DOTALL)
    scripts = " ".join(f"'sha256-{_sha256(code)}'" for code in inline)
    return "; ".join(
        (
            "default-src 'self'",
            f"connect-src 'self' ws://{host} wss://{host}",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class ChinesePage:
    """Middleware: answers page requests with ``page()``, and closes every answer to other hosts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            send = _Answer(scope, send)
        await self.app(scope, receive, send)


class _Answer:
    """One answer on its way out: passed on, or replaced when it is the page."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.may_be_page = not scope["path"].startswith(NOT_THE_PAGE)
        self.has_body = scope["method"] != "HEAD"
        self.host = _host(scope)
        self.send = send
        self.is_page = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif not self.is_page:
            await self.send(message)
        elif not message.get("more_body"):
            body = page().encode() if self.has_body else b""
            await self.send({"type": "http.response.body", "body": body})

    async def _start(self, message: Message) -> None:
        headers = list(message["headers"])
        self.is_page = self.may_be_page and _is_html(headers)
        if self.is_page:
            headers = _page_headers()
        await self.send({**message, "headers": headers + _closing_headers(self.host)})


def _is_html(headers: Headers) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers)


def _page_headers() -> Headers:
    return [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page().encode())).encode()),
        (b"cache-control", b"no-cache"),
    ]


def _host(scope: Scope) -> str:
    """The name under which the browser knows this server."""
    named = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    return named if re.fullmatch(r"[\w.-]+(:\d+)?", named, flags=re.ASCII) else ADDRESS


def _closing_headers(host: str) -> Headers:
    return [
        (b"content-security-policy", content_security_policy(host).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
    ]


def free_port(first: int, where: str = ADDRESS) -> int:
    """The first port from ``first`` on that nobody listens on."""
    for port in range(first, first + PORTS_TO_TRY):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((where, port))
            except OSError:
                continue
            return port
    raise SystemExit(f"端口 {first} 至 {first + PORTS_TO_TRY - 1} 都被占用。请换一个：make run PORT=9000")


def _read_ahead() -> None:
    """Judge the board in force before anybody asks: of a large one it takes seconds. Pages tell what is wrong."""
    with suppress(PipelineError):
        _ = data.board_of(date.today()).goals


@asynccontextmanager
async def announce(app: st.App) -> AsyncIterator[None]:
    """Say where the dashboard is once its port is open."""
    address = f"http://{ADDRESS}:{get_option('server.port')}"
    getLogger(OUTSIDE_A_PAGE).setLevel(ERROR)  # what is read ahead and the wall have no page, and need none
    Thread(target=_read_ahead, daemon=True).start()
    print(f"\n  {TITLE}已打开：{address}\n  在浏览器中访问上面的地址；按 Ctrl+C 停止。\n", flush=True)  # noqa: T201
    yield


app = st.App(
    HERE / "app.py",
    lifespan=announce,
    routes=[*gate.ROUTES, *wall_page.ROUTES],
    middleware=[Middleware(ChinesePage), Middleware(gate.Gate)],
)


def address() -> str:
    """Where to listen: this machine alone, or ``LISTEN``. Raises SystemExit for another where nobody has an account."""
    wanted = os.environ.get("LISTEN", ADDRESS)
    if wanted not in THIS_MACHINE and not access.are_on():
        raise SystemExit(
            f"没有启动：还没有账号，不能在 {wanted} 上对外服务。"
            "请先开通安全管理员：python -m pipeline account add 姓名 --role 安全管理员 --by 姓名"
        )
    return wanted


def main() -> None:
    """Serve on ``PORT`` (8501), or on the next free port."""
    wanted = int(os.environ.get("PORT", "8501"))
    where = address()
    port = free_port(wanted, where)
    if port != wanted:
        print(f"端口 {wanted} 已被占用，改用 {port}。", flush=True)  # noqa: T201
    app.run(config={"server.address": where, "server.port": port, "logger.hideWelcomeMessage": True})


if __name__ == "__main__":
    main()
