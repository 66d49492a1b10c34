"""The page on the hub."""

SENTENCES = {
    "The hub does not answer, and only the hub knows who you are. Try again in a moment; if that does not help, tell your administrator.": "Hub 没有应答，而只有 Hub 知道您是谁。请稍后重试；如果没有用，请告知管理员。",
    "Your login to the hub has ended. Reload this page to log in again.": "您在 Hub 上的登录已失效。请重新加载此页面以重新登录。",
    "Somebody else has logged in to the hub in this browser. Reload this page to see their clusters, or log in again as yourself.": "此浏览器中有其他人登录了 Hub。请重新加载此页面以查看其集群，或以您自己的身份重新登录。",
    "This request did not come from the page of clusters, or your login was renewed. Reload the page.": "此请求不是来自集群页面，或者您的登录已更新。请重新加载页面。",
    "The hub does not let you use this page. Your administrator can change that: a role that you have must have the scope access:services!service={service}.": "Hub 不允许您使用此页面。管理员可以更改：您所拥有的某个角色必须有权限范围 access:services!service={service}。",
    "The hub does not let this page act for you at the gateway. Your administrator can change that: access:services!service={service} must stand in oauth_client_allowed_scopes of this page's service, and in a role that you have. Then log out of the hub, and in again.": "Hub 不允许此页面在网关处代表您操作。管理员可以更改：access:services!service={service} 必须在此页面服务的 oauth_client_allowed_scopes 中，也必须在您所拥有的某个角色中。然后请登出 Hub 再重新登录。",
    "This login was not begun in this browser, or took too long. Begin again.": "此次登录不是在此浏览器中开始的，或者用时太长。请重新开始。",
    "The hub was not told to let this page act for you, so it cannot show your clusters.": "没有允许 Hub 让此页面代表您操作，因此它无法显示您的集群。",
    "The hub's page of clusters has failed ({status}).": "Hub 的集群页面出错了（{status}）。",
    "There is no such page here.": "这里没有这样的页面。",
}
