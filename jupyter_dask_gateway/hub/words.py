"""What the page's frame says, in the languages that the element has: all else there the scripts say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..languages import language_of_tag


@dataclass(frozen=True)
class Words:
    """All of it in one language. `{user}` stands for the user's name."""

    lang: str
    title: str
    logged_in: str
    hub: str
    log_out: str
    start: str
    no_javascript: str
    my_clusters: str
    log_in: str
    request: str


ENGLISH = Words(
    lang="en",
    title="Dask clusters",
    logged_in="Logged in as {user}",
    hub="Hub",
    log_out="Log out",
    start="Start my server",
    no_javascript="This needs JavaScript.",
    my_clusters="My clusters",
    log_in="Log in",
    request="Request",
)

CHINESE = Words(
    lang="zh-CN",
    title="Dask 集群",
    logged_in="登录身份：{user}",
    hub="Hub",
    log_out="登出",
    start="启动我的服务器",
    no_javascript="这需要 JavaScript。",
    my_clusters="我的集群",
    log_in="登录",
    request="请求",
)

# One of the languages that a browser accepts: no more than a few are looked at, whatever it sends.
_TAG = re.compile(r"\s*([a-z-]{1,35})\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?", re.IGNORECASE)
_MOST = 20


def words_for(accept_language: str) -> Words:
    """Return the words for what a browser's header says of its user's languages."""
    tags = [_TAG.fullmatch(each) for each in accept_language.split(",", _MOST)[:_MOST]]
    wanted = [(float(tag[2] or 1), tag[1].lower()) for tag in tags if tag]
    # Of two that are wanted alike the first counts.
    for quality, tag in sorted(wanted, key=lambda it: -it[0]):
        if quality > 0 and re.match(r"(?:en|zh)(?:-|$)", tag):
            return CHINESE if language_of_tag(tag) == CHINESE.lang else ENGLISH
    return ENGLISH
