import { labServices } from "../jupyter/lab-services.js";
import { directConnection } from "../page/direct-connection.js";
import type { LiteSettings } from "./lite-settings.js";
import { loadCore } from "./load-core.js";
import { GatewayPanel, type Shown } from "./panel.js";
import type { Started } from "./started.js";

/** The panel of a site that cannot say where its gateway is: it says what is wrong. */
export class WrongSitePanel extends GatewayPanel {
  constructor(
    host: GatewayPanel["host"],
    private readonly problem: Error,
  ) {
    super(host);
  }

  /** Nobody need wait for it. */
  override connect(): Promise<Started> {
    return new Promise(() => {});
  }

  protected override draw(): Promise<Shown> {
    this.showStatus(this.problem.message);
    return new Promise(() => {});
  }
}

/** The panel of a site whose proxy knows its users, and lets the gateway know them. */
export class ProxiedPanel extends GatewayPanel {
  constructor(
    host: GatewayPanel["host"],
    private readonly settings: LiteSettings,
  ) {
    super(host);
  }

  override async connect(): Promise<Started> {
    const [core, presets] = await Promise.all([loadCore(), labServices.presets?.()]);
    const base = this.settings.address.replace(/\/?$/, "/");
    // By its cookie the proxy knows the user.
    const request = { credentials: "same-origin", headers: () => ({}) } as const;
    const session = await core.connect(directConnection(base, this.settings, undefined, request));
    if (presets !== undefined) session.keepPresets(presets);
    return { core, session };
  }
}

/**
 * The panel of a site where each user logs in at the gateway: `<dask-gateway>`, which has the form for that, in the sidebar. The session
 * begins when the user has logged in, and ends when he logs out.
 */
export class LoginPanel extends GatewayPanel {
  #begin!: (shown: Shown) => void;
  #isShown = false;

  /** @param closeTabs Closes what shows clusters elsewhere. */
  constructor(
    host: GatewayPanel["host"],
    private readonly settings: LiteSettings,
    private readonly closeTabs: () => void,
  ) {
    super(host);
  }

  override get needsLogin(): boolean {
    return !this.#isShown;
  }

  override connect(): Promise<Started> {
    return this.start();
  }

  protected override async draw(): Promise<Shown> {
    this.showStatus();
    const shown = this.#next();
    const [core, host, presets] = await Promise.all([
      loadCore(),
      this.host(),
      labServices.presets?.(),
    ]);
    const { embed } = await core.loadPart("element");
    const element = document.createElement("dask-gateway");
    embed(element, {
      host,
      onSession: (session) => presets && session.keepPresets(presets),
      onPanel: (session, view, ended) => this.#show({ core, session, view, ended }),
    });
    const { address, publicAddress, site = null } = this.settings;
    element.setAttribute("address", address);
    if (publicAddress !== undefined) element.setAttribute("public-address", publicAddress);
    element.site = site;
    this.node.replaceChildren(element);
    return shown;
  }

  #show(shown: Shown & { ended: AbortSignal }): void {
    const { core, session, ended } = shown;
    this.#isShown = true;
    this.#begin(shown);
    ended.addEventListener("abort", () => {
      this.#isShown = false;
      this.shown = this.#next();
      this.onEnded?.();
      // The next one is perhaps somebody else.
      this.closeTabs();
      import(/* webpackChunkName: "told" */ "./told.js").then(
        ({ endTold }) => endTold(session),
        console.warn,
      );
    });
    this.onStarted?.(core, session);
  }

  /** What comes after the next login. */
  #next(): Promise<Shown> {
    return new Promise((resolve) => {
      this.#begin = resolve;
    });
  }
}
