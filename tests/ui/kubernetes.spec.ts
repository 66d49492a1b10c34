import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectAccessible, expectAccessibleInThemes } from "./axe.js";
import { expect, test } from "./fixtures.js";

/** From a worker template of dask-kubernetes to a cluster of the gateway. */

/** As Pangeo's hubs had it, a little smaller. */
const TEMPLATE = `
kubernetes:
  name: dask-{JUPYTERHUB_USER}-{uuid}
  worker-template:
    spec:
      restartPolicy: Never
      containers:
        - name: dask-\${JUPYTERHUB_USER}
          image: \${JUPYTER_IMAGE_SPEC}
          args: [dask-worker, --nthreads, '2', --no-dashboard, --memory-limit, 1.25GB, --death-timeout, '60']
          resources:
            limits: {cpu: "1.75", memory: 1.25G}
            requests: {cpu: 1, memory: 1.25G}
          volumeMounts: [{name: nfs, mountPath: /home/jovyan}]
      volumes: [{name: nfs, persistentVolumeClaim: {claimName: home-nfs}}]
`;

const CODE = `
from dask_kubernetes import KubeCluster, make_pod_spec

pod = make_pod_spec(image="daskdev/dask:latest", cpu_limit=2, memory_limit="1Gi", threads_per_worker=2)
cluster = KubeCluster(pod)
`;

test("a worker template fills the form, and a cluster is launched with it", async ({
  lab,
  gateway,
  page,
}) => {
  await lab.open();
  const panel = await lab.openPanel();
  await panel.getByRole("button", { name: "Coming from dask-kubernetes?" }).click();
  const dialog = page.getByRole("dialog", { name: "From dask-kubernetes" });
  const input = dialog.getByRole("textbox", { name: "Worker template or code" });
  await expect(input).toBeFocused();
  await input.fill("spec: {containers: [{name: a}, {name: b}]}");
  await expect(dialog.getByRole("status")).toContainText("The pod has 2 containers");
  await expect(dialog.getByRole("button", { name: "Fill the form" })).toBeDisabled();
  await expectAccessible(page, dialog);

  await input.fill(TEMPLATE);
  await expect(dialog.getByRole("row", { name: "cores 1.75" })).toContainText("2 rounded up");
  await expect(dialog.getByRole("row", { name: "memory 1.25G" })).toContainText("1.16 rounded");
  await expect(dialog.getByText("volumeMounts")).toBeVisible();
  await expectAccessibleInThemes(lab, dialog);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(panel.getByRole("button", { name: "Coming from dask-kubernetes?" })).toBeFocused();

  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Fill the form" }).click();
  await expect(panel.getByRole("textbox", { name: "Worker cores" })).toHaveValue("2");
  await expect(panel.getByRole("textbox", { name: "Worker memory (GiB)" })).toHaveValue("1.16");
  expect(await gateway.clusters()).toEqual({});

  await panel.getByRole("button", { name: "Launch cluster" }).click();
  await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
  expect(await gateway.options()).toEqual([
    expect.objectContaining({ worker_cores: 2, worker_memory: 1.16 }),
  ]);
});

test("code is read by the Jupyter server", async ({ lab, page }) => {
  await lab.open();
  await lab.execute("dask-gateway:from-kubernetes", { text: CODE });
  const dialog = page.getByRole("dialog", { name: "From dask-kubernetes" });
  await expect(dialog.getByRole("row", { name: "cores 2" })).toBeVisible();
  await dialog.getByRole("textbox").fill("from dask_kubernetes import KubeCluster\nKubeCluster(");
  await expect(dialog.getByRole("status")).toContainText("Python");
  await dialog.getByRole("textbox").fill(CODE);
  await expect(dialog.getByRole("status")).toContainText("can be filled in");
  await dialog.getByRole("button", { name: "Fill the form" }).click();
  await expect(lab.panel.getByRole("textbox", { name: "Worker memory (GiB)" })).toHaveValue("1.0");
});

test("a notebook that imports dask_kubernetes is offered the converter, once", async ({
  lab,
  page,
}) => {
  const cell = (source: string) => ({
    ...{ cell_type: "code", id: `c${source.length}`, metadata: {}, source },
    ...{ execution_count: null, outputs: [] },
  });
  const cells = [cell("%%bash\nls"), cell(CODE), cell("cluster.scale(3)")];
  const name = `kube-${Date.now()}.ipynb`;
  const kernelspec = { name: "python3", display_name: "Python 3" };
  writeFileSync(
    join(lab.stack.notebooks, name),
    JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
  );
  await lab.openFile(name);
  const offer = page.getByText("This notebook uses dask-kubernetes.");
  await expect(offer).toBeVisible();
  await page.getByRole("button", { name: "Open converter" }).click();
  const dialog = page.getByRole("dialog", { name: "From dask-kubernetes" });
  await expect(dialog.getByRole("row", { name: "cores 2" })).toBeVisible();
  await expect(dialog.getByRole("row", { name: "workers 3" })).toBeVisible();
  await page.keyboard.press("Escape");

  await lab.openFile(name);
  await expect(page.locator(".jp-Notebook").getByText("cluster.scale(3)")).toBeVisible();
  // Longer than it takes to look.
  await page.waitForTimeout(3_000);
  await expect(offer).toBeHidden();
});
