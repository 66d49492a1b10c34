import type { Kernel } from "../../js/widget/watch-kernel.js";

/** As Lumino's. */
export class FakeSignal {
  readonly slots = new Set<() => void>();
  connect = (slot: () => void) => this.slots.add(slot);
  disconnect = (slot: () => void) => this.slots.delete(slot);
  emit(): void {
    for (const slot of this.slots) slot();
  }
}

/** A widget's kernel. */
export class FakeKernel implements Kernel {
  readonly isDisposed = false;
  readonly statusChanged = new FakeSignal();
  readonly disposed = new FakeSignal();

  constructor(public status: string) {}

  become(status: string): void {
    this.status = status;
    this.statusChanged.emit();
  }
}
