// Sharing from end to end: each channel's link, the friend who comes by it, what he brings and when; and what does not count.
import assert from "node:assert/strict";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { player, somebody } from "./support/hand.mjs";
import { hostPage, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const campaign = { campaign: "sharing", file: "tests/e2e/campaigns/sharing.toml" };

const scene = async (t, options) => {
  const server = await serve(t, { ...campaign, ...options });
  const host = await hostPage(t, server);
  const a = await player(t, server, host);
  return { server, host, a };
};

/** The link that is in the clipboard after a channel's button. */
const linkFor = async ({ page, at, answered }, name) => {
  await answered("share", () => at("friends").locator(".way", { hasText: name }).click());
  return page.evaluate(() => navigator.clipboard.readText());
};

const participants = async (server) => server.export("participants");

test("every channel has a link of its own, and says in the exports who came by it", async (t) => {
  const { server, host, a } = await scene(t);
  const names = { messenger: "Messenger", microblog: "Microblog", friends: "Moments", forum: "Forum", email: "E-mail", "shop-berlin": "shop-berlin", link: "Copy link" };
  const links = {};
  for (const [channel, name] of Object.entries(names)) {
    const link = new URL(await linkFor(a, name));
    assert.match(link.searchParams.get("canyu"), new RegExp(`^[0-9A-HJKMNP-TV-Z]{12}\\.${channel}$`));
    assert.equal(link.origin, new URL(host.url).origin, "the campaign names no page: the page that the fan is on is the one that friends get");
    assert.equal(link.searchParams.get("campaign"), "sharing", "the page's own query stays");
    links[channel] = link.href;
  }
  assert.equal(new Set(Object.values(links)).size, Object.keys(names).length);
  for (const link of Object.values(links)) {
    const page = await newFan(t);
    await page.goto(link);
    await ready(page);
    await known(page);
  }
  const came = (await participants(server)).filter(({ generation }) => generation === "1").map(({ channel }) => channel);
  assert.deepEqual(came.sort(), Object.keys(names).sort());
});

test("where the campaign names its page, links for places that show a picture lead there by way of one", async (t) => {
  const server = await serve(t, campaign);
  // On its own page the campaign has that page; the friend ends there too.
  const a = await player(t, server, null, { address: `${server.url}/c/sharing` });
  const link = await linkFor(a, "Messenger");
  assert.match(link, new RegExp(`^${server.url}/s/[0-9A-Z]{12}\\.messenger$`));
  assert.ok((await linkFor(a, "Copy link")).startsWith(`${server.url}/c/sharing?canyu=`), "a copied link is the page itself");
  const page = await newFan(t);
  await page.goto(link);
  await page.waitForURL(/\/c\/sharing\?canyu=[0-9A-Z]{12}\.messenger$/);
  await ready(page);
  await known(page);
  const friend = (await participants(server)).find(({ generation }) => generation === "1");
  assert.equal(friend.channel, "messenger");
  const source = await (await fetch(link)).text();
  assert.match(source, /<meta property="og:image" content="[^"]+\/card\.jpg/);
  const card = await fetch(/og:image" content="([^"]+)"/.exec(source)[1].replaceAll("&amp;", "&"));
  assert.equal(card.headers.get("content-type"), "image/jpeg");
  assert.equal((await fetch(`${server.url}/s/000000000000`)).status, 404);
});

test("the first link that somebody came by stays: after leaving, in a second tab, and against another friend's link", async (t) => {
  const { server, host, a } = await scene(t);
  const first = await linkFor(a, "Messenger");
  const b = await player(t, server, host);
  const second = await linkFor(b, "Forum");
  const page = await newFan(t);
  await page.goto(first);
  await ready(page);
  await known(page);
  await page.goto("about:blank");
  // Without the link, as by a bookmark; with another friend's; and in a second tab.
  for (const address of [host.at({ campaign: "sharing", page: "2" }), second]) {
    await page.goto(address);
    await ready(page);
  }
  const tab = await page.context().newPage();
  await tab.goto(second);
  await tab.locator("canyu-campaign article").first().waitFor();
  const fan = await widget(tab, server);
  await fan.vote(fan.of("vote"), "pearl");
  const [friend, ...others] = (await participants(server)).filter(({ generation }) => generation === "1");
  assert.equal(others.length, 0, "it is one person");
  assert.equal(friend.channel, "messenger");
  assert.ok(friend.joined_at);
});

test("a friend is pending with the reason, and earned once his time has come; the board knows it under a name of the fan's choice", async (t) => {
  const { server, host, a } = await scene(t);
  const link = await linkFor(a, "Messenger");
  const rewards = a.at("friends").locator(".rewards");
  await rewards.getByText("The first 2: 3 tickets and 5 points each").waitFor();
  await rewards.getByText("Nobody stands here yet.", { exact: false }).waitFor();
  const friend = await player(t, server, host, { address: link });
  await friend.choose("wish", "pearl");
  await a.page.reload();
  await rewards.getByText("1 friend counts from", { exact: false }).waitFor();
  await rewards.getByText("+3", { exact: true }).waitFor();
  assert.equal(await rewards.getByText("Earned by friends").count(), 0);
  assert.deepEqual(await violationsOf(a.page), []);

  await server.stop();
  await server.restart("2024-08-04T22:30:00Z");
  const start = Date.now();
  for (;;) {
    const [fan] = (await participants(server)).filter(({ generation }) => generation === "0");
    if (Number(fan.tickets) > 0) break;
    assert.ok(Date.now() - start < 20_000, "the credit is settled when it is due");
    await new Promise((done) => setTimeout(done, 250));
  }
  await a.page.reload();
  await rewards.getByText("1 friend counted").waitFor();
  await rewards.getByText("5 tickets and 5 points", { exact: false }).waitFor();
  await rewards.getByText("4 friends to go").waitFor();
  assert.equal(await rewards.getByText("On its way").count(), 0);

  await rewards.getByLabel("Your name on the board").fill("Fenn <b>");
  await a.answered("sign", () => rewards.getByRole("button", { name: "Put me on it" }).click());
  await rewards.getByText("You are number 1.").waitFor();
  const other = await player(t, server, host);
  await other.at("friends").locator(".friends-board").getByText("Fenn <b>").waitFor();
  await a.answered("sign", () => rewards.getByRole("button", { name: "Take it off" }).click());
  await rewards.getByText("Nobody stands here yet.", { exact: false }).waitFor();
  // Between the two evenings the server was away.
  assert.deepEqual(errorsOf(a.page).filter((line) => !/CONNECTION_REFUSED/.test(line)), []);
});

test("nobody is his own friend: the own link brings nothing, and says so", async (t) => {
  const { server, a } = await scene(t);
  await a.choose("wish", "pearl");
  const link = await linkFor(a, "Messenger");
  await a.page.goto(link);
  await ready(a.page);
  await a.page.locator("canyu-campaign .rewards").getByText("You opened your own link.", { exact: false }).waitFor();
  const people = await participants(server);
  assert.deepEqual(
    people.map(({ generation }) => generation),
    ["0"],
  );
  assert.equal(await a.at("friends").getByText("friend came by").count(), 0);
});

test("many newcomers from one place solve a puzzle first, in a worker, or on the page where its policy allows none", async (t) => {
  const { server, host } = await scene(t);
  for (let number = 0; number < 40; number += 1) await somebody(server, { act: "vote", node: "wish", picks: ["night"] });
  for (const policy of ["none", "strict"]) {
    const fan = await player(t, server, host, { address: host.at({ campaign: "sharing", policy }) });
    const workers = [];
    fan.page.on("worker", (worker) => workers.push(worker.url()));
    const sent = fan.page.waitForRequest((request) => request.url().endsWith("/acts") && request.postDataJSON()?.act === "vote");
    await fan.choose("wish", "pearl");
    const headers = await (await sent).allHeaders();
    const { challenge, solution } = JSON.parse(atob(headers["canyu-proof"]));
    assert.ok(solution.derivedKey.startsWith(challenge.parameters.keyPrefix));
    assert.equal(workers.length > 0, policy === "none", `${policy}: ${workers}`);
    assert.deepEqual(errorsOf(fan.page).filter((line) => !/worker/i.test(line)), []);
  }
});

test("a visit that has expired is asked for anew, and the act counts once", async (t) => {
  const { server, host } = await scene(t);
  const fan = await player(t, server, host);
  let refused = 0;
  await fan.page.route("**/acts", async (route) => {
    const isVote = route.request().postDataJSON()?.act === "vote";
    if (!isVote || refused) return route.continue();
    refused += 1;
    const headers = { "access-control-allow-origin": new URL(host.url).origin };
    return route.fulfill({ status: 403, headers, contentType: "application/problem+json", body: JSON.stringify({ code: "visit_expired" }) });
  });
  const visits = [];
  fan.page.on("request", (request) => request.url().endsWith("/visits") && request.method() === "POST" && visits.push(request.postDataJSON()));
  const accepted = fan.page.waitForResponse((answer) => answer.url().endsWith("/acts") && answer.request().postDataJSON()?.act === "vote" && answer.ok());
  await fan.at("wish").getByRole("button", { name: "Pearl white" }).click();
  await accepted;
  assert.equal(visits.length, 2);
  assert.equal(visits[0].key, visits[1].key, "it is the same act");
  const votes = (await server.export("events")).filter(({ kind, node }) => kind === "completed" && node === "wish");
  assert.equal(votes.length, 1);
});
