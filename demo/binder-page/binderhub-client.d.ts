/** What this page uses of a package that has no types of its own. */
declare module "@jupyterhub/binderhub-client/client.js" {
  export class BinderRepository {
    constructor(repository: string, build: URL);
    /** What a BinderHub says, and what the client says of the connection, in the same form. */
    fetch(): AsyncIterable<unknown>;
    close(): void;
  }
}

declare module "@jupyterhub/binderhub-client/spec.js" {
  export class LaunchSpec {
    constructor(urlPath: string);
    getJupyterServerRedirectUrl(server: URL, token: string): URL;
  }
}
