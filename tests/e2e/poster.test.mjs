// The poster that a fan makes in the browser: what is on it, read from the file by somebody else's decoder.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import jsqr from "jsqr";
import { PNG } from "pngjs";

import { familyFor } from "../../embed/gadgets/poster-draw.js";
import { fitted, linesOf, piecesOf } from "../../embed/gadgets/poster-text.js";
import { violationsOf } from "./support/axe.mjs";
import { errorsOf, newFan, withBrowser } from "./support/browser.mjs";
import { player } from "./support/hand.mjs";
import { evening, hostPage, serve } from "./support/program.mjs";

withBrowser();

/** The width of a text whose Chinese signs are 2 and whose others are 1. */
const measure = (text) => [...text].reduce((sum, sign) => sum + (/\p{Script=Han}|[，。？！（）]/u.test(sign) ? 2 : 1), 0);

test("lines end between words, in Chinese between any signs but where one may not stand, and are about as long as each other", () => {
  assert.deepEqual(piecesOf("a toy, (new) one"), ["a ", "toy, ", "(new) ", "one"]);
  assert.deepEqual(piecesOf("猜（一）猜！"), ["猜", "（一）", "猜！"]);
  assert.deepEqual(linesOf("one two three four", 14, measure), ["one two", "three four"]);
  for (let width = 6; width < 24; width += 1)
    for (const line of linesOf("新玩具就要来了，猜猜（布下面）盖着的是什么？", width, measure)) {
      assert.ok(measure(line) <= width, `${width}: ${line}`);
      assert.doesNotMatch(line, /^[，。？！）]|（$/, `${width}: ${line}`);
    }
});

test("a word that is too long for a line is cut, and a text that is too long for its place is ended by three dots", () => {
  assert.deepEqual(linesOf("abcdefghij", 4, measure), ["abcd", "efgh", "ij"]);
  const fits = (size, lines) => lines * size <= 20;
  const measureAt = (size) => (text) => measure(text) * size;
  assert.deepEqual(fitted("one two", 100, [20, 10], measureAt, fits), { size: 10, lines: ["one two"] });
  const { size, lines } = fitted("word ".repeat(2_000), 100, [20, 10], measureAt, fits);
  assert.equal(size, 10);
  assert.equal(lines.length, 2);
  assert.ok(lines[1].endsWith("…") && measure(lines[1]) * 10 <= 100);
});

test("the fonts of the page come first, then those of the language, then any", () => {
  const family = familyFor('"Brand Sans", system-ui, sans-serif', "zh-Hant");
  assert.match(family, /^"Brand Sans", "PingFang TC".*, system-ui, sans-serif/);
  assert.equal(familyFor("Georgia, serif", "en"), "Georgia, serif");
});

const luminance = ([red, green, blue]) => {
  const [r, g, b] = [red, green, blue].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Four modules of the lightest around the code, and nothing in them. */
const assertQuiet = (png, { topLeftCorner, topRightCorner, bottomLeftCorner }, modules) => {
  const unit = (topRightCorner.x - topLeftCorner.x) / modules;
  const [left, top] = [topLeftCorner.x - 3.5 * unit, topLeftCorner.y - 3.5 * unit];
  const [right, bottom] = [topRightCorner.x + 3.5 * unit, bottomLeftCorner.y + 3.5 * unit];
  for (let step = 0; step <= 40; step += 1) {
    const along = (from, to) => from + ((to - from) * step) / 40;
    for (const [x, y] of [[along(left, right), top], [along(left, right), bottom], [left, along(top, bottom)], [right, along(top, bottom)]]) {
      const at = 4 * (Math.round(y) * png.width + Math.round(x));
      assert.ok(luminance(png.data.subarray(at, at + 3)) > 0.95, `something stands in the quiet zone at ${x}, ${y}`);
    }
  }
};

const poster = async (page, format, name) => {
  const place = page.locator("canyu-campaign .poster-desk");
  await place.getByText(format, { exact: true }).click();
  await place.getByLabel("Your name on it").fill(name);
  const coming = page.waitForEvent("download");
  const told = page.waitForRequest((request) => request.url().endsWith("/acts") && request.postDataJSON()?.channel === "poster");
  await place.getByRole("button", { name: "Download" }).click();
  const download = await coming;
  assert.equal((await told).postDataJSON().act, "share");
  return { name: download.suggestedFilename(), png: PNG.sync.read(await readFile(await download.path())) };
};

test("a poster is drawn under a strict policy, sends the name nowhere, and its code leads to the fan's own link", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const { page, at, fan } = await player(t, server, host);
  const sent = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  const share = fan.of("share").id;
  await at(share).locator(".way", { hasText: "Poster" }).click();
  await page.locator("canyu-campaign .poster-sheet").waitFor();
  for (const [format, width, height] of [["To print (A6)", 1240, 1748], ["For a story", 1080, 1920]]) {
    const { name, png } = await poster(page, format, "Xiaomei-7");
    assert.deepEqual([png.width, png.height], [width, height]);
    assert.match(name, /^router-teaser-(a6|story)\.png$/);
    const found = jsqr(new Uint8ClampedArray(png.data), png.width, png.height);
    assert.ok(found, `${format}: the code can be read`);
    const link = new URL(found.data);
    assert.match(link.searchParams.get("canyu"), /^[0-9A-HJKMNP-TV-Z]{12}\.poster$/);
    assert.equal(link.origin, new URL(host.url).origin);
    assertQuiet(png, found.location, found.version * 4 + 17);
    const middle = 4 * (Math.round(height * 0.2) * width + Math.round(width / 2));
    assert.ok(luminance(png.data.subarray(middle, middle + 3)) < 0.6, "the campaign's picture is on it");
  }
  assert.deepEqual(
    sent.filter((line) => line.includes("Xiaomei")),
    [],
  );
  assert.deepEqual(page.violations, []);
  assert.deepEqual(errorsOf(page), []);
  assert.deepEqual(await violationsOf(page), []);
});

test("a sheet for print fills its paper with codes that can be read, each leading to its own channel", async (t) => {
  const server = await serve(t);
  const channels = ["event", "poster", "forum"];
  const asked = channels.flatMap((channel) => ["--channel", channel]);
  const html = await server.staff(evening, "sheet", server.campaign, ...asked, "--count", "5", "--page", "https://shop.example/toy?size=2#now", "--lang", "zh-Hans");
  // A4 at 96 dots an inch.
  const page = await newFan(t, { viewport: { width: 794, height: 1123 }, deviceScaleFactor: 2 });
  await page.setContent(html);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("section").count(), 2);
  const found = [];
  for (const cell of await page.locator("article").all()) {
    const png = PNG.sync.read(await cell.screenshot());
    const { data } = jsqr(new Uint8ClampedArray(png.data), png.width, png.height) ?? {};
    found.push(data);
    assert.match(await cell.textContent(), /新玩具/);
  }
  const expected = channels.flatMap((channel) => Array(5).fill(`https://shop.example/toy?size=2&canyu=.${channel}#now`));
  assert.deepEqual(found, expected);
  const sheets = await page.locator("section").all();
  const { width, height } = await sheets[0].boundingBox();
  assert.ok(width <= (210 - 16) * 3.78 + 1 && height <= (297 - 16) * 3.78 + 1, `${width} × ${height} fits between the margins of A4`);
});
