/** Files of a folder over HTTP, as any web server has them. */
import fs from "node:fs";
import path from "node:path";
import { listen } from "./proxy.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

/** Serves a folder below a path, as sites of documentation are. Resolves to `{address, stop()}`. */
export function serveFolder(folder) {
  return listen((request, response) => {
    const { pathname } = new URL(request.url, "http://folder");
    const file = path.join(folder, path.normalize(decodeURIComponent(pathname)));
    if (
      !file.startsWith(folder + path.sep) ||
      !fs.existsSync(file) ||
      fs.statSync(file).isDirectory()
    ) {
      return response.writeHead(404).end();
    }
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type });
    fs.createReadStream(file).pipe(response);
  });
}
