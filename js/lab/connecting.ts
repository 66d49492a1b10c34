import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { IConsoleTracker } from "@jupyterlab/console";
import type { INotebookTracker } from "@jupyterlab/notebook";
import { labServices } from "../jupyter/lab-services.js";
import type { ClusterUser } from "../view/model.js";
import { focusedElement } from "../view/ui/focused-element.js";
import { ClusterDrag } from "./cluster-drag.js";
import type { UsersStore } from "./cluster-users.js";
import { strings } from "./connect-strings.js";
import { type CodeDocument, Documents, nameOf } from "./documents.js";
import { KernelWatch, type Use } from "./kernel-watch.js";

const words = (): Record<Use, readonly [how: string, title: (where: string) => string]> => {
  const { waits, waitsTitle, connects, connectsTitle, uses, usesTitle } = strings();
  return { waits: [waits, waitsTitle], runs: [connects, connectsTitle], used: [uses, usesTitle] };
};

let made: Connecting | undefined;

/** The one of this application; the first call makes it. */
export function connecting(...around: ConstructorParameters<typeof Connecting>): Connecting {
  made ??= new Connecting(...around);
  return made;
}

/** Brings connection code to notebooks and consoles, and knows which of them have run it. */
class Connecting {
  /** The clusters' keys, by the code that was handed out for them. It holds full names: it is never shown or kept. */
  readonly #clusters = new Map<string, string>();
  /** What is being connected, by a widget's name and a cluster's: who presses twice means it once. */
  readonly #busy = new Map<string, Promise<string | undefined>>();
  readonly #watched = new Map<CodeDocument, KernelWatch>();
  readonly #documents: Documents;
  readonly #drag: ClusterDrag;

  constructor(
    app: JupyterFrontEnd,
    notebooks: INotebookTracker | null,
    consoles: IConsoleTracker | null,
    private readonly users: UsersStore,
  ) {
    this.#documents = new Documents(app, notebooks, consoles);
    this.#drag = new ClusterDrag(this.#documents);
    this.#documents.each((document) => this.#watch(document));
  }

  /** Puts the code where the user works. */
  async insert(code: string, cluster: string): Promise<void> {
    const document = this.#documents.active;
    refuseInBrowser(document);
    this.#clusters.set(code, cluster);
    this.#turnTo(document);
    await document.insert(code);
  }

  /** The same, and runs it if the user's settings say so. Gives what is to be said; nothing where the list of users tells it. */
  async connect(code: string, cluster: string): Promise<string | undefined> {
    const document = this.#documents.active;
    refuseInBrowser(document);
    const key = `${document.widget.id} ${cluster}`;
    const busy = this.#busy.get(key) ?? this.#connect(document, code, cluster);
    this.#busy.set(key, busy);
    try {
      return await busy;
    } finally {
      this.#busy.delete(key);
    }
  }

  async #connect(
    document: CodeDocument,
    code: string,
    cluster: string,
  ): Promise<string | undefined> {
    this.#clusters.set(code, cluster);
    // A notebook that is closed meanwhile has none any more.
    const name = nameOf(document.widget);
    const { connect } = (await labServices.settings?.()) ?? {};
    this.#turnTo(document);
    if (connect !== "insert-and-run") {
      await document.insert(code);
      return strings().inserted(name);
    }
    const language = specOf(document)?.language;
    if (language !== undefined && !/python/i.test(language))
      throw new Error(strings().otherLanguage(name, language));
    const watch = this.#watchOf(document);
    watch?.last.delete(cluster);
    // A kernel that is restarted meanwhile has the run fail.
    await document.run(code).catch(console.warn);
    const last = watch?.last.get(cluster);
    if (last === "ok") return undefined;
    throw new Error(last === "error" ? strings().failed(name) : strings().notRun(name));
  }

  /** Who pressed with the mouse goes on there: Shift+Enter would press the button once more. By keyboard the focus stays. */
  #turnTo({ widget }: CodeDocument): void {
    const button = focusedElement();
    if (button?.localName === "button" && !button.matches(":focus-visible"))
      this.#documents.show(widget);
  }

  grab(event: PointerEvent, begin: () => void): void {
    this.#drag.grab(event, begin);
  }

  drag(code: string, cluster: string): void {
    this.#clusters.set(code, cluster);
    this.#drag.start(code, cluster);
  }

  #watch(document: CodeDocument): void {
    const { widget, sessionContext } = document;
    const clusterOf = (source: string) => {
      for (const [code, cluster] of this.#clusters) if (isRun(code, source)) return cluster;
      return undefined;
    };
    const watch = new KernelWatch(sessionContext, clusterOf, () => this.#tell());
    this.#watched.set(document, watch);
    widget.title.changed.connect(this.#tell, this);
    // The kernel may go on, but nobody here hears of it.
    widget.disposed.connect(() => {
      watch.end();
      this.#watched.delete(document);
    });
  }

  #watchOf({ widget }: CodeDocument): KernelWatch | undefined {
    for (const [document, watch] of this.#watched) if (document.widget === widget) return watch;
    return undefined;
  }

  #tell(): void {
    const users = new Map<string, ClusterUser[]>();
    for (const [{ widget }, { uses }] of this.#watched) {
      for (const [cluster, use] of uses) {
        const name = nameOf(widget);
        const [how, title] = words()[use];
        const user = { how, name, title: title(name), show: () => this.#documents.show(widget) };
        users.set(cluster, [...(users.get(cluster) ?? []), user]);
      }
    }
    this.users.set(users);
  }
}

/** Whether running this runs the code: as it was handed out, with whatever the user has written below it. */
function isRun(code: string, source: string): boolean {
  return `${source.trim()}\n`.startsWith(`${code}\n`);
}

/** What is known of the kernel's program. */
function specOf({ sessionContext }: CodeDocument) {
  const name = sessionContext.session?.kernel?.name ?? "";
  return sessionContext.specsManager.specs?.kernelspecs[name];
}

/** A kernel of JupyterLite's is not started by a command; it has no dask_gateway, and no socket to a scheduler. */
function refuseInBrowser(document: CodeDocument): void {
  if (specOf(document)?.argv?.length === 0)
    throw new Error(strings().inBrowser(nameOf(document.widget)));
}
