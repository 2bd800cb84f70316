// The draw as people see it, for people to look at: nothing is cut in any window, language and light.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { bundle, drawn } from "./support/draws.mjs";
import { overflowOf } from "./support/look.mjs";
import { hostPage } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const save = async (page, name, selector) => {
  await mkdir(screens, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  const options = { path: join(screens, `${name}.png`), animations: "disabled" };
  if (selector) await page.locator(selector).screenshot(options);
  else await page.screenshot({ ...options, fullPage: true });
};

/** The server with a draw that has taken place, and the tokens of one who has won and one who has not. */
const scene = async (t) => {
  const { server, path, people } = await bundle(t);
  await server.restart(drawn);
  const won = [];
  for (const { token } of people) {
    const answer = await fetch(`${server.url}/api/v1/campaigns/${server.campaign}/me`, { headers: { authorization: `Bearer ${token}` } });
    won.push((await answer.json()).won !== null);
  }
  const token = (is) => people[won.indexOf(is)].token;
  return { server, path, host: await hostPage(t, server), winner: token(true), loser: token(false) };
};

/** The host's page as a fan sees it who was there before. */
const visit = async (t, { server, host }, token, lang, options, before) => {
  const page = await newFan(t, options);
  await page.addInitScript(
    ([name, token]) => {
      localStorage.setItem(name, token);
      localStorage.setItem(`${name}:here`, "1");
    },
    [`canyu:1:${server.url}:${server.campaign}`, token],
  );
  await before?.(page);
  await page.goto(host.at({ lang, campaign: server.campaign }));
  await ready(page);
  await known(page);
  const fan = await widget(page, server, lang);
  return { page, fan, draw: fan.ticket(fan.of("lottery")) };
};

const whole = async (page) => assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });

const windows = { phone: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } };

for (const [size, viewport] of Object.entries(windows))
  for (const lang of ["en", "zh-Hans"])
    test(`a draw on a ${size} window in ${lang}, light and dark: nothing is cut for winner, loser and who checks`, async (t) => {
      const place = await scene(t);
      for (const colorScheme of ["light", "dark"]) {
        const options = { viewport, colorScheme, locale: lang === "en" ? "en-GB" : "zh-CN", deviceScaleFactor: 2, reducedMotion: "reduce" };
        const name = (what) => `draw-${size}-${lang}-${colorScheme}-${what}`;
        const winner = await visit(t, place, place.winner, lang, options);
        await winner.draw.getByRole("button", { name: winner.fan.say.claim_act }).waitFor();
        await save(winner.page, name("won"), "canyu-campaign");
        await whole(winner.page);
        await winner.draw.getByRole("button", { name: winner.fan.say.claim_act }).click();
        await winner.draw.locator(".verdict").waitFor();
        await save(winner.page, name("claim"), "canyu-campaign");
        await whole(winner.page);

        const loser = await visit(t, place, place.loser, lang, options);
        await loser.draw.getByRole("button", { name: loser.fan.say.check_act }).click();
        await loser.draw.locator(".verdict").waitFor();
        await save(loser.page, name("checked"), "canyu-campaign");
        await whole(loser.page);

        const cheated = await visit(t, place, place.loser, lang, options, (page) =>
          page.route("**/draw/result.json", async (route) => {
            const answer = await route.fetch();
            await route.fulfill({ response: answer, body: (await answer.text()).replace(/"attempt":\s*0/, '"attempt":1') });
          }),
        );
        await cheated.draw.getByRole("button", { name: cheated.fan.say.check_act }).click();
        await cheated.draw.locator(".verdict.is-fails").waitFor();
        await save(cheated.page, name("failed"), "canyu-campaign");
        await whole(cheated.page);

        const page = await newFan(t, options);
        await page.goto(`${place.server.url}/verify?lang=${lang}`);
        await page.locator(".drop").waitFor();
        await save(page, name("verify"));
        await page.goto(`${place.server.url}/verify?lang=${lang}&server=${place.server.url}&campaign=${place.server.campaign}`);
        await page.locator(".verdict").waitFor();
        await save(page, name("verify-full"));
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
      }
    });
