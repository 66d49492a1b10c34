/** What a dashboard's tab in JupyterLab says, in English; loaded with it. */
export const strings = {
  mixed:
    "This page came by https and the dashboard is at an http address: browsers show none inside of the other, so it opens in a browser tab of its own. Your administrator can set gateway.public-address to an https address.",
  policy: (directive: string) =>
    `This page’s content security policy (${directive}) does not let the dashboard be shown inside of it. Your administrator can allow its origin there.`,
  refused:
    "The dashboard’s site does not let it be shown inside of another page (X-Frame-Options or frame-ancestors), or leads to one that does not.",
  unknown: "If no dashboard appears here, its site may not let it be shown inside of another page.",
  openOutside: "Open the dashboard in a new browser tab",
};
