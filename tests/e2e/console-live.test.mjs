// The dashboard while the server is away: what it shows stays, it says that it is not live, and it goes on by itself.
import assert from "node:assert/strict";
import { test } from "node:test";

import { withBrowser } from "./support/browser.mjs";
import { administrator, linkOf } from "./support/console.mjs";
import { guest } from "./support/crowd.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const vote = { act: "vote", node: "colour", picks: ["night"] };

/** Somebody looks at the figures of a campaign in which one person takes part. */
const looking = async (t, what = "figures") => {
  const server = await serve(t);
  await guest(server, { channel: "messenger" }, vote);
  const page = await administrator(t, await linkOf(server.log));
  await page.goto(`${server.url}/console/campaigns/router-teaser/${what}`);
  // Whoever loads the page anew forgets it.
  await page.evaluate(() => (window.isTheSame = true));
  const says = (text) => page.locator(".head .badge").filter({ hasText: new RegExp(`^${text}$`) }).waitFor({ timeout: 60_000 });
  const came = (count) => page.waitForFunction((count) => [...document.querySelectorAll(".figure")].some((figure) => figure.textContent.replace(/\s/g, "").startsWith(`Came${count}`)), String(count), { timeout: 60_000 });
  return { server, page, says, came };
};

for (const [how, end] of [
  ["was stopped", (server) => server.stop()],
  ["was killed", (server) => server.kill()],
])
  test(`the dashboard goes on by itself after the server ${how} and started again`, async (t) => {
    const { server, page, says, came } = await looking(t);
    await says("Live");
    await came(1);
    await end(server);
    await says("Not live");
    await came(1);
    assert.equal(await page.locator("#nodes").count(), 1, "what was there can still be read");
    await server.restart();
    await guest(server, { channel: "poster" }, vote);
    await came(2);
    await says("Live");
    assert.equal(await page.evaluate(() => window.isTheSame), true);
  });

test("the same where something between answers for a server that is away", async (t) => {
  const { server, page, says, came } = await looking(t);
  await says("Live");
  const away = (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" });
  await page.route("**/statistics**", away);
  await server.stop();
  await says("Not live");
  await server.restart();
  // Long enough for the page to have asked for all of it in vain.
  await page.waitForResponse((answer) => /\/statistics$/.test(answer.url()) && answer.status() === 502, { timeout: 60_000 });
  await came(1);
  assert.equal(await page.locator("#nodes").count(), 1, "what was there can still be read");
  await guest(server, { channel: "poster" }, vote);
  await page.unroute("**/statistics**", away);
  await came(2);
  await says("Live");
  assert.equal(await page.evaluate(() => window.isTheSame), true);
});

test("what follows from who brought whom stays while the server is away, and is asked for again", async (t) => {
  const { server, page } = await looking(t, "spread");
  // What the server knew when it started is good for a while.
  await page.locator("#factors").waitFor({ timeout: 90_000 });
  await server.stop();
  const notLive = page.locator("main .badge").filter({ hasText: "Not live" });
  await notLive.waitFor({ timeout: 60_000 });
  assert.equal(await page.locator("#factors").count(), 1, "what was there can still be read");
  await server.restart();
  await notLive.waitFor({ state: "detached", timeout: 60_000 });
  assert.equal(await page.locator("#factors").count(), 1);
  assert.equal(await page.evaluate(() => window.isTheSame), true);
});
