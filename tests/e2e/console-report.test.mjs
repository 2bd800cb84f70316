// The weekly report: its numbers are those of the statistics, on the page, in the file that is saved of it, and on paper.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";

import { violationsOf } from "./support/axe.mjs";
import { withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, linkOf, somebody } from "./support/console.mjs";
import { playedThrough } from "./support/crowd.mjs";
import { folder, serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");
const campaign = "router-teaser";

const played = async (t, people = 200) => {
  const server = await playedThrough(t, campaign, people);
  return { server, page: await administrator(t, await linkOf(server.log)) };
};

const opened = async (page, server, week = "") => {
  await page.goto(`${server.url}/console/campaigns/${campaign}/report${week && `?week=${week}`}`);
  await page.locator("#report").waitFor({ timeout: 60_000 });
};

const told = (page, path) => page.evaluate(async (path) => (await fetch(path)).json(), `/api/v1/staff/campaigns/${campaign}/statistics${path}`);

const digits = (text) => Number(text.replace(/[^\d]/g, ""));

/** The text of each cell of the table below a heading of the report. */
const cellsOf = (page, id) => page.locator(`section[aria-labelledby="${id}"] table`).first().locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));

const textOf = (page) => page.locator("#report").evaluate((report) => report.innerText.replace(/\s+/g, " ").trim());

test("the numbers of the report are those of the statistics, and the file that is saved says the same without any request", async (t) => {
  const { server, page } = await played(t);
  await opened(page, server);
  let week = await told(page, "/week");
  while (week.earlier) {
    await page.getByRole("link", { name: "Week before" }).click();
    await page.waitForURL(new RegExp(`week=${week.earlier}`));
    await page.getByText(`${week.earlier}, `).waitFor();
    week = await told(page, `/week?week=${week.earlier}`);
  }
  let people = 0;
  for (;;) {
    const figures = await told(page, `?from=${week.from}&to=${week.until}`);
    const shown = Object.fromEntries((await cellsOf(page, "report-week")).map(([name, now, before]) => [name, [now, before].map(digits)]));
    const { arrived, joined, shared } = figures.total;
    const expected = { Came: arrived, "Took part for the first time": joined, "Of those, verified": figures.worth.verified, "Times shared": shared };
    for (const [name, count] of Object.entries(expected)) assert.equal(shown[name][0], count, `${week.week}: ${name}`);
    for (const line of week.lines) assert.equal(line.by_day.reduce((all, day) => all + day, 0), line.now);
    if (arrived > 0) {
      const channels = figures.channels.filter(({ count }) => count.arrived > 0).slice(0, 6);
      const told = await page.locator('section[aria-labelledby="report-sources"] table').nth(1).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1, 3).map((cell) => cell.textContent)));
      assert.deepEqual(told.map((row) => row.map(digits)), channels.map(({ count }) => [count.arrived, count.joined]));
      assert.match(await page.locator("#report-title").innerText(), new RegExp(`^${arrived.toLocaleString("en-GB")} came, and ${joined.toLocaleString("en-GB")} took part`));
    }
    people += joined;
    if (!week.later) break;
    await page.getByRole("link", { name: "Week after" }).click();
    await page.getByText(`${week.later}, `).waitFor();
    week = await told(page, `/week?week=${week.later}`);
  }
  const whole = await told(page, "");
  assert.ok(people > 0 && people <= whole.total.joined, `${people} of ${whole.total.joined}`);

  await opened(page, server, (await told(page, "/week")).earlier ?? "");
  const said = await textOf(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as HTML" }).click();
  const download = await coming;
  assert.match(download.suggestedFilename(), /^router-teaser-2024-W\d\d\.html$/);
  const path = join(await folder(t), download.suggestedFilename());
  await download.saveAs(path);
  const source = await readFile(path, "utf8");
  assert.doesNotMatch(source, /<script|<link|<button|url\(|https?:\/\/(?!www\.w3\.org)/, "nothing in it asks for anything");
  const reader = await somebody(t, { colorScheme: "dark" });
  const requests = [];
  reader.on("request", (request) => requests.push(request.url()));
  await reader.goto(`file://${path}`);
  assert.equal(await textOf(reader), said);
  assert.deepEqual(requests, [`file://${path}`]);
  assert.deepEqual(await cutOf(reader), []);
  await mkdir(screens, { recursive: true });
  await reader.screenshot({ path: join(screens, "console-report-file-dark-1280.png"), fullPage: true });

  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format, preferCSSPageSize: false, path: join(screens, `console-report-${format}.pdf`) });
    const text = pdf.toString("latin1");
    const pages = text.match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.ok(pages >= 1 && pages <= 4, `${pages} pages of ${format}`);
    assert.ok(writtenIn(pdf) > 100, `text on ${format}`);
  }
});

/** How often a PDF's pages write something. */
const writtenIn = (pdf) => {
  let written = 0;
  for (let from = pdf.indexOf("stream\n"); from >= 0; from = pdf.indexOf("stream\n", from + 7)) {
    try {
      written += (inflateSync(pdf.subarray(from + 7)).toString("latin1").match(/\bT[jJ]\b/g) ?? []).length;
    } catch {
      // Fonts and pictures.
    }
  }
  return written;
};

test("a campaign to which nobody has come has a report that says so", async (t) => {
  const server = await serve(t, { at: "2024-08-04T19:30:00Z" });
  const page = await administrator(t, await linkOf(server.log));
  await opened(page, server);
  assert.equal(await page.locator("#report-title").innerText(), "Nobody has come this week so far.");
  const said = await textOf(page);
  assert.doesNotMatch(said, /NaN|undefined|report\.|figures\./);
  assert.deepEqual(await violationsOf(page, "html"), []);
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, "console-report-empty.png"), fullPage: true });
  await page.goto(`${server.url}/console/campaigns/${campaign}/report?week=2020-W01`);
  await page.getByText("The campaign was not running in that week.").waitFor();
});

for (const [lang, colorScheme] of [
  ["en", "light"],
  ["zh-Hans", "dark"],
  ["zh-Hant", "light"],
])
  test(`the report in ${lang}, ${colorScheme}: nothing is cut, nothing breaks WCAG 2.2 AA`, async (t) => {
    const { server, page: first } = await played(t, 160);
    const state = await first.context().storageState();
    const { earlier } = await told(first, "/week");
    for (const width of [1280, 820]) {
      const page = await somebody(t, { viewport: { width, height: 800 }, colorScheme, locale: lang === "en" ? "en-GB" : lang === "zh-Hant" ? "zh-TW" : "zh-CN", storageState: state });
      await page.goto(`${server.url}/console/me`);
      await page.locator("#me-language").selectOption(lang);
      await page.locator(".card").first().locator("button[type=submit]").click();
      await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
      await opened(page, server, earlier);
      await page.evaluate(() => document.fonts.ready);
      await mkdir(screens, { recursive: true });
      await page.screenshot({ path: join(screens, `console-report-${lang}-${colorScheme}-${width}.png`), animations: "disabled", fullPage: true });
      assert.deepEqual(await cutOf(page), [], `${width}`);
      assert.deepEqual(await violationsOf(page, "html"), [], `${width}`);
    }
  });
