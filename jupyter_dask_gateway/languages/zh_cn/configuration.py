"""What is wrong with dask's configuration, and who says so."""

SENTENCES = {
    # Who asks the gateway.
    "Jupyter server": "Jupyter 服务器",
    "kernel": "内核",
    "terminal": "终端",
    "hub page": "Hub 页面",
    "Python process": "Python 进程",
    # The configuration.
    "{name} in the {program}'s dask configuration {fault}.": "{program}的 Dask 配置中的 {name} 有误：{fault}。",
    "is not set": "没有设置",
    "No Dask Gateway is configured: set gateway.address in dask's configuration or DASK_GATEWAY__ADDRESS in the {program}'s environment, and restart it.": "没有配置 Dask Gateway：请在 Dask 的配置中设置 gateway.address，或在{program}的环境中设置 DASK_GATEWAY__ADDRESS，然后重启它。",
    "{name} {fault}.": "{name} 有误：{fault}。",
    "{one} or {others}": "{one} 或 {others}",
    "{one} and {others}": "{one} 和 {others}",
    "is not a URL like https://host:port/path; characters of a user name or password like @ / ? # must be written as %40 %2F %3F %23, and @ in a path too": "不是 https://host:port/path 这样的 URL；用户名或密码中的 @ / ? # 等字符必须写作 %40 %2F %3F %23，路径中的 @ 也是如此",
    "is not a URL": "不是 URL",
    "must be text, but is of type {kind}": "必须是文本，但类型是 {kind}",
    "must be true or false, but is of type {kind}": "必须是 true 或 false，但类型是 {kind}",
    "must be a mapping, but is null": "必须是映射，但为空（null）",
    "must be a mapping, but is of type {kind}": "必须是映射，但类型是 {kind}",
    "has a name that must be text, but is of type {kind}: put quotes around it": "有一个名称必须是文本，但类型是 {kind}：请加上引号",
    "needs {variable}, an environment variable that is not set; a plain brace must be written twice": "需要环境变量 {variable}，而它没有设置；普通的花括号必须写两次",
    "needs an environment variable that is not set; a plain brace must be written twice": "需要一个没有设置的环境变量；普通的花括号必须写两次",
    "is not a template that can be filled in; a plain brace must be written twice": "不是可以填充的模板；普通的花括号必须写两次",
    "cannot be sent to the gateway as JSON; YAML reads an unquoted date as a date, so put quotes around it to make it text": "无法作为 JSON 发送给网关；YAML 将没有引号的日期读作日期，请加上引号使其成为文本",
    "must be one of {choices}": "必须是 {choices} 之一",
    "has 1 more problem: `jupyter dask-gateway doctor` lists all": "还有 1 个问题：`jupyter dask-gateway doctor` 会列出全部",
    "has {more} more problems: `jupyter dask-gateway doctor` lists all": "还有 {more} 个问题：`jupyter dask-gateway doctor` 会列出全部",
    # What a gateway publishes.
    "The published options are no list.": "发布的选项不是列表。",
    "The published options are nested too deeply.": "发布的选项嵌套过深。",
    "Published option {number} has no name.": "发布的第 {number} 个选项没有名称。",
    "Published option {name} does not say of what kind it is.": "发布的选项 {name} 没有说明其类型。",
    "Published option {name} has no default.": "发布的选项 {name} 没有默认值。",
    "Published option {name} does not say what there is to choose from.": "发布的选项 {name} 没有说明有哪些选择。",
}
