// How long somebody waits for the next frame after a decision, where ten thousand things wait for one. Run as
//
//   CANYU_BIN=target/release/canyu CHROMIUM=/usr/bin/chromium node tests/bench/console.mjs [DECISIONS]
//
// The real console on the real server, but for the two queues, which this script answers: what is measured is the page. The processor is
// slowed down to a quarter. Prints one line of JSON, in milliseconds, for each queue: `frame` from the press of a key to the next frame that
// shows something (as the browser's own Event Timing has it; it counts in steps of 8), `gap` the longest time without a frame until the list
// has changed; each as the median and the worst.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, env } from "node:process";

import { chromium } from "playwright-core";

import { evening, listen, run } from "../e2e/support/program.mjs";

const decisions = Number(argv[2] ?? 20);
const [queue, page100] = [10_000, 100];
const folder = await mkdtemp(join(tmpdir(), "canyu-bench-"));
const where = ["--database", `sqlite:${join(folder, "canyu.db")}`, "--key", join(folder, "key"), "--rehearsal-at", evening];
const done = await run("campaign", "publish", "campaigns/router-teaser.toml", ...where);
assert.equal(done.code, 0, done.stderr);
const server = await listen(env.CANYU_BIN, ["serve", "--listen", "127.0.0.1:0", ...where]);
const browser = await chromium.launch({ executablePath: env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

/** Signs somebody in as the first administrator. */
const signedIn = async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  let link;
  while (!(link = /http\S+\/console#first=(\S+)/.exec(server.said()))) await new Promise((next) => setTimeout(next, 20));
  await page.goto(`${server.url}/console`);
  const first = { link: link[1], name: "Mei", email: "mei@example.org", password: "seven paper kites over the harbour", language: "en" };
  const status = await page.evaluate(async (first) => {
    const headers = { "content-type": "application/json" };
    return (await fetch("/api/v1/staff/first", { method: "POST", headers, body: JSON.stringify(first) })).status;
  }, first);
  assert.ok(status < 300, `signing in: ${status}`);
  return page;
};

const json = (route, body) => route.fulfill({ status: 200, contentType: "application/json", body: JSON.stringify(body) });

/** A page of a queue, as the server would answer. */
const pageOf = (lines, url) => {
  const from = Number(new URL(url).searchParams.get("from") ?? 0);
  return { lines: lines.slice(from, from + page100), more: lines.length > from + page100 };
};

/** Presses a key again and again; what each press took. */
const pressed = async (page, key, ready) => {
  const took = [];
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  for (let number = 0; number < decisions; number += 1) {
    await ready(number);
    await page.evaluate(() => {
      const watch = { frame: 16, gap: 0, going: true };
      window.watch = watch;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === "keydown") watch.frame = Math.max(watch.frame, entry.duration);
      }).observe({ type: "event", durationThreshold: 16 });
      let last;
      const look = (now) => {
        if (last !== undefined) watch.gap = Math.max(watch.gap, now - last);
        last = now;
        if (watch.going) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const before = await page.evaluate(() => document.querySelector(".written li, .queue li")?.textContent);
    await page.keyboard.press(key);
    await page.waitForFunction((before) => document.querySelector(".written li, .queue li")?.textContent !== before, before);
    await page.waitForTimeout(250);
    took.push(await page.evaluate(() => ((window.watch.going = false), { frame: window.watch.frame, gap: window.watch.gap })));
  }
  const told = (name) => {
    const sorted = took.map((one) => one[name]).sort((a, b) => a - b);
    return { median: Math.round(sorted[sorted.length >> 1]), worst: Math.round(sorted.at(-1)) };
  };
  return { frame: told("frame"), gap: told("gap") };
};

const page = await signedIn();
const numbers = [...Array(queue).keys()];

let written = numbers.map((number) => ({
  node: "guess", key: `k${number}`, label: `A guess that somebody has written, number ${number}`, people: queue - number, said: "waiting",
  correct: false, picture: false, may_be_right: true,
}));
await page.route("**/written?*", (route) => json(route, pageOf(written, route.request().url())));
await page.route("**/written", (route) => {
  const { key } = route.request().postDataJSON();
  written = written.filter((line) => line.key !== key);
  return route.fulfill({ status: 204 });
});
await page.goto(`${server.url}/console/campaigns/router-teaser/moderation`);
await page.locator(".written li").nth(page100 - 1).waitFor();
const moderation = await pressed(page, "h", () => page.locator(".written li").first().focus());

const reasons = ["place", "machine", "tree"].map((reason) => ({ reason, points: 20, seen: [{ sign: "even_pace", count: 412, of: 500, value: 0.12 }] }));
let held = numbers.map((number) => ({ fan: `FAN${number}`, score: 99, reasons, objects: false }));
await page.route("**/review?*", (route) => json(route, pageOf(held, route.request().url())));
await page.route("**/review/*", (route) => {
  const fan = new URL(route.request().url()).pathname.split("/").at(-1);
  if (route.request().method() === "POST") held = held.filter((line) => line.fan !== fan);
  return json(route, {
    fan, standing: "held", arrived: "2024-08-04T19:10:00Z", channel: "forum", brought_by: null, verified: null, friends_joined: 0,
    friends_counted: 0, tickets: 3, score: 99, reasons, appeal: null, decisions: [],
  });
});
await page.goto(`${server.url}/console/campaigns/router-teaser/review`);
await page.locator(".queue li").nth(page100 - 1).waitFor();
const review = await pressed(page, "c", async () => {
  await page.locator(".queue a").first().click();
  await page.locator("#case .evidence li").first().waitFor();
  await page.locator("#case").focus();
});

console.log(JSON.stringify({ moderation, review }));
await browser.close();
await server.stop();
await rm(folder, { recursive: true, force: true });
