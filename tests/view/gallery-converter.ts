import * as insight from "../../js/insight/index.js";
import type { Matched } from "../../js/kubernetes/conversion.js";
import { showConverter } from "../../js/kubernetes/dialog.js";
import { buildId } from "../../js/page/build-id.js";
import { mount } from "../../js/view/session/mount.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { states } from "./fixtures.js";
import { setParts } from "./gallery-language.js";

/** The converter of worker templates in the gallery: by "converter" and "converter wrong". */

const TEMPLATE = `kubernetes:
  worker-template:
    spec:
      containers:
        - name: dask-\${JUPYTERHUB_USER}
          image: \${JUPYTER_IMAGE_SPEC}
          args: [dask-worker, --nthreads, '2', --no-dashboard, --memory-limit, 7GB, --death-timeout, '60']
          resources:
            limits: {cpu: "1.75", memory: 7G}
`;

const entry = { option: "x", notes: [] as string[], problem: null as Matched["problem"] };
const CONVERSION = {
  options: "{}",
  workers: "[0, 20]",
  matched: [
    {
      ...entry,
      what: "cores",
      value: "1.75",
      label: "Worker Cores",
      given: "2",
      notes: ["rounded-up"],
    },
    {
      ...entry,
      what: "memory",
      value: "7G",
      label: "Worker Memory (GiB)",
      given: "6.52",
      notes: ["rounded"],
      problem: {
        why: "at-most",
        bound: "4",
        isBytes: false,
        text: "worker_memory must be <= 4.000000, got 6.52",
      },
    },
    {
      ...entry,
      what: "environment",
      value: "GDAL_CACHEMAX, EXTRA_PIP_PACKAGES",
      label: "Environment variables",
      given: "",
    },
    { ...entry, what: "workers", value: "[0, 20]", label: null, given: "[0, 20]" },
  ],
  lost: [
    { what: `image: \${JUPYTER_IMAGE_SPEC}`, why: "variable" },
    { what: "--death-timeout 60", why: "own" },
    { what: "volumes", why: "storage" },
    { what: "volumeMounts", why: "storage" },
    { what: "tolerations", why: "placement" },
    { what: "serviceAccountName", why: "permissions" },
    { what: "limits.nvidia.com/gpu: 1", why: "no-option" },
    { what: "limits.cpu: 2", why: "in-choices", option: "Resources per worker" },
  ],
};

export function drawConverter(name: string): void {
  const kubernetes = {
    buildId,
    showConverter,
    ready: () => Promise.resolve(),
    convertWorkerTemplate() {
      if (name === "converter") return JSON.stringify(CONVERSION);
      throw new Error(
        "The pod has 2 containers (“dask-worker”, “proxy”): leave only the one that runs the worker.",
      );
    },
  };
  setParts({ insight, kubernetes });
  const session = new FakeSession(states.empty);
  const handle = mount(document.body, session, fakeHost());
  const open = () => {
    // Another language comes a moment later.
    if (document.body.lastElementChild?.shadowRoot?.querySelector("form"))
      handle.openConverter(TEMPLATE);
    else requestAnimationFrame(open);
  };
  open();
}
