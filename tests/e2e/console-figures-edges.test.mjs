// Figures of campaigns of which there is little to say, or nothing: what stands there is true, or says that it cannot be known. With CANYU_SCREENS the
// pictures are taken in every language, light and dark.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, linkOf } from "./support/console.mjs";
import { codeFrom, guest, invited } from "./support/crowd.mjs";
import { folder, serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS;
const vote = { act: "vote", node: "taste", picks: ["salt"] };

/** A campaign with one question, open for a while of the evening. */
const asking = (opens, closes) => `
slug = "one-question"
rehearsal = true
languages = ["en", "zh-Hans", "zh-Hant"]
title = { en = "Salt or sugar?", zh-Hans = "咸还是甜？", zh-Hant = "鹹還是甜？" }
opens = ${opens}
closes = ${closes}
origins = ["http://127.0.0.1:*", "http://localhost:*"]

[[nodes]]
id = "taste"
kind = "vote"
form = "poll"
title = { en = "Which would you have?", zh-Hans = "你要哪一种？", zh-Hant = "你要哪一種？" }
options = [
    { key = "salt", text = { en = "Salt", zh-Hans = "咸", zh-Hant = "鹹" } },
    { key = "sugar", text = { en = "Sugar", zh-Hans = "甜", zh-Hant = "甜" } },
]
`;

const scene = async (t, { opens = "2024-08-04T19:00:00Z", closes = "2024-08-11T20:00:00Z", at = "2024-08-04T19:30:00Z" } = {}) => {
  const file = join(await folder(t), "one-question.toml");
  await writeFile(file, asking(opens, closes));
  const server = await serve(t, { campaign: "one-question", file, at });
  const page = await administrator(t, await linkOf(server.log));
  return { server, page };
};

const inLanguage = async (page, server, lang) => {
  await page.goto(`${server.url}/console/me`);
  await page.locator("#me-language").selectOption(lang);
  await page.locator(".card").first().locator("button[type=submit]").click();
  await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
};

/** The text of a page of figures once it is there; it is whole, can be used by everybody, and has no hole where a number should be. */
const read = async (page, server, what, filter = {}) => {
  await page.goto(`${server.url}/console/campaigns/one-question/${what}?${new URLSearchParams(filter)}`);
  await page.locator("main :is(.chart, .empty, .trouble)").first().waitFor();
  await page.waitForFunction(() => !document.querySelector(".waiting"));
  await page.evaluate(() => document.fonts.ready);
  const text = await page.locator("main").innerText();
  assert.doesNotMatch(text, /NaN|Infinity|undefined|\{\w+\}|\b(figures|spread|unknown|forecast|problem)\.\w/, text);
  assert.deepEqual(await cutOf(page), [], what);
  assert.deepEqual(await violationsOf(page, "html"), [], what);
  return text;
};

/** Waits until what follows from who brought whom is of so many people: a study is good for a while. */
const studied = async (page, server, people) => {
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await page.request.get(`${server.url}/api/v1/staff/campaigns/one-question/statistics/study`);
    if ((await answer.json()).people === people) return;
    await page.waitForTimeout(500);
  }
  assert.fail(`no study of ${people} people`);
};

/** Looks at both pages, in English, at both widths; what each says. */
const looked = async (page, server, name, filter = {}) => {
  const said = {};
  for (const what of ["figures", "spread"]) {
    await page.setViewportSize({ width: 820, height: 1180 });
    await read(page, server, what, filter);
    await page.setViewportSize({ width: 1280, height: 800 });
    said[what] = await read(page, server, what, filter);
  }
  if (screens) await pictured(page, server, name, filter);
  assert.deepEqual(errorsOf(page).filter((line) => !/40[049]|422/.test(line)), []);
  return said;
};

const pictured = async (page, server, name, filter) => {
  await mkdir(screens, { recursive: true });
  for (const lang of ["zh-Hans", "zh-Hant", "en"]) {
    await inLanguage(page, server, lang);
    for (const what of ["figures", "spread"]) {
      await read(page, server, what, filter);
      for (const colorScheme of ["dark", "light"])
        for (const width of [820, 1280]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          await page.waitForTimeout(150);
          assert.deepEqual(await cutOf(page), [], `${name} ${what} ${lang} ${width}`);
          await page.screenshot({ path: join(screens, `edge-${name}-${what}-${lang}-${colorScheme}-${width}.png`), animations: "disabled", fullPage: true });
        }
    }
  }
};

test("nobody: before the opening, while it is open and after the close it is said what to expect", async (t) => {
  const { server, page } = await scene(t, { at: "2024-08-04T18:00:00Z" });
  const before = await looked(page, server, "before");
  assert.match(before.figures, /Nobody has come yet[\s\S]*“Salt or sugar\?” opens 4 Aug 2024/);
  assert.match(before.spread, /Nobody has taken part yet/);
  await server.stop();
  await server.restart("2024-08-04T19:30:00Z");
  assert.match((await looked(page, server, "nobody")).figures, /has been open since 4 Aug 2024/);
  await server.stop();
  await server.restart("2024-08-12T09:00:00Z");
  assert.match((await looked(page, server, "nobody-closed")).figures, /Nobody came[\s\S]*closed 11 Aug 2024/);
});

test("one person: rates that cannot be known are not told", async (t) => {
  const { server, page } = await scene(t);
  await guest(server, { channel: "messenger" }, vote);
  await studied(page, server, 1);
  const one = await looked(page, server, "one");
  assert.match(one.figures, /1 came, 1 of them took part/);
  assert.match(one.figures, /Nobody has brought anybody yet/);
  assert.match(one.spread, /Too few people to say it/);
  assert.match(one.spread, /Nobody has been brought by anybody yet/);
  assert.doesNotMatch(one.spread, /\d+ hours/, "how long it takes was never seen");
  assert.match(one.spread, /Chains: 1\. People in one on average: 1\./);
});

test("nobody but seeds: they are listed, and nothing is said about what they bring", async (t) => {
  const { server, page } = await scene(t);
  for (const by of await invited(page, server, "forum", "Li", 3)) await guest(server, by, vote);
  await studied(page, server, 3);
  const seeds = await looked(page, server, "seeds");
  assert.match(seeds.figures, /Seeds and who descends from them[\s\S]*forum/);
  assert.match(seeds.spread, /Nobody has been brought by anybody yet/);
  assert.match(seeds.spread, /Seeds[\s\S]*Li/);
});

test("a campaign of one hour, while it is open, closed, under filters that match nobody, and after a clock that jumped", async (t) => {
  const { server, page } = await scene(t, { closes: "2024-08-04T20:00:00Z", at: "2024-08-04T19:50:00Z" });
  const first = await guest(server, { channel: "messenger" }, vote);
  for (let friend = 0; friend < 9; friend += 1) await guest(server, { code: codeFrom(first.code, 0), channel: friend % 2 ? "messenger" : "poster" }, vote);
  await studied(page, server, 10);
  const open = await looked(page, server, "hour");
  assert.match(open.figures, /10 came, 10 of them took part/);
  assert.match(open.spread, /How many will come[\s\S]*(Too few people|Nobody is there yet|cannot be)/);

  for (const [name, filter] of [
    ["channel", { channel: "email" }],
    ["gone", { node: "no-longer-there", generation: "4000000000" }],
  ]) {
    const none = await looked(page, server, `nothing-${name}`, filter);
    for (const text of Object.values(none)) assert.match(text, /Nothing matches the filter/, name);
    assert.doesNotMatch(none.spread, /Nobody has taken part yet/, "others have");
  }
  // What a link names that is not there any more can be seen, and taken out.
  assert.equal(await page.getByLabel("Node", { exact: true }).inputValue(), "no-longer-there");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.locator("#factors").waitFor();

  await server.stop();
  await server.restart("2024-08-04T20:30:00Z");
  const closed = await looked(page, server, "closed");
  assert.match(closed.spread, /The campaign is over/);

  for (const [name, moment] of [
    ["back", "2024-08-01T08:00:00Z"],
    ["ahead", "2026-03-29T01:30:00Z"],
  ]) {
    await server.stop();
    await server.restart(moment);
    const jumped = await looked(page, server, `jumped-${name}`);
    assert.match(jumped.figures, /10 came|10 of/, name);
  }
});

test("a time that ends before it begins is refused in words, and the choices stay", async (t) => {
  const { server, page } = await scene(t);
  await guest(server, { channel: "messenger" }, vote);
  await read(page, server, "figures");
  const period = page.getByLabel("When", { exact: true });
  await period.selectOption("own");
  await page.getByLabel("From", { exact: true }).fill("2024-08-05T10:00");
  await page.getByLabel("From", { exact: true }).blur();
  await page.getByRole("heading", { name: "Nothing matches the filter" }).waitFor();
  await page.getByLabel("Until", { exact: true }).fill("2024-08-05T09:00");
  await page.getByLabel("Until", { exact: true }).blur();
  await page.getByText("This time ends before it begins").waitFor();
  await page.getByLabel("From", { exact: true }).fill("2024-08-04T10:00");
  await page.getByLabel("From", { exact: true }).blur();
  await page.locator("#nodes").waitFor();
  // Who chooses by keyboard keeps his place while the figures come.
  const channel = page.getByLabel("Channel", { exact: true });
  await channel.focus();
  await channel.selectOption("messenger");
  await page.waitForURL(/channel=messenger/);
  await page.locator("#channels").waitFor();
  await page.locator("#channel:focus").waitFor();
});
