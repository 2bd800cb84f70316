// Figures of a campaign that is as large as a campaign may be: as many nodes as there can be, all with long titles, many channels, counts of many
// digits. Whoever looks for one of them finds it: the heads stay while rows are scrolled, and nothing is cut. With CANYU_SCREENS pictures are taken.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, linkOf } from "./support/console.mjs";
import { codeFrom, guest } from "./support/crowd.mjs";
import { folder, serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS;
const campaign = "crowded";
/** As many as a campaign file may have. */
const NODES = 32;
const CHANNELS = 24;
/** What every count is multiplied by on its way to the page. */
const TIMES = 123_457;

const list = (count, of) => Array.from({ length: count }, (_, place) => of(place));
const title = (place) => `第 ${place + 1} 问：如果秋天的新品只能留下一种颜色和一种味道，你会为自己最好的朋友留下哪一种，又为什么？`;

const node = (place) => `
[[nodes]]
id = "question-${place}"
kind = "vote"
form = "poll"
title = { en = "Question ${place + 1}: which of the two would you rather keep for yourself", zh-Hans = "${title(place)}" }
options = [{ key = "salt", text = { en = "Salt", zh-Hans = "咸" } }, { key = "sugar", text = { en = "Sugar", zh-Hans = "甜" } }]
`;

const file = `
slug = "${campaign}"
rehearsal = true
languages = ["en", "zh-Hans"]
title = { en = "Everything at once", zh-Hans = "一次问完所有想问的问题" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-11T20:00:00Z
origins = ["http://127.0.0.1:*"]
channels = [${list(CHANNELS, (place) => `"newsletter-of-the-region-${place}"`).join(", ")}]
${list(NODES, node).join("")}`;

/** Somebody of each channel, who is asked by one node and brings friends from it. */
const scene = async (t) => {
  const path = join(await folder(t), `${campaign}.toml`);
  await writeFile(path, file);
  const server = await serve(t, { campaign, file: path, at: "2024-08-04T19:30:00Z" });
  for (let place = 0; place < NODES; place += 1) {
    const vote = { act: "vote", node: `question-${place}`, picks: ["salt"] };
    const channel = `newsletter-of-the-region-${place % CHANNELS}`;
    const { code } = await guest(server, { channel }, vote);
    await guest(server, { code: codeFrom(code, place), channel }, vote);
  }
  // Of an hour that is not over the report does not tell yet.
  await server.stop();
  await server.restart("2024-08-07T12:00:00Z");
  return { server, page: await administrator(t, await linkOf(server.log)) };
};

/** Counts as of a campaign that millions know. */
const enlarged = (value) => {
  if (Array.isArray(value)) return value.map(enlarged);
  if (value === null || typeof value !== "object") return value;
  const counts = ["seen", "started", "completed", "shared", "arrived", "joined", "open", "verified", "held", "excluded"];
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, counts.includes(name) && typeof of === "number" ? of * TIMES : enlarged(of)]));
};

const inLanguage = async (page, server, lang) => {
  await page.goto(`${server.url}/console/me`);
  await page.locator("#me-language").selectOption(lang);
  await page.locator(".card").first().locator("button[type=submit]").click();
  await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
};

test("every node and channel of the largest campaign is there, its heads stay in sight, and nothing is cut", async (t) => {
  const { server, page } = await scene(t);
  // The page lives of the stream: without it, it asks.
  await page.route(/\/statistics\/stream/, (route) => route.abort());
  await page.route(/\/statistics(\?|$)/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: enlarged(await answer.json()) });
  });
  for (const lang of ["zh-Hans", "en"]) {
    await inLanguage(page, server, lang);
    for (const width of [1280, 820]) {
      await page.setViewportSize({ width, height: 800 });
      for (const [what, ready] of [["figures", "#nodes"], ["spread", "#cascades"], ["report", "#report"]]) {
        await page.goto(`${server.url}/console/campaigns/${campaign}/${what}`);
        await page.locator(ready).waitFor({ timeout: 60_000 });
        await page.evaluate(() => document.fonts.ready);
        assert.deepEqual(await cutOf(page), [], `${what} ${lang} ${width}`);
        assert.deepEqual(await violationsOf(page, "html"), [], `${what} ${lang} ${width}`);
        if (what === "figures") await whole(page, lang);
        if (screens) await pictured(page, `crowded-${what}-${lang}-${width}`);
      }
    }
  }
});

const whole = async (page, lang) => {
  const rows = page.locator("#nodes tbody tr");
  const titles = await rows.evaluateAll((rows) => rows.map((row) => row.cells[0].innerText.trim()));
  for (let place = 0; place < NODES; place += 1) assert.ok(titles.some((text) => text.includes(lang === "en" ? `Question ${place + 1}:` : title(place))), `node ${place + 1}`);
  const channels = await page.locator("#channels tbody tr").count();
  assert.ok(channels >= CHANNELS, `${channels} channels`);
  // What a column is of can still be read at the last row.
  await rows.last().scrollIntoViewIfNeeded();
  const head = await page.locator("#nodes thead th").first().boundingBox();
  const frame = await page.locator("#nodes .scroll").boundingBox();
  assert.ok(Math.abs(head.y - frame.y) <= 2, `the heads are at ${head.y}, their frame at ${frame.y}`);
  assert.ok((await rows.last().boundingBox()).y > head.y + head.height / 2);
};

const pictured = async (page, name) => {
  await mkdir(screens, { recursive: true });
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(screens, `${name}-${colorScheme}.png`), animations: "disabled", fullPage: true });
  }
};
