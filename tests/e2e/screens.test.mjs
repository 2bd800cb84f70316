// Pictures for people to look at, and what a picture has to show.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { overflowOf } from "./support/look.mjs";
import { hostPage, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const windows = { phone: { width: 390, height: 844 }, "wide window": { width: 1280, height: 800 } };

const save = async (page, name, options) => {
  await mkdir(screens, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(screens, `${name}.png`), animations: "disabled", ...options });
};

for (const [size, viewport] of Object.entries(windows))
  for (const colorScheme of ["light", "dark"])
    for (const lang of ["en", "zh-Hans"])
      test(`a ${size} in ${lang}, ${colorScheme}: nothing is cut before and after playing`, async (t) => {
        const server = await serve(t);
        const host = await hostPage(t, server);
        const page = await newFan(t, { viewport, colorScheme, locale: lang === "en" ? "en-GB" : "zh-CN", deviceScaleFactor: 2 });
        await page.goto(host.at({ lang }));
        await ready(page);
        await known(page);
        const fan = await widget(page, server, lang);
        const name = `${size.split(" ")[0]}-${lang}-${colorScheme}`;
        await save(page, `${name}-first`);
        await save(page, `${name}-before`, { fullPage: true });
        assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });
        await fan.playAll();
        await save(page, `${name}-after`, { fullPage: true });
        assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });
      });

test("on a phone the title, the picture, the time that is left and one act can be seen at once", async (t) => {
  const server = await serve(t);
  const page = await newFan(t);
  await page.goto(`${server.url}/c/${server.campaign}`);
  await ready(page);
  await known(page);
  const fan = await widget(page, server, "en");
  await save(page, "phone-hosted");
  for (const [what, part] of Object.entries(fan.first())) {
    const box = await part.boundingBox();
    assert.ok(box, `${what} is not shown`);
    assert.ok(box.y >= 0 && box.y + box.height <= 844, `${what} ends at ${box.y + box.height} of 844`);
  }
});

for (const width of [320, 390])
  test(`a window of ${width} pixels is not scrolled sideways, whatever the language and the campaign`, async (t) => {
    const server = await serve(t);
    const host = await hostPage(t, server);
    for (const lang of ["en", "zh-Hans", "zh-Hant"]) {
      const page = await newFan(t, { viewport: { width, height: 700 } });
      await page.goto(host.at({ lang }));
      await ready(page);
      await known(page);
      assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 }, lang);
    }
  });
