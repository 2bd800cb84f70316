// A campaign is made in the console: from a sample, changed in forms, looked at, rehearsed and published.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, newFan, ready, withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, empty, somebody } from "./support/console.mjs";
import { folder } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const look = async (page, name, fullPage = true) => {
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`), animations: "disabled", fullPage });
  assert.deepEqual(await cutOf(page), [], name);
  assert.deepEqual(await violationsOf(page, "html"), [], name);
};

const saved = (page) => page.locator(".state .badge").first().filter({ hasText: /^(Saved|已保存)$/ }).waitFor();
const card = (page, name) => page.locator(".pick").filter({ hasText: name }).click();

/** The draft as the server has it. */
const draftOf = (page) =>
  page.evaluate(async () => (await fetch(`/api/v1/staff/drafts/${location.pathname.split("/").at(-1)}`)).json());

/** From an empty server to the editor of a sample: else of the one with everything in it. */
const begin = async (t, title = "A hundred kites") => {
  const server = await empty(t);
  const mei = await administrator(t, server.link);
  await mei.getByRole("link", { name: "Make the first campaign" }).click();
  const sample = mei.locator(".templates .card").filter({ hasText: title });
  await sample.getByRole("button", { name: "Start from this" }).click();
  await mei.locator(".editor").waitFor();
  return { server, mei };
};

test("a campaign from a sample is changed by forms, by hand and by keys, and what is changed is seen in the widget", async (t) => {
  const { mei } = await begin(t);
  await mei.frameLocator(".screen iframe:not(.is-coming)").getByText("A hundred kites, a hundred names").first().waitFor();

  await mei.getByLabel("Title · English").fill("Two hundred kites");
  await saved(mei);
  await mei.frameLocator(".screen iframe:not(.is-coming)").getByText("Two hundred kites").first().waitFor();
  assert.equal((await draftOf(mei)).document.title.en, "Two hundred kites");

  // A node goes down by keys, and back by Undo.
  const ids = async () => (await draftOf(mei)).document.nodes.map(({ id }) => id).slice(0, 3);
  assert.deepEqual(await ids(), ["sail", "painted", "build"]);
  await mei.locator("#card-sail").focus();
  await mei.keyboard.press("Alt+ArrowDown");
  await mei.waitForFunction(() => document.querySelectorAll(".cards-of ol .pick")[1].id === "card-sail");
  await saved(mei);
  assert.deepEqual(await ids(), ["painted", "sail", "build"]);
  await mei.locator("#card-sail:focus").waitFor();
  await mei.getByRole("button", { name: "Undo" }).click();
  await mei.waitForFunction(() => document.querySelectorAll(".cards-of ol .pick")[0].id === "card-sail");

  // And by hand.
  const handle = mei.locator(".cards-of ol li").nth(0).locator(".handle");
  const from = await handle.boundingBox();
  const to = await mei.locator(".cards-of ol li").nth(2).boundingBox();
  await mei.mouse.move(from.x + 8, from.y + 20);
  await mei.mouse.down();
  await mei.mouse.move(to.x + 20, to.y + 20, { steps: 6 });
  await mei.mouse.up();
  await mei.waitForFunction(() => document.querySelectorAll(".cards-of ol .pick")[2].id === "card-sail");
  await saved(mei);
  assert.deepEqual(await ids(), ["painted", "build", "sail"]);
  // A preview that another one takes the place of is left in the middle of what it was fetching.
  assert.deepEqual(errorsOf(mei).filter((line) => !/Failed to fetch[^]*\/preview\//.test(line)), []);
});

test("a form has a field for what may stand there, says what is wrong beside it, and keeps what cannot be saved", async (t) => {
  const { mei } = await begin(t);
  await mei.getByRole("button", { name: "Add something to do" }).click();
  await mei.getByRole("dialog").getByRole("button", { name: /^Vote/ }).click();
  await mei.locator("#card-vote").waitFor();
  await saved(mei);
  // What is missing is listed, and leads to its place.
  await mei.locator(".findings summary").click();
  await mei.locator(".findings .button").filter({ hasText: "Vote" }).first().click();
  await mei.waitForFunction(() => document.activeElement.closest("[data-place]")?.dataset.place.startsWith("nodes[vote]"));
  const vote = mei.locator("#card");
  await vote.getByLabel("Kind of vote").selectOption("poll");
  assert.equal(await vote.getByLabel("Wishes one may propose").count(), 0, "what a poll has not is not asked for");
  for (const text of ["Red", "Blue"]) {
    const options = vote.locator('fieldset[data-place="nodes[vote].options"]');
    await options.getByRole("button", { name: "Add", exact: true }).click();
    await options.locator("li").last().getByLabel("Text · English").fill(text);
  }
  await saved(mei);
  const node = async () => (await draftOf(mei)).document.nodes.find(({ id }) => id === "vote");
  assert.deepEqual((await node()).options.map(({ text }) => text.en), ["Red", "Blue"]);

  const tickets = vote.getByLabel("Tickets", { exact: true });
  await tickets.fill("many");
  await vote.getByText("Whole numbers only").waitFor();
  await tickets.fill("2");
  await saved(mei);
  assert.equal((await node()).tickets, 2);

  const opens = vote.getByLabel("Opens");
  await opens.fill("2031-05-06T20:00");
  await opens.blur();
  await saved(mei);
  // In summer London is an hour before UTC.
  assert.deepEqual((await node()).opens, { $time: "2031-05-06T19:00:00Z" });

  // A picture that is none.
  await card(mei, "What is painted on the sail?");
  await mei.locator(".list summary").first().click();
  const file = mei.locator('.list li input[type="file"]').first();
  await file.setInputFiles({ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await mei.getByText("That is not a picture").waitFor();
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60"><circle cx="40" cy="30" r="20" fill="#a33"/></svg>';
  await file.setInputFiles({ name: "New cloth.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg) });
  await mei.locator('.list li .thumb img[src*="new-cloth.svg"]').first().waitFor();
  await saved(mei);
  assert.match((await draftOf(mei)).document.nodes[0].stages[0].picture, /new-cloth\.svg$/);
  assert.deepEqual(errorsOf(mei).filter((line) => !/40\d|415|422/.test(line)), []);
});

test("two people see each other, and nobody's words are lost", async (t) => {
  const { mei } = await begin(t);
  const jun = await somebody(t, { storageState: await mei.context().storageState() });
  await jun.goto(mei.url());
  await jun.locator(".editor").waitFor();

  // Different fields: both are there.
  await mei.getByLabel("Title · English").fill("By the one");
  await jun.getByLabel("Lead · English").fill("By the other");
  await Promise.all([saved(mei), saved(jun)]);
  await jun.waitForFunction(() => document.querySelector("h1").textContent === "By the one");
  await mei.waitForFunction(() => document.getElementById("lead.en").value === "By the other");

  // The same field: the later one is told, and chooses.
  await jun.route("**/pulse*", (route) => route.abort());
  await mei.getByLabel("Title · English").fill("First");
  await saved(mei);
  await jun.getByLabel("Title · English").fill("Second");
  await jun.locator(".contest").waitFor();
  assert.match(await jun.locator(".contest p").innerText(), /First.*Second/s);
  assert.equal((await draftOf(mei)).document.title.en, "First", "nothing was overwritten");
  await look(jun, "console-editor-contest", false);
  await jun.getByRole("button", { name: "Keep mine" }).click();
  await saved(jun);
  assert.equal((await draftOf(mei)).document.title.en, "Second");

  // Without the server it waits, and goes when it is back.
  await jun.route("**/edits", (route) => route.abort());
  await jun.getByLabel("Title · English").fill("Written on a train");
  await jun.locator(".state").getByText("Not saved yet").waitFor();
  await jun.unroute("**/edits");
  await saved(jun);
  assert.equal((await draftOf(mei)).document.title.en, "Written on a train");
});

test("a draft is taken along as a file, and a file with errors is kept", async (t) => {
  const { mei } = await begin(t);
  await card(mei, "The file");
  const [download] = await Promise.all([mei.waitForEvent("download"), mei.getByRole("link", { name: "Download" }).click()]);
  const path = join(await folder(t), "kites.toml");
  await download.saveAs(path);
  const text = await readFile(path, "utf8");
  assert.match(text, /# Opens with the answer/, "comments are there");
  await writeFile(path, text.replace('id = "painted"', "id = painted"));
  await mei.locator("#file-upload").setInputFiles(path);
  await mei.getByText("Nothing is lost").waitFor();
  await look(mei, "console-editor-broken", false);
  await mei.locator("#file-upload").setInputFiles({ name: "kites.toml", mimeType: "text/plain", buffer: Buffer.from(text) });
  await mei.locator(".cards-of").waitFor();
  assert.equal(await mei.evaluate(async () => (await fetch(document.querySelector("a[download]").href)).text()), text, "byte for byte");
});

test("a draft is rehearsed and published, and leads to the page", async (t) => {
  const { server, mei } = await begin(t, "A new toy, coming soon");
  await mei.getByLabel("Name in addresses").fill("second-toy");
  await mei.getByLabel("Name in addresses").blur();
  await card(mei, "Where it is shown");
  await mei.getByLabel("Sites that may embed it").fill("http://127.0.0.1:*");
  await saved(mei);
  await mei.getByRole("link", { name: "Rehearse" }).click();
  await mei.getByLabel("People").fill("400");
  await mei.getByRole("button", { name: "Start" }).click();
  await mei.getByRole("heading", { name: "What happened" }).waitFor();
  await mei.frameLocator(".report").locator("h1").waitFor();
  await look(mei, "console-rehearsal", false);
  await mei.getByRole("link", { name: "Draft" }).click();
  await mei.getByRole("link", { name: "Publish" }).click();
  // All pictures are made to see whether they can be, which takes its time in a build for testing.
  await mei.getByText("What will be locked").waitFor({ timeout: 90_000 });
  await look(mei, "console-publish", false);
  await mei.locator(".next").getByRole("button", { name: "Publish" }).click();
  const dialog = mei.getByRole("dialog");
  await dialog.locator("#confirm-name").fill("second-toy");
  await dialog.getByRole("button", { name: "Publish" }).click();
  await mei.getByRole("heading", { name: "Embed", exact: true }).waitFor({ timeout: 90_000 });
  const hosted = await (await fetch(`${server.url}/c/second-toy`)).text();
  assert.match(hosted, /A new toy/);

  // A page of another site: first without the tag and with a policy that keeps the widget out, then as the console says.
  const tag = await mei.locator(".secret code").first().innerText();
  const policy = await mei.getByRole("textbox", { name: "Content security policy" }).innerText();
  let shown = { body: "<p>nothing</p>", policy: "script-src 'self'; connect-src 'self'; img-src 'self'" };
  const site = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.setHeader("content-security-policy", shown.policy);
    answer.end(`<!doctype html><html lang="en"><body>${shown.body}</body></html>`);
  });
  await new Promise((done) => site.listen(0, "127.0.0.1", done));
  t.after(() => site.close());
  await mei.getByLabel("Address of the page").fill(`http://127.0.0.1:${site.address().port}/`);
  await mei.getByRole("button", { name: "Test it" }).click();
  await mei.getByText("Something is to be done first").waitFor();
  assert.equal(await mei.locator(".is-checks .is-wrong").count() > 0, true);
  await look(mei, "console-embed-wrong");
  shown = { body: tag, policy };
  await mei.getByRole("button", { name: "Test it" }).click();
  await mei.getByText("The widget can load there.", { exact: true }).waitFor();
  await look(mei, "console-embed");
  const fan = await newFan(t);
  await fan.goto(`http://127.0.0.1:${site.address().port}/`);
  await ready(fan);
  assert.deepEqual(fan.violations, []);
});

// Pictures are drawn anew for each: two of the four together show every word and every colour.
for (const [lang, colorScheme] of [
  ["en", "light"],
  ["zh-Hans", "dark"],
])
    test(`the editor's pages in ${lang}, ${colorScheme}`, async (t) => {
      const { mei } = await begin(t);
      const address = mei.url();
      if (lang !== "en") {
        await mei.goto(new URL("/console/me", address).href);
        await mei.locator("#me-language").selectOption(lang);
        await mei.locator(".card").first().locator("button[type=submit]").click();
        await mei.waitForFunction((lang) => document.documentElement.lang === lang, lang);
      }
      for (const width of [1280, 820]) {
        const page = await somebody(t, {
          viewport: { width, height: width === 1280 ? 860 : 1100 },
          colorScheme,
          locale: lang === "en" ? "en-GB" : "zh-CN",
          storageState: await mei.context().storageState(),
        });
        const name = (what) => `console-${what}-${lang}-${colorScheme}-${width}`;
        await page.goto(new URL("/console", address).href);
        await page.locator(".drafts table").waitFor();
        await look(page, name("drafts"));
        await page.goto(new URL("/console/drafts/new", address).href);
        await page.locator(".templates .card .chips").first().waitFor();
        await look(page, name("new"));
        await page.goto(address);
        await page.locator(".screen iframe:not(.is-coming)").waitFor({ state: "attached" });
        await page.waitForTimeout(1500);
        await look(page, name("editor"), false);
        await page.locator(".cards-of ol .pick").nth(0).click();
        await page.locator(".list summary").nth(1).click();
        await look(page, name("editor-node"));
        await page.locator("#card-draw").click();
        await page.locator(".further summary").first().click();
        await look(page, name("editor-draw"));
        await page.locator(".cards-of .button").last().click();
        await page.locator("dialog[open]").waitFor();
        await look(page, name("editor-add"), false);
        await page.keyboard.press("Escape");
        if (width === 820) {
          await page.locator(".is-switch button").last().click();
          await page.waitForTimeout(800);
          await look(page, name("editor-preview"), false);
        } else {
          await page.locator(".controls .button").first().click();
          await page.waitForTimeout(800);
          await look(page, name("editor-wide"), false);
        }
        await page.goto(`${address}/publish`);
        await page.locator(".places").first().waitFor({ timeout: 90_000 });
        await look(page, name("publish"), false);
      }
    });
