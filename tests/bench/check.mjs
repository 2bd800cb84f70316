// How long a fan's own check takes in a browser. Run as
//
//   CHROMIUM=/usr/bin/chromium node tests/bench/check.mjs FOLDER [RUNS]
//
// where FOLDER holds a bundle as it is published, and `mine.json`, what one fan keeps of it, if there is one. The whole list is not read,
// as a fan does not. Prints one line of JSON, in milliseconds: `first` with fetching, compiling and starting the WebAssembly, `median` of
// the runs after it, each from the files in memory to the report with its signatures checked; and what the report says.
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { argv, env, exit } from "node:process";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const [, , folder, runs = "7"] = argv;
if (!folder) {
  console.error("node tests/bench/check.mjs FOLDER [RUNS]");
  exit(2);
}
const embed = env.CANYU_DIST ?? fileURLToPath(new URL("../../dist/embed", import.meta.url));
const names = (await readdir(folder)).filter((name) => name !== "roll.bin");

const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const [, place, ...rest] = pathname.split("/");
  const roots = { embed, bundle: folder };
  try {
    const body = place ? await readFile(join(roots[place], ...rest)) : "<!doctype html><title>check</title>";
    response.writeHead(200, { "content-type": types[extname(pathname)] ?? "text/html" });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await once(server, "listening");

const browser = await chromium.launch({ executablePath: env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const measured = await page.evaluate(
  async ({ names, runs }) => {
    const get = async (name) => new Uint8Array(await (await fetch(`/bundle/${name}`)).arrayBuffer());
    const files = new Map();
    for (const name of names) if (/^(manifest|beacon|result)\.json$|\.txt$/.test(name)) files.set(name, await get(name));
    const mine = names.includes("mine.json") ? new TextDecoder().decode(await get("mine.json")) : undefined;
    const timed = async (what) => {
      const start = performance.now();
      const result = await what();
      return [performance.now() - start, result];
    };
    const { check } = await import("/embed/v1/draw.js");
    const [first, report] = await timed(() => check(files, mine));
    const times = [];
    for (let run = 0; run < runs; run += 1) times.push((await timed(() => check(files, mine)))[0]);
    times.sort((one, other) => one - other);
    const tell = ({ check, outcome, code }) => [check, [outcome, code].filter(Boolean).join(": ")];
    return { first, median: times[times.length >> 1], slowest: times.at(-1), runs, draws: report.draws.length, holds: report.holds, findings: Object.fromEntries(report.findings.map(tell)) };
  },
  { names, runs: Number(runs) },
);
await browser.close();
server.close();
console.log(JSON.stringify(measured));
