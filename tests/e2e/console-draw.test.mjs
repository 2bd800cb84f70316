// A draw seen through at the console: from the open list to the last prize, and the end of the campaign.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, withBrowser } from "./support/browser.mjs";
import { administrator, arrive, cutOf, invite, linkOf, somebody } from "./support/console.mjs";
import { drawn, frozen, onePrize, signature } from "./support/draws.mjs";
import { somebody as program } from "./support/hand.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");
/** Later than the deadline of whoever was drawn that evening. */
const overdue = "2024-08-19T00:00:00Z";

const isFine = async (page, name) => {
  await mkdir(screens, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(screens, `${name}.png`), animations: "disabled", fullPage: true });
  assert.deepEqual(await cutOf(page), [], name);
  assert.deepEqual(await violationsOf(page, "html"), [], name);
  assert.deepEqual(page.violations, [], name);
};

/** Some people in the draw; what each of them is called. */
const entered = async (server, number) => {
  const people = [];
  for (let one = 0; one < number; one += 1) {
    const { token, act } = await program(server, { act: "vote", node: "song", picks: ["rain"] });
    const { me } = await act({ act: "enter", node: "draw", nonce: randomBytes(32).toString("hex") });
    people.push({ token, id: me.id });
  }
  return people;
};

const own = async (server, path, token, body) => {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(`${server.url}/api/v1/campaigns/${server.campaign}${path}`, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers });
  return answer.json();
};

const at = async (server, moment) => {
  await server.stop();
  await server.restart(moment);
};

/** The draw's page, once it is there. */
const open = async (page, server) => {
  await page.goto(`${server.url}/console/campaigns/${server.campaign}/draw`);
  await page.locator(".steps").waitFor();
};

test("from the open list to the last prize: kept out and let in, committed, pasted, claimed, given on, shipped, put away", async (t) => {
  const server = await serve(t, onePrize);
  const people = await entered(server, 5);
  const mei = await administrator(t, await linkOf(server.log));
  await mei.goto(`${server.url}/console/campaigns/${server.campaign}`);
  await mei.getByRole("list", { name: "The campaign’s life" }).getByText("Prizes handed out").waitFor();
  await isFine(mei, "console-life");
  await mei.getByRole("link", { name: "Draw", exact: true }).click();
  await mei.getByText(/The server closes the list by itself/).waitFor();
  await mei.locator(".figure", { hasText: "People" }).getByText("5", { exact: true }).waitFor();

  // One who works here is kept out, and another one by mistake.
  const out = mei.locator(".card", { hasText: "Kept out by staff" });
  for (const { id } of people.slice(0, 2)) {
    await out.getByLabel("Participant").fill(id);
    await out.getByRole("button", { name: "Keep out" }).click();
    await out.getByRole("row", { name: new RegExp(id) }).waitFor();
  }
  await isFine(mei, "console-draw-open");
  await out.getByRole("row", { name: new RegExp(people[1].id) }).getByRole("button", { name: "Let in again" }).click();
  await out.getByRole("row", { name: new RegExp(people[1].id) }).waitFor({ state: "detached" });
  await out.getByLabel("Participant").fill("nobody");
  await out.getByRole("button", { name: "Keep out" }).click();
  await out.getByText("There is no participant of that id.").waitFor();

  // The server closes the list by itself; the page notices.
  await at(server, frozen);
  await mei.getByRole("heading", { name: "Commitment", exact: true }).waitFor({ timeout: 60_000 });
  await mei.locator(".figure", { hasText: "Kept out" }).getByText("1", { exact: true }).waitFor();
  const note = await mei.getByRole("textbox", { name: "Commitment" }).innerText();
  assert.match(note, /^fairdraw\/v1/);
  await mei.getByLabel("Where did you publish it?").fill("https://social.example/canyu/1");
  await mei.keyboard.press("Enter");
  await mei.getByText(/https:\/\/social.example\/canyu\/1 \(noted/).waitFor();
  await isFine(mei, "console-draw-committed");

  // The random value exists, and no relay answers.
  await at(server, drawn);
  await mei.getByRole("button", { name: "Fetch the value and draw" }).click({ timeout: 60_000 });
  await mei.getByText(/No relay of drand gave the value/).waitFor({ timeout: 60_000 });
  const field = mei.getByLabel("Signature of the round");
  for (const [pasted, said] of [
    ["https://api.drand.sh", /It must be hexadecimal digits/],
    [signature.replace("a187", "b187"), /not drand’s signature of the round/],
  ]) {
    await field.fill(pasted);
    await mei.getByRole("button", { name: "Draw with this value" }).click();
    await mei.getByRole("alert").getByText(said).waitFor();
    assert.equal(await field.inputValue(), pasted, "what was pasted stays");
  }
  await isFine(mei, "console-draw-due");
  await field.fill(` ${signature}\n`);
  await mei.getByRole("button", { name: "Draw with this value" }).click();
  const winners = mei.getByRole("region", { name: "Winners and alternates" });
  await winners.getByText("Test pressing no. 1").waitFor();
  assert.equal(await winners.locator("tbody tr").count(), 4);

  // The winner claims; his address is shown when asked for, and in the list.
  const states = await Promise.all(people.map(({ token }) => own(server, "/me", token)));
  const winner = people[states.findIndex((me) => me.won)];
  assert.equal((await own(server, "/draw/claim", winner.token, { name: "Ada", address: "12 St James's Square\nLondon" })).state, "claimed");
  await mei.reload();
  await winners.getByText("Claimed", { exact: true }).waitFor();
  assert.ok(!(await winners.getByText("12 St James's Square").isVisible()));
  await winners.getByText("Show name and address").focus();
  await mei.keyboard.press("Enter");
  await winners.getByText("12 St James's Square").waitFor();
  await isFine(mei, "console-draw-drawn");
  const taken = mei.waitForEvent("download");
  await mei.getByRole("button", { name: "Shipping list (CSV)" }).click();
  const list = await readFile(await (await taken).path(), "utf8");
  assert.equal((await taken).suggestedFilename(), "one-prize-claims.csv");
  assert.match(list, /^k,prize,name,address,contact,code,claimed_at\r\n0,Test pressing no. 1,Ada,"12 St James's Square\nLondon",,,2024/);
  const bundle = mei.waitForEvent("download");
  await mei.getByRole("link", { name: "Audit bundle (zip)" }).click();
  assert.equal((await bundle).suggestedFilename(), "one-prize-draw-1.zip");

  // He lets it go: a colleague has the same question open, and is told.
  const invitation = await invite(mei, "Staff", "jun@example.org");
  const jun = await somebody(t);
  await jun.goto(invitation);
  await arrive(jun, { name: "Jun", email: "jun@example.org", act: "Create my account" });
  for (const page of [mei, jun]) {
    await open(page, server);
    await page.getByRole("row", { name: /No. 1 / }).getByRole("button", { name: "Give to an alternate" }).click();
  }
  const dialog = mei.getByRole("dialog");
  assert.deepEqual(await dialog.getByLabel("Reason").locator("option").allInnerTexts(), ["Does not want it", "May not take part"]);
  await dialog.getByRole("button", { name: "Give to an alternate" }).click();
  await dialog.getByText("That is not the same text. Nothing has been done.").waitFor();
  await isFine(mei, "console-draw-forfeit");
  for (const page of [mei, jun]) {
    await page.getByRole("dialog").getByLabel("Type one-prize to confirm").fill("one-prize");
    await page.keyboard.press("Enter");
    if (page === mei) await mei.getByText("The prize has gone on.").waitFor();
  }
  await jun.getByRole("dialog").getByText(/This prize was given on already, perhaps by a colleague/).waitFor();
  await jun.getByRole("button", { name: "Cancel" }).click();
  for (const page of [mei, jun]) await page.getByRole("row", { name: /No. 1 / }).getByText("Forfeited").waitFor();

  // The alternate does not answer in time.
  for (let left = 2; left >= 0; left -= 1) {
    await at(server, left === 2 ? overdue : left === 1 ? "2024-09-19T00:00:00Z" : "2024-10-19T00:00:00Z");
    await open(mei, server);
    await mei.getByText("Some prizes were not claimed in time").waitFor();
    if (left === 2) await isFine(mei, "console-draw-overdue");
    await mei.getByRole("button", { name: "Give unclaimed prizes to alternates" }).click();
    await mei.getByLabel("Type one-prize to confirm").fill("one-prize");
    await mei.keyboard.press("Enter");
    await mei.getByText("The prizes have gone to alternates.").waitFor();
  }
  await mei.getByText("Nobody holds a prize").waitFor();
  await mei.getByRole("link", { name: "Overview" }).click();
  await mei.getByRole("button", { name: "Put the campaign away" }).click();
  await mei.getByLabel("Type one-prize to confirm").fill("one-prize");
  await mei.keyboard.press("Enter");
  await mei.locator("main").getByText("Archived", { exact: true }).waitFor();
  await mei.locator("header.top").getByText("Archived").waitFor();
  await isFine(mei, "console-archived");
  await mei.goto(`${server.url}/console/audit?campaign=one-prize`);
  for (const said of ["Shipping list taken", "Draw run", "Campaign put away"]) await mei.getByText(said).first().waitFor();
  assert.deepEqual(errorsOf(mei).filter((line) => !/status of [45]|ERR_CONNECTION/.test(line)), []);
});

test("a list that was not closed in time says so; a marketer sees how far it is, and no names; Chinese, dark, a narrow window", async (t) => {
  const server = await serve(t, onePrize);
  await entered(server, 2);
  const mei = await administrator(t, await linkOf(server.log));
  const invitation = await invite(mei, "Marketer", "wu@example.org");
  const wu = await somebody(t, { viewport: { width: 820, height: 800 }, colorScheme: "dark" });
  await wu.goto(invitation);
  await arrive(wu, { name: "Wu", email: "wu@example.org", act: "Create my account" });
  await server.stop();
  await server.draw("commit", frozen);
  await server.draw("run", drawn, "--signature", signature);
  await server.restart(drawn);
  await open(wu, server);
  assert.equal(await wu.getByRole("button", { name: "Shipping list (CSV)" }).count(), 0);
  assert.equal(await wu.getByRole("region", { name: "Winners and alternates" }).count(), 0);
  await isFine(wu, "console-draw-marketer-dark-820");
  await wu.goto(`${server.url}/console/me`);
  await wu.locator("#me-language").selectOption("zh-Hans");
  await wu.locator(".card").first().locator("button[type=submit]").click();
  await wu.waitForFunction(() => document.documentElement.lang === "zh-Hans");
  await open(wu, server);
  await isFine(wu, "console-draw-zh-Hans-dark-820");
  await wu.goto(`${server.url}/console/campaigns/one-prize`);
  await wu.locator(".steps").waitFor();
  await isFine(wu, "console-life-zh-Hans-dark-820");
  await mei.setViewportSize({ width: 820, height: 900 });
  await open(mei, server);
  await mei.getByRole("region", { name: "Winners and alternates" }).getByText("Test pressing no. 1").waitFor();
  await isFine(mei, "console-draw-drawn-820");
});

test("a draw whose time was missed can never be run, and a campaign without one says what a draw is", async (t) => {
  const server = await serve(t, { ...onePrize, at: drawn });
  const mei = await administrator(t, await linkOf(server.log));
  await open(mei, server);
  await mei.getByText(/this draw can never be run/).waitFor();
  assert.equal(await mei.locator(".next .button").count(), 0);
  await isFine(mei, "console-draw-missed");
  const plain = await serve(t, { campaign: "sharing", file: "tests/e2e/campaigns/sharing.toml" });
  const li = await administrator(t, await linkOf(plain.log));
  await li.getByRole("rowheader").getByRole("link").first().click();
  await li.getByRole("link", { name: "Draw", exact: true }).click();
  await li.getByRole("heading", { name: "This campaign has no draw" }).waitFor();
  await isFine(li, "console-draw-none");
});

test("what passes quickly is there to be seen: a list to be closed, a silent beacon, numbers and witnesses that are pasted, a late and a weak draw", async (t) => {
  const server = await serve(t, onePrize);
  const mei = await administrator(t, await linkOf(server.log));
  let change = {};
  await mei.route("**/api/v1/staff/campaigns/*/draw", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...change } });
  });
  const show = async (next, said) => {
    change = next;
    await open(mei, server);
    await mei.locator(".next").getByText(said).waitFor();
  };
  await show({ stage: "over", now: "2024-08-04T20:16:00Z" }, /The list has to be closed before/);
  await mei.getByRole("button", { name: "Close the list now" }).click();
  await mei.getByRole("dialog").getByRole("button", { name: "Close the list now" }).click();
  await mei.getByRole("dialog").getByText(/The campaign is still open, so its list stays open/).waitFor();
  await isFine(mei, "console-draw-over");
  await mei.keyboard.press("Escape");
  await mei.getByRole("dialog").waitFor({ state: "detached" });
  const committed = { stage: "due", closed: "2024-08-04T20:28:00Z", note: "fairdraw/v1 commitment", hash: "0f".repeat(32), people: 1234567, tickets: 2345678 };
  await show({ ...committed, now: "2024-08-04T20:40:00Z", late: true }, /No relay of drand has given the value yet/);
  await mei.getByText(/closed less than ten minutes before/).waitFor();
  const sources = [
    { kind: "numbers", id: "lotto", number: 24 },
    { kind: "witness", id: "jury", number: 3 },
  ];
  await show({ ...committed, by_itself: false, weak: true, sources }, /The random value has to be pasted below/);
  await mei.getByLabel("Public numbers").fill("1.2.3./");
  await mei.getByLabel("Secrets of the witnesses").fill("00ff 11");
  const sent = mei.waitForRequest((request) => request.url().endsWith("/draw/run"));
  await mei.getByRole("button", { name: "Draw with this value" }).click();
  assert.deepEqual((await sent).postDataJSON(), { drand: "", numbers: ["1.2.3./"], secrets: ["00ff", "11"] });
  await mei.getByText("The list is not closed yet. That comes first.").waitFor();
  await isFine(mei, "console-draw-paste");
  await mei.setViewportSize({ width: 820, height: 900 });
  await isFine(mei, "console-draw-paste-820");
});
