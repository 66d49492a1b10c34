/** Clusters of the real gateway, by its REST API: no client is in the way. */

/** Launches one and resolves to its name when it runs. */
export async function launch({ address, user, password }) {
  const headers = { Authorization: `Basic ${btoa(`${user}:${password}`)}` };
  const clusters = `${address}/api/v1/clusters/`;
  const body = JSON.stringify({ cluster_options: {} });
  const { name } = await (await fetch(clusters, { method: "POST", headers, body })).json();
  for (let status = "PENDING"; status !== "RUNNING"; ) {
    ({ status } = await (await fetch(`${clusters}${name}?wait`, { headers })).json());
    if (status === "FAILED" || status === "STOPPED") throw new Error(`The cluster is ${status}.`);
  }
  return name;
}

export async function stop({ address, user, password }, name) {
  const headers = { Authorization: `Basic ${btoa(`${user}:${password}`)}` };
  await fetch(`${address}/api/v1/clusters/${name}`, { method: "DELETE", headers });
}
