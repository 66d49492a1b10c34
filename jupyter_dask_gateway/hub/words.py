"""What the page's frame says, in the languages that the element has: all else there the scripts say."""

from __future__ import annotations

from dataclasses import dataclass


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

WORDS = {None: ENGLISH, CHINESE.lang: CHINESE}
"""By what `language_of_header` says."""
