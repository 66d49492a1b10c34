/** The animated picture: options are chosen, a cluster is launched, scaled and computes. */
import fs from "node:fs";
import path from "node:path";
import { openLab } from "../stack/browser.mjs";
import { command, hideName, hideNotifications, kernelIsIdle, panelOf, widenPanel } from "./lab.mjs";

/** Nothing that lasts longer is worth to be looked at: a cluster that starts, a kernel. */
const LONGEST_MS = 800;
const LAST_MS = 3_000;

const COMPUTE = `import dask.array as da

x = da.random.random((16_000, 16_000), chunks=2_000)
float((x + x.T).mean().compute())`;

/** The film's notebook, in the page's language. */
export function notebook(title) {
  const cell = (id, source) => ({
    ...{ cell_type: "code", execution_count: null, id, metadata: {}, outputs: [], source },
  });
  const heading = { cell_type: "markdown", id: "title", metadata: {}, source: `# ${title}` };
  const kernelspec = { name: "python3", display_name: "Python 3 (ipykernel)" };
  return {
    cells: [heading, cell("connect", ""), cell("compute", COMPUTE)],
    metadata: { kernelspec },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Takes pictures as fast as it can, but for while it is held, into `folder`. */
class Camera {
  #frames = [];
  #isHeld = false;
  #isOver = false;
  #taking = null;

  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    this.running = this.#run();
  }

  async #run() {
    while (!this.#isOver) {
      if (!this.#isHeld) await this.#take();
      await this.page.waitForTimeout(60);
    }
  }

  async #take() {
    const at = Date.now();
    const file = `${String(this.#frames.length).padStart(4, "0")}.png`;
    this.#taking = this.page.screenshot({ path: path.join(this.folder, file) });
    await this.#taking;
    this.#frames.push({ file, at });
  }

  /** Resolves when the last picture before is taken. */
  async hold(isHeld) {
    this.#isHeld = isHeld;
    await this.#taking;
  }

  /** Each picture's time, of which what is too long is left out. */
  async end() {
    this.#isOver = true;
    await this.running;
    await this.#take();
    const frames = this.#frames.map(({ file, at }, i) => {
      const next = this.#frames[i + 1]?.at ?? at + LAST_MS;
      return { file, ms: i + 1 < this.#frames.length ? Math.min(next - at, LONGEST_MS) : LAST_MS };
    });
    fs.writeFileSync(path.join(this.folder, "frames.json"), JSON.stringify(frames));
  }
}

/** The pointer, which no picture of a page has. */
async function showPointer(page) {
  await page.evaluate(() => {
    const pointer = document.body.appendChild(document.createElement("div"));
    pointer.style.cssText =
      "position: fixed; z-index: 100000; left: 0; top: 0; width: 18px; height: 24px; pointer-events: none; filter: drop-shadow(0 1px 1px rgb(0 0 0 / 50%))";
    pointer.innerHTML =
      '<svg viewBox="0 0 18 24"><path d="M1 1v18l4.5-4 3 7 3-1.3-3-6.7H15z" fill="#111" stroke="#fff" stroke-width="1.5"/></svg>';
    const follow = ({ clientX, clientY }) => {
      pointer.style.translate = `${clientX}px ${clientY}px`;
    };
    addEventListener("mousemove", follow, true);
  });
}

/** Goes there as a hand does, waits a moment, and presses. */
async function press(page, locator, before = () => {}) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  await page.mouse.move(x + Math.min(width / 2, 60), y + height / 2, { steps: 6 });
  await page.waitForTimeout(350);
  await before();
  await page.mouse.down();
  await page.mouse.up();
}

async function type(page, locator, text) {
  await press(page, locator);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text, { delay: 150 });
  await page.waitForTimeout(700);
}

/** Plays it, with its frames in `folder`. */
export async function film(page, stack, { file, folder }) {
  await openLab(page, stack, `/workspaces/${path.basename(folder)}/tree/${file}`);
  await page.locator(".jp-NotebookPanel:focus-within").first().waitFor();
  await command(page, "dask-gateway:open");
  const { panel, cluster, launch } = panelOf(page);
  await launch.waitFor();
  await widenPanel(page, 70);
  await hideNotifications(page);
  await kernelIsIdle(page);
  await page.locator(".jp-CodeCell .jp-InputArea-editor").first().click();
  await showPointer(page);
  await page.mouse.move(500, 330);

  const camera = new Camera(page, folder);
  await page.waitForTimeout(900);
  const cores = panel.locator(".fields .number").first();
  await type(page, cores, "9");
  await page.waitForTimeout(900);
  await type(page, cores, "1");
  await press(page, launch);
  await cluster.waitFor();
  const workers = cluster.locator(".ask .number").first();
  await workers.waitFor();
  await cluster.evaluate((node) => node.scrollIntoView({ block: "end" }));
  await page.waitForTimeout(900);
  await type(page, workers, "4");
  await press(page, cluster.locator(".ask button").first());
  await panel.locator('[data-workers="4"]').waitFor();
  await page.waitForTimeout(900);
  await press(page, cluster.locator(".connect"), () => camera.hold(true));
  // The code has the cluster's full name, and has run before anybody sees it.
  await page.locator(".jp-CodeCell", { hasText: "connect(" }).first().waitFor();
  await page.locator(".jp-CodeCell .jp-InputArea-editor").first().click();
  await command(page, "notebook:run-cell-and-select-next");
  await page.locator(".jp-OutputArea-output", { hasText: "Client" }).first().waitFor();
  await hideName(page);
  await camera.hold(false);
  await page.waitForTimeout(1_200);
  await command(page, "notebook:run-cell-and-select-next");
  await page.locator(".jp-OutputArea-executeResult").first().waitFor();
  await page.waitForTimeout(2_500);
  await camera.end();
  await page.evaluate(() => window.jupyterapp.serviceManager.sessions.shutdownAll());
  await press(page, cluster.locator(".stop"));
  await panel.locator("dialog .danger").click();
  await cluster.waitFor({ state: "detached" });
}
