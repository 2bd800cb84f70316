// Pictures of sharing and of the fan's own desk for people to look at; nothing is cut, and nothing breaks WCAG 2.2 AA.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { somebody } from "./support/hand.mjs";
import { overflowOf } from "./support/look.mjs";
import { sink } from "./support/mail.mjs";
import { hostPage, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const save = async (place, name) => {
  await mkdir(screens, { recursive: true });
  await place.screenshot({ path: join(screens, `sharing-${name}.png`), animations: "disabled" });
};

const variants = [
  ["phone", { width: 390, height: 844 }, "en", "light"],
  ["phone", { width: 390, height: 844 }, "zh-Hans", "dark"],
  ["narrow", { width: 320, height: 700 }, "en", "dark"],
  ["wide", { width: 1280, height: 800 }, "zh-Hans", "light"],
];

for (const [size, viewport, lang, colorScheme] of variants)
  test(`sharing and the own desk, ${size}, ${lang}, ${colorScheme}: nothing is cut`, async (t) => {
    const mail = await sink(t);
    const sharing = await serve(t, { campaign: "sharing", file: "tests/e2e/campaigns/sharing.toml" });
    const confirmed = await serve(t, { campaign: "confirmed", file: "tests/e2e/campaigns/confirmed.toml", mail });
    const name = `${size}-${lang}-${colorScheme}`;
    for (const server of [sharing, confirmed]) {
      const host = await hostPage(t, server);
      const page = await newFan(t, { viewport, colorScheme, locale: lang === "en" ? "en-GB" : "zh-CN", reducedMotion: "reduce" });
      await page.goto(host.at({ campaign: server.campaign, lang }));
      await ready(page);
      await known(page);
      const fan = await widget(page, server, lang);
      await fan.vote(fan.of("vote"), "pearl");
      const link = new URL(await fan.copyLink(fan.of("share"))).searchParams.get("canyu");
      await somebody(server, { act: "arrive", code: link.split(".")[0], channel: "qr" }, { act: "vote", node: "wish", picks: ["night"] });
      await page.reload();
      const element = page.locator("canyu-campaign");
      await element.locator(".friends-owed li").waitFor();
      await element.locator(".way", { hasText: fan.say.poster_show }).click();
      await element.locator(".poster-sheet").waitFor();
      await element.locator(".own-desk > button").click();
      await element.locator(".mine-lines li").first().waitFor();
      assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });
      assert.deepEqual(await violationsOf(page), []);
      await save(element.locator("article.friends"), `${name}-${server.campaign}-friends`);
      await save(element.locator(".own-desk"), `${name}-${server.campaign}-desk`);
      await page.evaluate(() => scrollTo(0, 0));
      await save(page, `${name}-${server.campaign}-top`);
    }
  });
