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
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};

/** Serves a folder. Resolves to `{address, stop()}`. */
export function serveFolder(folder) {
  return listen((request, response) => {
    const file = fileOf(folder, request.url);
    if (file === null) return response.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type });
    fs.createReadStream(file).pipe(response);
  });
}

/** The file that an address means, or null: none outside of the folder. */
function fileOf(folder, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, "http://folder").pathname);
  } catch {
    return null;
  }
  const file = path.join(folder, name.endsWith("/") ? `${name}index.html` : name);
  const isThere = file.startsWith(folder + path.sep) && fs.existsSync(file);
  return isThere && fs.statSync(file).isFile() ? file : null;
}
