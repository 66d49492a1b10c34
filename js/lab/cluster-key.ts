/** What may be shown and kept of a cluster's name, which may be its key already: the key. */
export function keyOf(cluster: string): string {
  const name = cluster.split(".").at(-1) ?? "";
  // The second of two clusters whose names begin alike has a number behind it.
  return /^.{8}-\d{1,4}$/.test(name) ? name : name.slice(0, 8);
}
