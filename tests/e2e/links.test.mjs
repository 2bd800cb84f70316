// Links of advertisements, from the address of a page to the table that says what they brought; and nothing of them in links that fans share.
import assert from "node:assert/strict";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { administrator, linkOf } from "./support/console.mjs";
import { player } from "./support/hand.mjs";
import { hostPage, serve } from "./support/program.mjs";

withBrowser();

const campaign = { campaign: "sharing", file: "tests/e2e/campaigns/sharing.toml" };

const come = async (t, address) => {
  const page = await newFan(t);
  await page.goto(address);
  await ready(page);
  await known(page);
  return page;
};

const led = ({ utm_source, utm_medium, utm_campaign, utm_term, utm_content }) => [utm_source, utm_medium, utm_campaign, utm_term, utm_content];

test("an advertisement is kept of the first touch, by way of pages and short links, and told in the console", async (t) => {
  const server = await serve(t, campaign);
  const a = await player(t, server, null, { address: `${server.url}/c/sharing?utm_source=${encodeURIComponent(" 新闻 & co ")}&utm_medium=email&utm_content=b&utm_id=7` });
  await a.answered("share", () => a.at("friends").locator(".way", { hasText: "Messenger" }).click());
  const link = await a.page.evaluate(() => navigator.clipboard.readText());
  await a.answered("share", () => a.at("friends").locator(".way", { hasText: "Copy link" }).click());
  const copied = await a.page.evaluate(() => navigator.clipboard.readText());
  for (const shared of [link, copied]) assert.doesNotMatch(shared, /utm/, "whom a fan tells is not of that advertisement");

  // A friend who comes by a link has none; one who comes by an advertisement that was put onto it has that one.
  await come(t, link);
  const friend = await come(t, `${link}?utm_source=sky&utm_campaign=spring`);
  await friend.waitForURL(/utm_source=sky/);
  // Somebody who comes again by another one is still of the first.
  const page = await come(t, `${server.url}/c/sharing?utm_source=forum`);
  await page.goto(`${server.url}/c/sharing?utm_source=later`);
  await ready(page);

  const people = await server.export("participants");
  const by = (test) => people.find(test) ?? assert.fail(JSON.stringify(people));
  assert.deepEqual(led(by(({ channel }) => channel === "email")), ["新闻 & co", "email", "", "", "b"], "the medium is a channel's name");
  assert.deepEqual(led(by(({ channel, utm_source }) => channel === "messenger" && !utm_source)), ["", "", "", "", ""]);
  assert.deepEqual(led(by(({ utm_source }) => utm_source === "sky")), ["sky", "", "spring", "", ""]);
  assert.deepEqual(led(by(({ channel }) => channel === "forum")), ["forum", "", "", "", ""]);
  assert.equal(people.length, 4);

  const desk = await administrator(t, await linkOf(server.log));
  await desk.goto(`${server.url}/console/campaigns/sharing/figures`);
  await desk.locator("#links").waitFor();
  const cells = await desk.locator("#links tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.deepEqual(cells.map(([source, medium, name, came]) => [source, medium, name, came]).sort(), [
    ["forum", "Not said", "Not said", "1"],
    ["sky", "Not said", "spring", "1"],
    ["新闻 & co", "email", "Not said", "1"],
  ]);
  assert.deepEqual(await violationsOf(desk, "#links"), []);
  await desk.getByLabel("Channel", { exact: true }).selectOption("forum");
  await desk.waitForURL(/channel=forum/);
  await desk.waitForFunction(() => document.querySelectorAll("#links tbody tr").length === 1);
});

test("what led a fan here goes along into a frame, where a policy keeps the widget out", async (t) => {
  const server = await serve(t, campaign);
  const host = await hostPage(t, server);
  const page = await newFan(t);
  await page.goto(host.at({ campaign: "sharing", policy: "nowasm", utm_source: "sky", utm_term: "a b" }));
  const element = page.locator("canyu-campaign iframe");
  await element.waitFor();
  const frame = await (await element.elementHandle()).contentFrame();
  await ready(frame);
  const address = new URL(frame.url());
  assert.equal(address.searchParams.get("utm_source"), "sky");
  assert.doesNotMatch(address.searchParams.get("page"), /utm/);
  const kept = async () => (await server.export("participants")).map(led);
  for (let tries = 0; tries < 100 && !(await kept()).length; tries += 1) await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual(await kept(), [["sky", "", "", "a b", ""]]);
});
