import { MainAreaWidget } from "@jupyterlab/apputils";
import { plainText } from "../page/plain-text.js";
import { strings } from "./dashboard-strings.js";
import { icon } from "./icon.js";
import { PageFrame } from "./page-frame.js";

/** A cluster's dashboard, below a link that opens it outside. */
export class DashboardTab extends MainAreaWidget<PageFrame> {
  /** `name`: what the cluster is called. */
  constructor(name: string) {
    super({ content: new PageFrame(strings().dashboard, strings().unknown) });
    this.name(name);
    this.title.icon = icon;
    this.title.closable = true;
  }

  name(name: string): void {
    this.title.label = strings().dashboardOf(plainText(name));
  }
}
