/** Small servers between a browser, or a Jupyter server, and a gateway. */
import http from "node:http";

/** A server on a free port of 127.0.0.1: `{address, close(), open(), stop()}`. Closed, it refuses connections until it is opened again. */
export async function listen(handler) {
  const server = http.createServer(handler);
  const open = (port) => new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await open(0);
  const { port } = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${port}`, close, open: () => open(port), stop: close };
}

/** Hands a request on to `target`, as `path` there, and the answer back, with more `headers` if there are any. */
export function forward(request, response, { target, path = request.url, agent, headers = {} }) {
  const options = { agent, method: request.method, headers: request.headers };
  const onward = http.request(new URL(path, target), options, (answer) => {
    response.writeHead(answer.statusCode, { ...answer.headers, ...headers });
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}
