// How long somebody waits for the next frame while he moves, zooms and looks at the tree of sharing of a hundred thousand people. Run as
//
//   CANYU_BIN=target/release/canyu CHROMIUM=/usr/bin/chromium node tests/bench/tree.mjs [PEOPLE]
//
// The real console on the real server, but for the tree itself, which this script answers: what is measured is the page. The processor is slowed down to
// a quarter, and pictures are made without a graphics card. Prints one line of JSON for each gesture: milliseconds from one frame to the next.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, env } from "node:process";

import { chromium } from "playwright-core";

import { guest } from "../e2e/support/crowd.mjs";
import { evening, listen, run } from "../e2e/support/program.mjs";

const people = Number(argv[2] ?? 100_000);
const campaign = "router-teaser";
const folder = await mkdtemp(join(tmpdir(), "canyu-bench-"));
const where = ["--database", `sqlite:${join(folder, "canyu.db")}`, "--key", join(folder, "key"), "--rehearsal-at", evening];
const done = await run("campaign", "publish", `campaigns/${campaign}.toml`, ...where);
if (done.code) throw new Error(done.stderr);
const server = await listen(env.CANYU_BIN, ["serve", "--listen", "127.0.0.1:0", ...where]);
await guest({ url: server.url, campaign }, {}, { act: "vote", node: "colour", picks: ["night"] });

/** Chains as the server tells them, the largest first: a few with hundreds of friends, many with a handful, most of one. */
const tree = () => {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const [parents, generations] = [[], []];
  const add = (parent, generation) => (parents.push(parent), generations.push(generation), parents.length - 1);
  for (let chain = 0; parents.length < people; chain += 1) {
    const size = Math.max(1, Math.round(1_500 / (1 + chain / 8)));
    const first = add(-1, 0);
    while (parents.length < Math.min(first + size, people)) {
      // Early ones bring most.
      const parent = first + Math.floor((parents.length - first) * random() ** 4);
      add(parent, generations[parent] + 1);
    }
  }
  const flags = parents.map((parent) => (parent < 0 && random() < 0.02 ? 1 : random() < 0.02 ? 2 : 0));
  return { rehearsal: true, as_of: evening, filter: {}, people: parents.length, chains: 1, told: 1, first: evening, parents, generations, minutes: parents.map(() => 0), flags };
};

const browser = await chromium.launch({ executablePath: env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
let link;
while (!(link = /http\S+\/console#first=(\S+)/.exec(server.said()))) await new Promise((next) => setTimeout(next, 20));
await page.goto(`${server.url}/console`);
const first = { link: link[1], name: "Mei", email: "mei@example.org", password: "seven paper kites over the harbour", language: "en" };
await page.evaluate((first) => fetch("/api/v1/staff/first", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(first) }), first);
// The server's first study of the day is of nobody, and good for a while.
const studied = async () => (await (await page.request.get(`${server.url}/api/v1/staff/campaigns/${campaign}/statistics/study`)).json()).people;
while (!(await studied())) await new Promise((next) => setTimeout(next, 500));
const body = JSON.stringify(tree());
await page.route("**/statistics/tree*", (route) => route.fulfill({ status: 200, contentType: "application/json", body }));
await page.goto(`${server.url}/console/campaigns/${campaign}/spread`);
const canvas = page.locator("#tree canvas");
await canvas.scrollIntoViewIfNeeded();
await page.waitForTimeout(3_000);
await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });

const measured = async (gesture, act) => {
  await page.evaluate(() => {
    const watch = (window.watch = { gaps: [], going: true });
    let last;
    const look = (now) => {
      if (last !== undefined) watch.gaps.push(now - last);
      last = now;
      if (watch.going) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (let step = 0; step < 90; step += 1) {
    await act(step);
    await page.waitForTimeout(16);
  }
  const gaps = await page.evaluate(() => ((window.watch.going = false), window.watch.gaps.sort((a, b) => a - b)));
  const at = (part) => Math.round(gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * part))]);
  console.log(JSON.stringify({ gesture, people, frames: gaps.length, median: at(0.5), p95: at(0.95), worst: at(1) }));
};

const box = await canvas.boundingBox();
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
await page.mouse.move(x, y);
await page.mouse.down();
await measured("move", (step) => page.mouse.move(x + 2 * step, y + step));
await page.mouse.up();
await measured("look", (step) => page.mouse.move(x + 3 * step - 130, y - step));
await page.keyboard.down("Control");
await measured("zoom in", () => page.mouse.wheel(0, -20));
await measured("zoom out", () => page.mouse.wheel(0, 20));
await browser.close();
await server.stop();
await rm(folder, { recursive: true, force: true });
