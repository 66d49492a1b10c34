import { execFileSync } from "node:child_process";
import net, { type AddressInfo } from "node:net";
import tls from "node:tls";
import { at } from "../../scripts/lib.mjs";

const MAKE = `
import json
from distributed.security import Security
made = Security.temporary()
print(json.dumps({"key": made.tls_scheduler_key, "cert": made.tls_scheduler_cert}))`;

/** Puts https, with a certificate that nobody has signed, before a server that speaks http on this machine. */
export async function secured(target: string): Promise<{ address: string; stop(): void }> {
  const made = execFileSync(at(".venv/bin/python"), ["-c", MAKE], { encoding: "utf8" });
  const port = Number(new URL(target).port);
  const open = new Set<net.Socket>();
  const server = tls.createServer(JSON.parse(made) as tls.TlsOptions, (near) => {
    const far = net.connect(port, "127.0.0.1");
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => open.delete(socket));
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
