/** What the browser keeps under one key: named values as JSON text, the last written last. */
export class StoredEntries<Value> {
  /**
   * @param storage Asked for at each use, for a browser may refuse it.
   * @param isEntry Tells ours from what any other page may have written there.
   * @param most So many are kept, the last written.
   */
  constructor(
    private readonly storage: () => Storage,
    private readonly key: string,
    private readonly isEntry: (entry: unknown) => entry is [string, Value],
    private readonly most = Number.POSITIVE_INFINITY,
  ) {}

  all(): Map<string, Value> {
    try {
      const kept: unknown = JSON.parse(this.storage().getItem(this.key) ?? "[]");
      return new Map(Array.isArray(kept) ? kept.filter(this.isEntry) : []);
    } catch {
      return new Map();
    }
  }

  /** `value`: null to forget it. False: the browser keeps nothing, or no more. */
  set(name: string, value: Value | null): boolean {
    const known = this.all();
    known.delete(name);
    if (value !== null) known.set(name, value);
    try {
      if (known.size === 0) this.storage().removeItem(this.key);
      else this.storage().setItem(this.key, JSON.stringify([...known].slice(-this.most)));
      return true;
    } catch {
      // Then it is forgotten with the page.
      return false;
    }
  }
}
