// The whole job as a newcomer does it, with nothing but a browser once the server runs: the first account, a campaign from a sample, rehearsed,
// published, on a page of another site, played, kept clean, reviewed, drawn, claimed, redeemed at the till, and put away.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { errorsOf, known, ready, withBrowser } from "./support/browser.mjs";
import { administrator, arrive, invite, linkOf, password, somebody } from "./support/console.mjs";
import { player, somebody as program } from "./support/hand.mjs";
import { folder, listen } from "./support/program.mjs";

withBrowser();

const slug = "our-kites";
/** The campaign opens a week after the newcomer has begun. */
const times = {
  begun: "2024-08-04T10:00:00Z",
  open: "2024-08-11T11:00:00Z",
  closed: "2024-08-18T12:05:00Z",
  due: "2024-08-18T13:05:00Z",
  over: "2024-10-20T12:00:00Z",
};
/** What a public drawing brings, as RFC 3797 writes it. */
const numbers = "9319./2.5.8.10.12./9.18.26.34.41.45./";

/** An empty server in a rehearsal, which can be moved to a later time. */
const rehearsal = async (t) => {
  const path = await folder(t);
  const args = (address, moment) => [
    ...["serve", "--listen", address, "--database", `sqlite:${join(path, "canyu.db")}`, "--key", join(path, "key")],
    ...["--rehearsal-at", moment, "--relay", "http://127.0.0.1:9"],
  ];
  let server = await listen(process.env.CANYU_BIN, args("127.0.0.1:0", times.begun));
  t.after(() => server.stop());
  const { url } = server;
  const link = await linkOf(server.said);
  const at = async (moment) => {
    await server.stop();
    server = await listen(process.env.CANYU_BIN, args(new URL(url).host, moment));
  };
  return { url, link, at, campaign: slug };
};

/** A page of another site, with what the console says is to be pasted. */
const site = async (t) => {
  let shown = { body: "", policy: "" };
  const server = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.setHeader("content-security-policy", shown.policy);
    answer.end(`<!doctype html><html lang="en"><title>Shop</title><body><main>${shown.body}</main></body></html>`);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}/`, show: (body, policy) => (shown = { body, policy }) };
};

const saved = (page) => page.locator(".state .badge").first().filter({ hasText: /^Saved$/ }).waitFor();

/** Makes the campaign of the sample, for that site, with a draw that needs no network. */
const write = async (mei, origin) => {
  await mei.getByRole("link", { name: "Make the first campaign" }).click();
  await mei.locator(".templates .card").filter({ hasText: "A hundred kites" }).getByRole("button", { name: "Start from this" }).click();
  await mei.locator(".editor").waitFor();
  await mei.getByLabel("Name in addresses").fill(slug);
  await mei.getByLabel("Title · English").fill("Our kites");
  await saved(mei);
  const list = async (place) => {
    const found = mei.locator(`[data-place="${place}"]`);
    await mei.locator("#card").waitFor();
    if (!(await found.isVisible())) for (const further of await mei.locator("#card details.further:not([open]) > summary").all()) await further.click();
    await found.waitFor();
    return found;
  };
  await mei.locator(".pick").filter({ hasText: "Where it is shown" }).click();
  const origins = await list("origins");
  const sites = origins.locator("textarea, input").first();
  await sites.fill(origin);
  await sites.blur();
  await saved(mei);
  await mei.locator("#card-draw").click();
  const beacon = await list("nodes[draw].beacon");
  await beacon.getByRole("button", { name: /Numbers of a public drawing/ }).click();
  await saved(mei);
  for (const [field, text] of [
    ["about", "The numbers of the state lottery of 18 August 2024, as its paper prints them"],
    ["entropy_bits", "128"],
  ]) {
    const input = beacon.locator(`[data-place$=".${field}"] input, [data-place$=".${field}"] textarea`).first();
    await input.fill(text);
    await input.blur();
    await saved(mei);
  }
};

const rehearseAndPublish = async (mei) => {
  await mei.getByRole("link", { name: "Rehearse" }).click();
  await mei.getByLabel("People").fill("300");
  await mei.getByRole("button", { name: "Start" }).click();
  await mei.getByRole("heading", { name: "What happened" }).waitFor({ timeout: 60_000 });
  await mei.getByRole("link", { name: "Draft" }).click();
  await mei.getByRole("link", { name: "Publish" }).click();
  await mei.getByText("What will be locked").waitFor();
  await mei.locator(".next").getByRole("button", { name: "Publish" }).click();
  const dialog = mei.getByRole("dialog");
  await dialog.locator("#confirm-name").fill(slug);
  await dialog.getByRole("button", { name: "Publish" }).click();
  await mei.getByRole("heading", { name: "Embed", exact: true }).waitFor();
};

const embed = async (mei, shop) => {
  const tag = await mei.locator(".secret code").first().innerText();
  const policy = await mei.getByRole("textbox", { name: "Content security policy" }).innerText();
  shop.show(tag, policy);
  await mei.getByLabel("Address of the page").fill(shop.url);
  await mei.getByRole("button", { name: "Test it" }).click();
  await mei.getByText("The widget can load there.", { exact: true }).waitFor();
};

const open = async (mei, server, tab, heading = tab) => {
  await mei.goto(`${server.url}/console/campaigns/${slug}`);
  await mei.getByRole("navigation", { name: "Pages of this campaign" }).getByRole("link", { name: tab, exact: true }).click();
  await mei.getByRole("heading", { name: heading, level: 1 }).waitFor();
};

/** Two dozen programs, one after another: each looks like a machine. */
const overrun = async (server) => {
  for (let number = 1; number <= 26; number += 1)
    await program(
      server,
      { act: "guess", node: "painted", text: "A whale" },
      { act: "vote", node: "wishes", picks: ["dusk"] },
      { act: "enter", node: "draw", nonce: number.toString(16).padStart(64, "0") },
    );
};

const moderate = async (mei, server) => {
  await open(mei, server, "Moderation");
  const line = mei.locator(".written li").filter({ hasText: "Sing in the dark" });
  await line.getByRole("button", { name: /^Show/ }).click();
  await mei.getByText(/Sing in the dark.* is shown/).waitFor();
};

/** One of the programs is refused; honest people whom the same place has made look like them are let go. */
const review = async (mei, server, honest) => {
  const queue = () => mei.evaluate(async (slug) => (await (await fetch(`/api/v1/staff/campaigns/${slug}/review?held=true`)).json()).lines.map(({ fan }) => fan), slug);
  for (let tries = 0; tries < 240 && (await queue()).length < 20; tries += 1) await mei.waitForTimeout(250);
  const held = await queue();
  await open(mei, server, "Review");
  await mei.getByRole("checkbox", { name: /^Everybody who is held/ }).check();
  const decide = async (fan, act, said) => {
    await mei.locator(`.queue a[href*="${fan}"]`).click();
    await mei.getByRole("region", { name: /^About / }).getByText("Moves like a machine").waitFor();
    await mei.getByRole("button", { name: act, exact: true }).click();
    await mei.getByText(said).waitFor();
  };
  for (const fan of honest.filter((fan) => held.includes(fan))) await decide(fan, "Counts", "Decided: counts from now on.");
  await decide(held.find((fan) => !honest.includes(fan)), "Does not count", "Decided: does not count.");
};

const draw = async (mei, server) => {
  await server.at(times.closed);
  await open(mei, server, "Draw");
  await mei.getByRole("heading", { name: "Commitment", exact: true }).waitFor({ timeout: 60_000 });
  await server.at(times.due);
  await open(mei, server, "Draw");
  await mei.getByLabel("Public numbers").fill(numbers);
  await mei.getByRole("button", { name: "Draw with this value" }).click();
  await mei.getByRole("region", { name: "Winners and alternates" }).locator("tbody tr").first().waitFor();
};

/** The till: an account of its own, which sees nothing else. */
const redeem = async (t, mei, server, code) => {
  const link = await invite(mei, "Till", "shop@example.org");
  const till = await somebody(t, { viewport: { width: 820, height: 900 } });
  await till.goto(link);
  await till.getByLabel("Name").fill("Shop");
  await till.getByLabel("Password").fill(password);
  await till.getByRole("button", { name: "Create my account" }).click();
  await till.getByRole("link", { name: "Our kites" }).first().click();
  await till.getByRole("button", { name: "Open the till" }).click();
  await till.locator("#code").fill(code);
  await till.locator("#code").press("Enter");
  await till.locator(".result").getByRole("heading", { name: "Redeemed", exact: true }).waitFor();
};

const putAway = async (mei, server) => {
  await server.at(times.over);
  // What nobody claimed in time goes to alternates, until there is none.
  for (let rounds = 0; rounds < 12; rounds += 1) {
    await open(mei, server, "Draw");
    await mei.locator(".steps").waitFor();
    const late = mei.getByRole("button", { name: "Give unclaimed prizes to alternates" });
    if (!(await late.count())) break;
    await late.click();
    await mei.getByLabel(`Type ${slug} to confirm`).fill(slug);
    await mei.keyboard.press("Enter");
    await mei.getByText("The prizes have gone to alternates.").waitFor();
    await server.at(new Date(Date.parse(times.over) + (rounds + 1) * 30 * 86_400_000).toISOString().replace(".000", ""));
  }
  await mei.goto(`${server.url}/console/campaigns/${slug}`);
  await mei.getByRole("button", { name: "Put the campaign away" }).click();
  await mei.getByLabel(`Type ${slug} to confirm`).fill(slug);
  await mei.keyboard.press("Enter");
  await mei.locator("main").getByText("Archived", { exact: true }).waitFor();
};

test("a newcomer does the whole job in the console", { timeout: 300_000 }, async (t) => {
  const server = await rehearsal(t);
  const shop = await site(t);
  const mei = await administrator(t, server.link);
  await write(mei, new URL(shop.url).origin);
  await rehearseAndPublish(mei);
  await embed(mei, shop);

  // Fans: one in a real browser on the shop's page, one by the API, and two dozen programs.
  await server.at(times.open);
  const fan = await player(t, server, undefined, { address: shop.url });
  await fan.guess("painted", "A whale");
  await fan.propose("wishes", "Sing in the dark");
  await fan.enter("draw");
  const { act } = await program(server, { act: "enter", node: "draw", nonce: "ab".repeat(32) });
  const { me } = await act({ act: "reserve", node: "kite", item: "hundred" });
  const code = me.codes?.[0]?.code ?? assert.fail(JSON.stringify(me));
  await overrun(server);
  await server.at(times.open);
  await moderate(mei, server);
  const own = await fan.page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith("canyu:1:"))[1]);
  const state = await (await fetch(`${server.url}/api/v1/campaigns/${slug}/me`, { headers: { authorization: `Bearer ${own}` } })).json();
  await review(mei, server, [state.id, me.id]);

  await draw(mei, server);
  await fan.page.reload();
  await ready(fan.page);
  await known(fan.page, 2);
  await fan.at("draw").getByRole("button", { name: fan.say.check_act }).click();
  await fan.at("draw").locator(".verdict").waitFor();
  assert.equal(await fan.at("draw").locator("[data-check].is-failed").count(), 0);

  await redeem(t, mei, server, code);
  await putAway(mei, server);
  await mei.goto(`${server.url}/console/audit?campaign=${slug}`);
  for (const said of ["Published", "Participant decided about", "Draw run", "Campaign put away"]) await mei.getByText(said).first().waitFor();
  assert.deepEqual(errorsOf(mei).filter((line) => !/status of [45]|ERR_CONNECTION/.test(line)), []);
  assert.deepEqual(fan.page.violations, []);
});

test("a marketer reads, and neither sees nor does what is not his", async (t) => {
  const server = await rehearsal(t);
  const mei = await administrator(t, server.link);
  await write(mei, "https://shop.example");
  const draft = mei.url();
  await rehearseAndPublish(mei);
  await server.at(times.open);
  await program({ ...server }, { act: "guess", node: "painted", text: "A whale" });
  const link = await invite(mei, "Marketer", "wu@example.org");
  const wu = await somebody(t);
  await wu.goto(link);
  await arrive(wu, { name: "Wu", email: "wu@example.org", act: "Create my account" });
  await wu.getByRole("link", { name: "Our kites" }).first().click();
  await wu.getByRole("heading", { name: "Our kites", level: 1 }).waitFor();
  const tabs = await wu.getByRole("navigation", { name: "Pages of this campaign" }).getByRole("link").allInnerTexts();
  assert.deepEqual(tabs, ["Overview", "Figures", "Spread", "Draw"]);
  for (const hidden of ["moderation", "review", "gifts", "codes", "seeds", "news"]) {
    await wu.goto(`${server.url}/console/campaigns/${slug}/${hidden}`);
    await wu.getByRole("heading", { name: "This page is not for your role" }).waitFor();
  }
  await wu.goto(draft);
  await wu.getByRole("heading", { name: "This page is not for your role" }).waitFor();
  assert.equal(await wu.getByRole("link", { name: "New campaign" }).count(), 0);
  const told = (path) => wu.evaluate(async (path) => (await fetch(`/api/v1/staff${path}`)).status, path);
  assert.deepEqual(await Promise.all([told("/drafts"), told(`/campaigns/${slug}/written`), told("/accounts"), told("/audit"), told(`/campaigns/${slug}`)]), [403, 403, 403, 403, 200]);
});
