import { MainAreaWidget } from "@jupyterlab/apputils";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import type { Pane } from "../view/model.js";
import { icon } from "./icon.js";

/** A pane of ours as a tab. */
export class PaneTab extends MainAreaWidget {
  constructor(readonly pane: Pane) {
    super({ content: new Content(pane) });
    this.title.label = pane.title;
    this.title.icon = icon;
    this.title.closable = true;
  }
}

class Content extends Widget {
  constructor(private readonly pane: Pane) {
    super();
    this.node.append(pane.element);
    // Takes the keyboard focus, but is no control.
    this.node.tabIndex = -1;
    this.node.style.outline = "none";
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.pane.dispose();
    super.dispose();
  }

  protected override onAfterShow(_: Message): void {
    this.pane.setVisible(true);
  }

  protected override onAfterHide(_: Message): void {
    this.pane.setVisible(false);
  }
}
