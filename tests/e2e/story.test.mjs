// The main job: fans play on another site, bring friends, and a marketer exports which node brought whom.
import assert from "node:assert/strict";
import { test } from "node:test";

import { errorsOf, event, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { hostPage, rewritten, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

/** Opens an address as somebody who has never been there. */
const visit = async (t, server, address) => {
  const page = await newFan(t);
  await page.goto(address);
  await ready(page);
  return { page, fan: await widget(page, server) };
};

const number = async (locator) => Number((await locator.textContent()).replace(/\D/g, ""));

/** Waits until a number on the screen is above another. It is looked for anew each time: what is drawn anew is another element. */
const above = async (locator, before) => {
  const start = Date.now();
  while ((await number(locator)) <= before) {
    assert.ok(Date.now() - start < 30_000, `it stays at ${await number(locator)}, and should be above ${before}`);
    await new Promise((done) => setTimeout(done, 50));
  }
};

const kinds = ["seen", "started", "completed", "shared", "arrived", "joined"];

/** The events, counted as the table of nodes counts them. */
const recount = (events) => {
  const counts = {};
  for (const { node, channel, generation, kind } of events) {
    const place = `${node} ${channel} ${generation} ${kind}`;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
};

const counted = (nodes) =>
  Object.fromEntries(
    nodes.flatMap((row) =>
      kinds.filter((kind) => Number(row[kind])).map((kind) => [`${row.node} ${row.channel} ${row.generation} ${kind}`, Number(row[kind])]),
    ),
  );

const story = async (t, query) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const a = await visit(t, server, host.at(query));
  const { of } = a.fan;
  const vote = of("vote");
  assert.equal(await number(a.fan.tickets()), 0);

  await a.fan.guess("A kettle");
  await a.fan.vote(vote, vote.options[1].key);
  await event(a.page, "joined");
  const earned = of("guess").tickets + vote.tickets;
  assert.ok(earned > 0, "the sample gives tickets for a guess or a vote");
  await above(a.fan.tickets(), 0);
  assert.equal(await number(a.fan.tickets()), earned);

  const atGuess = await a.fan.copyLink(of("guess"));
  const atShare = await a.fan.shareIn("messenger");
  for (const link of [atGuess, atShare]) {
    assert.ok(link.startsWith(host.url), `${link} leads to the page that the widget is in`);
    // A friend does not come by the advertisement that brought whoever tells him.
    for (const [name, value] of Object.entries(query))
      assert.equal(new URL(link).searchParams.get(name), name.startsWith("utm_") ? null : value, `the page's own parameters stay, an advertisement's go: ${name}`);
  }
  assert.match(new URL(atGuess).searchParams.get("canyu"), /^[0-9A-Z]{12}\.link$/);
  assert.match(new URL(atShare).searchParams.get("canyu"), /^[0-9A-Z]{12}\.messenger$/);

  // B comes by the guess node's button, C by the share node's; both only look at first.
  const b = await visit(t, server, atGuess);
  const c = await visit(t, server, atShare);
  await known(b.page);
  await known(c.page);
  await a.page.reload();
  await ready(a.page, 1);
  const share = a.fan.ticket(of("share"));
  await share.getByText(a.fan.pattern("pending#other")).waitFor();
  assert.equal(await number(a.fan.tickets()), earned, "what is pending is not his yet");

  // B takes part, and tells a friend of his own, D; C does not.
  await b.fan.vote(vote, vote.options[0].key);
  const d = await visit(t, server, await b.fan.copyLink(vote));
  await d.fan.guess("A KETTLE");
  await a.page.reload();
  await ready(a.page, 1);
  await above(a.fan.tickets(), earned);
  assert.equal(await number(a.fan.tickets()), earned + of("share").tickets);
  for (const { page } of [a, b, c, d]) {
    assert.deepEqual(errorsOf(page), []);
    assert.deepEqual(page.violations, []);
    await page.close();
  }
  // Nothing can be added between one export and the next.
  assert.equal(await server.stop(), 0);

  for (const format of ["csv", "jsonl"]) {
    const people = await server.export("participants", format);
    assert.equal(people.length, 4);
    const [rowA] = people.filter(({ generation, joined_at }) => generation === "0" && joined_at);
    const [rowB] = people.filter(({ referrer, joined_at }) => referrer === rowA.id && joined_at);
    const [rowC] = people.filter(({ referrer, joined_at }) => referrer === rowA.id && !joined_at);
    const [rowD] = people.filter(({ referrer }) => referrer === rowB.id);
    const where = ({ channel, generation, via }) => ({ channel, generation, via });
    assert.deepEqual(where(rowA), { channel: "direct", generation: "0", via: "" });
    assert.deepEqual(where(rowB), { channel: "link", generation: "1", via: of("guess").id });
    assert.deepEqual(where(rowC), { channel: "messenger", generation: "1", via: of("share").id });
    assert.deepEqual(where(rowD), { channel: "link", generation: "2", via: vote.id });
    assert.equal(Number(rowA.tickets), earned + of("share").tickets);

    const referrals = await server.export("referrals", format);
    assert.equal(referrals.length, 3);
    const bringing = referrals.find((row) => Object.values(row).includes(rowB.id) && Object.values(row).includes(rowA.id));
    assert.ok(bringing, `no referral names A and B: ${JSON.stringify(referrals)}`);
    for (const value of [of("guess").id, "link", "1"]) assert.ok(Object.values(bringing).includes(value), `${value} in ${JSON.stringify(bringing)}`);

    const events = await server.export("events", format);
    const nodes = await server.export("nodes", format);
    assert.deepEqual(counted(nodes), recount(events));
    const told = recount(events);
    assert.equal(told[`${of("guess").id} direct 0 completed`], 1);
    assert.equal(told[`${of("guess").id} link 0 shared`] ?? told[`${of("guess").id} direct 0 shared`], 1);
    assert.equal(told[`${of("guess").id} link 1 arrived`], 1);
    assert.equal(told[`${of("guess").id} link 1 joined`], 1);
    assert.equal(told[`${of("share").id} messenger 1 arrived`], 1);
    assert.equal(told[`${of("share").id} messenger 1 joined`], undefined);
  }
};

test("a fan plays, brings friends, and the exports say which node brought whom", (t) => story(t, { article: "7", utm_source: "letter" }));

test("the same under a strict policy of the page", (t) => story(t, { policy: "strict" }));

test("a friend's code lasts while he walks through the page's site", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const a = await visit(t, server, host.at());
  await a.fan.vote(a.fan.of("vote"), a.fan.of("vote").options[0].key);
  const link = await a.fan.shareIn("messenger");
  const page = await newFan(t);
  // He lands where no campaign is shown yet, but the site's script is; by the next page of the site the address has no code.
  const bare = await rewritten(t, host, /<canyu-campaign.*<\/canyu-campaign>/, "<p id=shop>The shop</p>");
  const landing = new URL(link);
  landing.port = new URL(bare.url).port;
  await page.goto(landing.href);
  await page.waitForFunction(() => !!customElements.get("canyu-campaign"));
  await page.goto(bare.at());
  await page.evaluate((campaign) => {
    document.querySelector("#shop").append(Object.assign(document.createElement("canyu-campaign"), { campaign }));
  }, server.campaign);
  await ready(page);
  const fan = await widget(page, server);
  await fan.vote(fan.of("vote"), fan.of("vote").options[0].key);
  const friend = (await server.export("participants")).find(({ generation }) => generation === "1");
  assert.equal(friend?.channel, "messenger");
});

test("B can vote inside the frame that stands in for the widget where WebAssembly is refused, and A gets his ticket", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const a = await visit(t, server, host.at({ policy: "nowasm" }).replace("policy=nowasm", ""));
  await a.fan.vote(a.fan.of("vote"), a.fan.of("vote").options[0].key);
  const link = new URL(await a.fan.shareIn("messenger"));
  link.searchParams.set("policy", "nowasm");
  const page = await newFan(t);
  await page.goto(link.href);
  const held = page.locator("canyu-campaign iframe");
  await held.waitFor();
  const frame = await (await held.elementHandle()).contentFrame();
  await ready(frame);
  const vote = a.fan.of("vote");
  const answer = page.waitForResponse((response) => response.url().endsWith("/acts") && response.request().postDataJSON()?.act === "vote");
  await frame.locator("canyu-campaign").getByRole("button").filter({ hasText: vote.options[1].label }).click();
  assert.equal((await answer).status(), 200);
  const people = await server.export("participants");
  const friend = people.find(({ generation }) => generation === "1");
  assert.equal(friend.channel, "messenger");
  assert.ok(friend.joined_at);
  await a.page.reload();
  await ready(a.page, 1);
  await above(a.fan.tickets(), 0);
});
