import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a fake BinderHub does with a request for a server. */
export type Answer = (response: ServerResponse, hub: FakeHub) => void | Promise<void>;

/**
 * A BinderHub's build API on a free port: an event stream, in the form of binderhub/builder.py and binderhub/launcher.py. Like
 * mybinder.org it lets other pages read it, unless `allows` is false.
 */
export class FakeHub {
  address = "";
  readonly asked: string[] = [];
  /** Requests whose client has gone before their end. */
  abandoned = 0;
  allows = true;
  answer: Answer = (response) => void response.end();
  readonly #server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://hub");
    if (!pathname.startsWith("/build/")) {
      response.end("<!doctype html><title>Binder’s own page</title>");
      return;
    }
    this.asked.push(pathname);
    response.on("close", () => {
      if (!response.writableFinished) this.abandoned++;
    });
    if (this.allows) response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Content-Type", "text/event-stream");
    response.setHeader("Cache-Control", "no-cache");
    void this.answer(response, this);
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export const tell = (response: ServerResponse, ...events: unknown[]) => {
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
};

/** Up to the image: what repo2docker says, line by line. */
export const BUILD = [
  { phase: "waiting", message: "Waiting for build to start...\n" },
  { message: "Picked Git content provider.\n" },
  { phase: "fetching", message: "Cloning into '/tmp/repo2docker0x'...\n" },
  { phase: "fetching", message: "HEAD is now at 1479e02 A commit\n" },
  { message: "Building conda environment for python=3.12\n" },
  { phase: "building", message: "Using CondaBuildPack builder\n" },
  { phase: "building", message: "Step 1/51 : FROM docker.io/library/buildpack-deps:noble" },
  { phase: "building", message: "\n" },
  { phase: "building", message: " ---> 0707eec19ac4\n" },
] as const;

export const BUILT = [
  { phase: "pushing", message: "Pushing image\n", progress: { layer1: { current: 1, total: 2 } } },
  { phase: "built", message: "Built image, launching...\n", imageName: "example:1479e02" },
  { phase: "launching", message: "Launching server...\n" },
] as const;

export const ready = (url: unknown, token: unknown) => ({
  phase: "ready",
  message: `server running at ${url}\n`,
  image: "example:1479e02",
  repo_url: "https://github.com/example/example",
  token,
  binder_ref_url: "https://github.com/example/example/tree/1479e02",
  binder_launch_host: "https://mybinder.org/",
  binder_request: "v2/gh/example/example/HEAD",
  binder_persistent_request: "v2/gh/example/example/1479e02",
  url,
});

const failing = (...events: unknown[]): Answer => {
  return (response) => {
    tell(response, ...events);
    response.end();
  };
};

const status = (code: number): Answer => {
  return (response) => void response.writeHead(code).end("<html>no</html>");
};

const raw = (text: string): Answer => {
  return (response) => void response.end(text);
};

/** What can go wrong, by what the page says of it. */
export const FAULTS: readonly (readonly [name: string, answer: Answer, said: RegExp])[] = [
  [
    "a build that fails, with hostile words",
    failing(...BUILD, {
      phase: "failed",
      message: "<img src=x onerror=alert(1)>\u202e exit code 2\n",
    }),
    /could not build the image.*It says: <img src=x onerror=alert\(1\)>\ufffd exit code 2/,
  ],
  [
    "a build that fails without a word",
    failing(...BUILD, { phase: "failed" }),
    /could not build the image/,
  ],
  [
    "too many requests, as BinderHub says it",
    failing({
      phase: "failed",
      status_code: 429,
      message: "Rate limit exceeded. Try again in 3600 seconds.\n",
    }),
    /no place free.*It says: Rate limit exceeded. Try again in 3600 seconds./,
  ],
  ["too many requests, as a proxy says it", status(429), /no place free/],
  [
    "a full hub",
    failing(...BUILD, ...BUILT, {
      phase: "failed",
      message: "Too many users on this BinderHub! Try again soon.\n",
    }),
    /no place free/,
  ],
  [
    "a repository that may not",
    failing({ phase: "failed", message: "Sorry, example/example is not allowed to launch." }),
    /does not let you start/,
  ],
  ["a hub with a login", status(403), /does not let you start/],
  [
    "a branch that is not there",
    failing({ phase: "failed", message: "Could not resolve ref for gh:example/example/HEAD.\n" }),
    /does not find the repository/,
  ],
  ["no such address", status(404), /does not find the repository/],
  ["a proxy without a hub behind it", status(502), /gave up before it began/],
  [
    "a server that does not start",
    failing(...BUILT, {
      phase: "failed",
      status_code: 500,
      message: "Image example for user x failed to launch\n",
    }),
    /JupyterLab did not start in it/,
  ],
  [
    "a server that takes too long",
    failing(...BUILT, {
      phase: "failed",
      status_code: 500,
      message: "Image example for user x took too long to launch\n",
    }),
    /did not start in time/,
  ],
  ["no JSON", raw("data: {phase\n\n"), /no BinderHub/],
  ["JSON that is no event", raw("data: null\n\n"), /no BinderHub/],
  ["a number", raw("data: 5\n\n"), /no BinderHub/],
  ["a phase that is no word", failing(...BUILD, { phase: 5 }), /no BinderHub/],
  [
    "a build that says what the client would say of a connection",
    failing(
      { phase: "building", message: "Error connecting to event stream, retrying: 502 - x\n" },
      { phase: "failed", message: "Event stream closed unexpectedly: exit code 5\n" },
    ),
    /could not build the image.*It says: Event stream closed unexpectedly: exit code 5/,
  ],
  ["a web page", raw("<!doctype html><h1>Welcome</h1>"), /no BinderHub/],
  [
    "a connection that breaks off",
    (response) => {
      tell(response, ...BUILD);
      setTimeout(() => response.destroy(), 100);
    },
    /broke off/,
  ],
  ["an end without a server", failing(...BUILD), /broke off/],
  [
    "a server at no address of a web page",
    failing(ready("javascript:alert(1)//", "x")),
    /does not go/,
  ],
  ["a server at no address", failing(ready(7, null)), /does not go/],
];
