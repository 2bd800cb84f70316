// The dashboard of a simulated campaign: every number on it is what the export says under the same filter, and what DuckDB counts of the events.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { DuckDBInstance } from "@duckdb/node-api";

import { violationsOf } from "./support/axe.mjs";
import { withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, linkOf, somebody } from "./support/console.mjs";
import { playedThrough } from "./support/crowd.mjs";
import { folder, run, serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");
const campaign = "router-teaser";

const played = async (t, people = 160) => {
  const server = await playedThrough(t, campaign, people);
  return { server, page: await administrator(t, await linkOf(server.log)) };
};

const digits = (text) => Number(text.replace(/[^\d]/g, ""));

/** The rows of a figure's table: the text of the first cell, and the numbers of the others, without what stands below them. */
const rowsOf = async (page, id) => {
  const details = page.locator(`#${id} details:not([open]) > summary`);
  if (await details.count()) await details.click();
  return page.locator(`#${id} table tbody tr`).evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell, place) => (place === 0 ? cell.textContent : (cell.firstChild?.textContent ?? "")))),
  );
};

const exported = async (t, server, table, filter) => {
  const file = join(await folder(t), `${table}.parquet`);
  const options = Object.entries(filter).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const done = await run("export", campaign, "--table", table, "--format", "parquet", "--database", server.database, "-o", file, ...options);
  assert.equal(done.code, 0, done.stderr);
  return file;
};

const duck = async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  return async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
};

const KINDS = ["seen", "started", "completed", "shared", "arrived", "joined"];

/** What DuckDB counts of the events in a file, by a column: `{ value: { seen, … } }`. */
const counted = async (ask, file, column) => {
  const all = {};
  for (const row of await ask(`SELECT ${column}::VARCHAR AS value, kind, count(*)::INTEGER AS n FROM '${file}' GROUP BY ALL`)) {
    all[row.value] ??= Object.fromEntries(KINDS.map((kind) => [kind, 0]));
    all[row.value][row.kind] = row.n;
  }
  return all;
};

test("every number on the dashboard is what the exports and DuckDB say under the same filter", async (t) => {
  const { server, page } = await played(t);
  const ask = await duck();
  const names = await page.evaluate(async (slug) => (await fetch(`/api/v1/staff/campaigns/${slug}/names`)).json(), campaign);
  const idOf = (title) => names.nodes.find((node) => node.title.en === title)?.id ?? "";
  for (const filter of [{}, { channel: "messenger" }, { generation: 1 }, { worth: "counted" }, { node: "guess" }, { from: "2024-08-05T00:00:00Z", to: "2024-08-07T00:00:00Z" }]) {
    const said = JSON.stringify(filter);
    await page.goto(`${server.url}/console/campaigns/${campaign}/figures?${new URLSearchParams(filter)}`);
    await page.locator("#nodes").waitFor();
    const events = await exported(t, server, "events", filter);

    const nodes = await counted(ask, events, "node");
    const shown = await rowsOf(page, "nodes");
    assert.ok(shown.length > 0, said);
    for (const [title, seen, started, completed, shared, came, joined] of shown) {
      const expected = nodes[idOf(title)];
      assert.deepEqual([seen, started, completed, shared, came, joined].map(digits), KINDS.map((kind) => expected?.[kind] ?? 0), `${said}: ${title}`);
    }
    // Nothing that was counted is missing on the page.
    const sum = (rows, place) => rows.reduce((all, row) => all + digits(row[place]), 0);
    for (const [place, kind] of KINDS.entries()) assert.equal(sum(shown, place + 1), Object.values(nodes).reduce((all, node) => all + node[kind], 0), `${said}: ${kind}`);

    const rollup = await exported(t, server, "nodes", filter);
    const [told] = await ask(`SELECT ${KINDS.map((kind) => `coalesce(sum(${kind}), 0)::INTEGER AS ${kind}`).join(", ")} FROM '${rollup}'`);
    assert.deepEqual(KINDS.map((kind) => told[kind]), KINDS.map((_, place) => sum(shown, place + 1)), `${said}: the export of nodes`);

    const channels = await counted(ask, events, "channel");
    for (const [name, shared, came, joined] of await rowsOf(page, "channels")) {
      const code = await page.evaluate(({ name, channels }) => channels.find((code) => code === name) ?? name, { name, channels: names.channels });
      const found = channels[code] ?? Object.entries(channels).find(([code]) => name.toLowerCase().startsWith(code.slice(0, 5)))?.[1] ?? (name === "No link" ? channels.direct : undefined);
      assert.deepEqual([shared, came, joined].map(digits), ["shared", "arrived", "joined"].map((kind) => found?.[kind] ?? 0), `${said}: ${name}`);
    }

    const generations = await counted(ask, events, "generation");
    for (const [generation, came, joined] of await rowsOf(page, "generations")) {
      const found = generations[generation];
      assert.deepEqual([came, joined].map(digits), ["arrived", "joined"].map((kind) => found?.[kind] ?? 0), `${said}: generation ${generation}`);
    }
  }

  await page.goto(`${server.url}/console/campaigns/${campaign}/figures`);
  const people = await exported(t, server, "participants", {});
  const [worth] = await ask(`SELECT
      count(*) FILTER (standing IN ('open', 'cleared') AND verified_at IS NOT NULL)::INTEGER AS verified,
      count(*) FILTER (standing IN ('open', 'cleared') AND verified_at IS NULL)::INTEGER AS open,
      count(*) FILTER (standing = 'held')::INTEGER AS held, count(*) FILTER (standing IN ('refused', 'merged'))::INTEGER AS excluded
    FROM '${people}' WHERE joined_at IS NOT NULL`);
  assert.deepEqual((await rowsOf(page, "who-counts")).map((row) => digits(row[1])), [worth.verified, worth.open, worth.held, worth.excluded]);
});

test("the figures come by themselves, filters live in the address, and a filter without rows says so", async (t) => {
  const server = await serve(t, {});
  const page = await administrator(t, await linkOf(server.log));
  const act = (fan, body) =>
    fetch(`${server.url}/api/v1/campaigns/${campaign}/acts`, {
      method: "POST",
      headers: { authorization: `Bearer ${String(fan).padStart(43, "0")}`, "idempotency-key": `figures-${fan}-${body.act}-00`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((answer) => assert.equal(answer.status, 200));
  await page.goto(`${server.url}/console/campaigns/${campaign}/figures`);
  await page.getByRole("heading", { name: "Nobody has come yet" }).waitFor();
  await act(1, { act: "arrive", channel: "messenger" });
  await page.locator("#nodes").waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  const came = async () => (await rowsOf(page, "nodes")).reduce((all, row) => all + digits(row[5]), 0);
  assert.equal(await came(), 1);
  await act(2, { act: "arrive" });
  await page.waitForFunction(() => [...document.querySelectorAll(".figure")].some((figure) => /^Came2/.test(figure.textContent.replace(/\s/g, ""))));
  assert.equal(await came(), 2);

  await page.getByLabel("Channel", { exact: true }).selectOption("messenger");
  await page.waitForURL(/channel=messenger/);
  await page.locator("#channels").getByText("Messenger").waitFor();
  assert.equal(await came(), 1);
  await page.getByLabel("Channel", { exact: true }).selectOption("poster");
  await page.getByRole("heading", { name: "Nothing matches the filter" }).waitFor();
  // What is looked at is taken home.
  await page.getByRole("link", { name: "Take these rows home" }).click();
  await page.getByText("Rows: through “Poster”.").waitFor();
  await page.getByLabel("Table", { exact: true }).selectOption("nodes");
  await page.getByLabel("Format", { exact: true }).selectOption("csv");
  await page.getByRole("button", { name: "Write the file" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: /^Fetch / }).click();
  const file = await coming;
  assert.match(file.suggestedFilename(), /^router-teaser-nodes-channel-poster-rehearsal\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  assert.equal(text.trim().split("\r\n").length, 1, "the names of the columns alone");
  await page.getByRole("button", { name: /^Remove / }).click();
  await page.getByRole("link", { name: /^Fetch / }).waitFor({ state: "detached" });
});

for (const [lang, colorScheme] of [
  ["en", "light"],
  ["zh-Hans", "dark"],
  ["zh-Hant", "light"],
])
  test(`the pages of figures in ${lang}, ${colorScheme}: nothing is cut, nothing breaks WCAG 2.2 AA`, async (t) => {
    const { server, page: first } = await played(t, 120);
    const state = await first.context().storageState();
    for (const width of [1280, 820]) {
      const page = await somebody(t, { viewport: { width, height: 800 }, colorScheme, locale: lang === "en" ? "en-GB" : lang === "zh-Hant" ? "zh-TW" : "zh-CN", storageState: state });
      await page.goto(`${server.url}/console/me`);
      await page.locator("#me-language").selectOption(lang);
      await page.locator(".card").first().locator("button[type=submit]").click();
      await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
      for (const [what, ready] of [
        ["figures", "#nodes"],
        ["spread", "#cascades"],
        ["exports", "#export-table"],
      ]) {
        await page.goto(`${server.url}/console/campaigns/${campaign}/${what}`);
        await page.locator(ready).waitFor({ timeout: 60_000 });
        await page.evaluate(() => document.fonts.ready);
        await mkdir(screens, { recursive: true });
        await page.screenshot({ path: join(screens, `console-${what}-${lang}-${colorScheme}-${width}.png`), animations: "disabled", fullPage: true });
        assert.deepEqual(await cutOf(page), [], `${what} ${width}`);
        assert.deepEqual(await violationsOf(page, "html"), [], `${what} ${width}`);
      }
    }
  });
