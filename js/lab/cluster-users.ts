import type { ClusterUser, ClusterUsers } from "../view/model.js";

const NONE: readonly ClusterUser[] = [];

/** What uses which cluster. Only in memory: after a reload nothing is known of it. */
export class UsersStore implements ClusterUsers {
  version = 0;
  #users: ReadonlyMap<string, readonly ClusterUser[]> = new Map();
  readonly #listeners = new Set<() => void>();

  of(cluster: string): readonly ClusterUser[] {
    return this.#users.get(cluster) ?? NONE;
  }

  /** By the clusters' keys. */
  set(users: ReadonlyMap<string, readonly ClusterUser[]>): void {
    this.#users = users;
    this.version += 1;
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }
}
