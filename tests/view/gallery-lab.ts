import { PlotBar } from "../../js/lab/plot-bar.js";
import type { Started } from "../../js/lab/started.js";
import { StatusPopup } from "../../js/lab/status-popup.js";
import { tellTables } from "../../js/page/spoken.js";
import { formatMessage } from "../../js/view/strings/index.js";
import { formatBytes } from "../../js/view/ui/format.js";
import { FakeSession } from "./fake-session.js";
import { cluster, states } from "./fixtures.js";
import { table } from "./gallery-language.js";

/** What JupyterLab shows of ours outside of the panel, without JupyterLab. */

const NAMED = "the nightly run of the whole archive, in the middle";

/** The list that the status bar's item opens. */
export function drawStatusPopup(): void {
  tellTables(() => table.parts);
  const { clusters } = states.clusters;
  const session = new FakeSession({
    ...states.clusters,
    problem: states.problem.problem,
    clusters: [
      ...(clusters ?? []),
      cluster("f1f2f3f4", { alias: NAMED, name: NAMED, workers: 1_200, memory: 9_000 * 2 ** 30 }),
    ],
  });
  const core = {
    formatBytes,
    formatMessage,
    pageStrings: () => table,
  } as unknown as Started["core"];
  const started = { core, session: session as unknown as Started["session"] };
  const popup = new StatusPopup(
    started,
    () => {},
    () => {},
  );
  document.body.append(popup.node);
  popup.focus();
}

/** Above a plot: of a cluster that is there, and of one that has ended. */
export function drawPlotBar(): void {
  tellTables(() => table.parts);
  const choices = [
    { key: "a1b2c3d4", name: "a1b2c3d4" },
    { key: "f1f2f3f4", name: NAMED },
  ];
  for (const [key, name] of [
    ["f1f2f3f4", NAMED],
    ["b2b2c3d4", "b2b2c3d4"],
    ["", ""],
  ] as const) {
    const bar = new PlotBar(
      () => {},
      () => {},
    );
    bar.draw(choices, key, name, key === "");
    if (key === "f1f2f3f4") bar.link("https://hub.example.org/individual-task-stream");
    document.body.append(bar.node);
  }
}
