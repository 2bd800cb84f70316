// Figures taken along: each SVG is a picture that needs nothing around it, each PNG has its size and something on it, and both say what they are of.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import pngjs from "pngjs";

import { withBrowser } from "./support/browser.mjs";
import { administrator, linkOf, somebody } from "./support/console.mjs";
import { driven, playedUntil } from "./support/crowd.mjs";
import { folder, serve } from "./support/program.mjs";

withBrowser();

/** Every drawing of the two pages. */
const figures = { figures: ["now", "series", "generations", "who-counts"], spread: ["forecast", "chains"] };

/** A picture by itself: what is in it, as a browser reads it from a file. */
const opened = async (page, file) => {
  await page.goto(`file://${file}`);
  return page.evaluate(() => {
    const svg = document.documentElement;
    const whole = svg.getBoundingClientRect();
    const all = [...svg.querySelectorAll("*")];
    return {
      kind: `${svg.namespaceURI} ${svg.localName}`,
      size: [whole.width, whole.height],
      wanted: ["width", "height"].map((name) => Number(svg.getAttribute(name))),
      texts: all.filter(({ localName }) => localName === "text").map(({ textContent }) => textContent),
      // Whatever would have to be looked up elsewhere.
      foreign: [...all, svg].filter((element) => element.namespaceURI !== "http://www.w3.org/2000/svg" || /^(style|script|image|use|foreignObject)$/.test(element.localName)).map(({ localName }) => localName),
      needs: all.flatMap((element) => [...element.attributes]).filter(({ name, value }) => /^(class|style|href|xlink:href|on.*)$/.test(name) || /var\(|url\(|light-dark/.test(value)).map(({ name, value }) => `${name}=${value}`),
      boxes: all.filter(({ localName }) => localName === "text").map((text) => text.getBoundingClientRect()).filter((box) => box.right > whole.width + 1 || box.left < -1 || box.bottom > whole.height + 1).length,
    };
  });
};

/** How many pixels of a PNG are of another colour than its first one, and of how many colours they are. */
const looks = async (file) => {
  const { width, height, data } = pngjs.PNG.sync.read(await readFile(file));
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const colours = new Set(pixels);
  return { width, height, drawn: pixels.filter((pixel) => pixel !== pixels[0]).length, colours: colours.size };
};

for (const colorScheme of ["light", "dark"])
  test(`every drawing is taken along as SVG and as PNG, ${colorScheme}`, async (t) => {
    const server = await serve(t, { at: "2024-08-04T17:00:00Z", more: driven });
    await playedUntil(server, "2024-08-11T12:00:00Z", "--people", "120", "--seed", "11");
    const page = await administrator(t, await linkOf(server.log), { colorScheme });
    const alone = await somebody(t);
    const place = process.env.CANYU_SCREENS ? join(process.env.CANYU_SCREENS, `taken-${colorScheme}`) : await folder(t);
    const taken = async (id, name) => {
      const coming = page.waitForEvent("download");
      await page.locator(`#${id}`).getByRole("button", { name, exact: true }).click();
      const file = await coming;
      const path = join(place, file.suggestedFilename());
      await file.saveAs(path);
      return { name: file.suggestedFilename(), path };
    };
    for (const [what, ids] of Object.entries(figures)) {
      await page.goto(`${server.url}/console/campaigns/router-teaser/${what}?worth=counted`);
      for (const id of ids) {
        await page.locator(`#${id} .drawing svg`).waitFor();
        await page.locator(`#${id} summary`).click();
        const title = await page.locator(`#${id} h2`).innerText();
        const own = await page.locator(`#${id} .drawing`).evaluate((drawing) => [...drawing.querySelectorAll("text, .keys li")].map(({ textContent }) => textContent).filter(Boolean));

        const svg = await taken(id, "Take along as SVG");
        assert.equal(svg.name, `router-teaser-${id}-worth-counted.svg`);
        const read = await opened(alone, svg.path);
        assert.equal(read.kind, "http://www.w3.org/2000/svg svg", id);
        assert.deepEqual([read.foreign, read.needs, read.boxes], [[], [], 0], id);
        assert.deepEqual(read.size, read.wanted, id);
        assert.equal(read.texts[0], title);
        assert.match(read.texts[1], /^router-teaser · Filter: Who counts · Rehearsal · As of 11 Aug 2024/);
        for (const text of own) assert.ok(read.texts.includes(text), `${id}: ${text}`);

        const png = await taken(id, "Take along as PNG");
        assert.equal(png.name, `router-teaser-${id}-worth-counted.png`);
        const seen = await looks(png.path);
        assert.deepEqual([seen.width, seen.height], read.wanted.map((length) => 2 * length), id);
        assert.ok(seen.colours > 8 && seen.drawn > seen.width * seen.height * 0.01, `${id}: ${JSON.stringify(seen)}`);
      }
    }
    // The tree is no drawing of lines and letters: it is taken along as pixels alone.
    const canvas = page.locator("#tree canvas");
    await canvas.scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    const { width, height } = await canvas.boundingBox();
    const png = await taken("tree", "Take along as PNG");
    const seen = await looks(png.path);
    assert.ok(seen.width >= 2 * width && seen.height >= 2 * height && seen.colours > 8 && seen.drawn > 1_000, JSON.stringify(seen));
  });
