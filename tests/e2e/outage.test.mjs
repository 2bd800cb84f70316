// The server goes away in the middle, the network is slow, the input is hostile.
import assert from "node:assert/strict";
import { test } from "node:test";

import { errorsOf, event, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { overflowOf } from "./support/look.mjs";
import { hostPage, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const scene = async (t, query, options) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const page = await newFan(t, options);
  await page.goto(host.at(query));
  await ready(page);
  await known(page);
  return { server, host, page, fan: await widget(page, server) };
};

test("a guess made while the server is down is kept, said to be kept, and arrives once when it is back", async (t) => {
  const { server, page, fan } = await scene(t);
  await server.kill();
  await fan.type("A lamp for cats");
  await fan.ticket(fan.of("guess")).getByText(fan.say.kept).waitFor();
  await fan.ticket(fan.of("guess")).getByText("A lamp for cats").first().waitFor();
  await server.restart();
  await page.waitForFunction(() => window.canyuEvents.some(({ name, detail }) => name === "step" && detail.act === "guess"));
  const events = await server.export("events");
  assert.equal(events.filter(({ node, kind }) => node === fan.of("guess").id && kind === "completed").length, 1);
  const view = await (await fetch(`${server.url}/api/v1/campaigns/${server.campaign}`)).json();
  assert.equal(view.nodes.find(({ kind }) => kind === "guess").wall.find(({ label }) => label === "A lamp for cats").people, 1);
});

test("a guess that waits outlives a closed page", async (t) => {
  const { server, host, page, fan } = await scene(t);
  await server.kill();
  await fan.type("A lamp for dogs");
  await fan.ticket(fan.of("guess")).getByText(fan.say.kept).waitFor();
  await page.goto("about:blank");
  await server.restart();
  await page.goto(host.at());
  await page.waitForFunction(() => window.canyuEvents.some(({ name, detail }) => name === "step" && detail.act === "guess"));
  const events = await server.export("events");
  assert.equal(events.filter(({ node, kind }) => node === fan.of("guess").id && kind === "completed").length, 1);
});

test("an answer that is lost on the way is no second act", async (t) => {
  const { server, page, fan } = await scene(t);
  let lost = 0;
  await page.route("**/acts", async (route) => {
    if (route.request().postDataJSON()?.act !== "guess" || lost) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await fan.type("A lamp for birds");
  await page.waitForFunction(() => window.canyuEvents.some(({ name, detail }) => name === "step" && detail.act === "guess"));
  assert.equal(lost, 1);
  const events = await server.export("events");
  assert.equal(events.filter(({ node, kind }) => node === fan.of("guess").id && kind === "completed").length, 1);
  const guess = (await (await fetch(`${server.url}/api/v1/campaigns/${server.campaign}`)).json()).nodes.find(({ kind }) => kind === "guess");
  assert.deepEqual(guess.wall.map(({ label, people }) => [label, people]), [["A lamp for birds", 1]]);
});

test("while the server cannot be reached at the start there is a plain sentence, and the widget comes when it can", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const page = await newFan(t);
  let isDown = true;
  await page.route("**/{api,embed}/v1/{campaigns,origin}/**", (route) => (isDown ? route.abort("connectionrefused") : route.continue()));
  await page.goto(host.at());
  await page.getByText("The campaign cannot be reached just now. We keep trying.").waitFor();
  assert.equal((await event(page, "error")).code, "unreachable");
  isDown = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await ready(page);
});

test("a script out of yesterday's cache finds the files of a server that has been updated since", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const page = await newFan(t);
  await page.route(/\/embed\/v1\/canyu\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/canyu-\w+\.js/, "canyu-of-yesterday.js") });
  });
  await page.goto(host.at());
  await ready(page);
});

/** Stops the widget's first WebAssembly as a panic would: its functions are called with nonsense until one of them traps. */
const trap = (page) =>
  page.evaluate(async () => {
    const [glue] = performance.getEntriesByType("resource").filter((entry) => /\/files\/canyu-\w+\.js$/.test(entry.name));
    const inside = await (await import(glue.name)).default();
    for (const it of Object.values(inside).filter((it) => typeof it === "function")) {
      try {
        it(-9, -9, -9, -9);
      } catch (problem) {
        if (problem instanceof WebAssembly.RuntimeError) return;
      }
    }
    throw Error("nothing traps");
  });

test("after a failure inside the WebAssembly the fan may try again with a second instance, and what he did is still there", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const page = await newFan(t);
  const instances = [];
  page.on("request", (request) => request.url().endsWith(".wasm") || (/canyu-\w+\.js/.test(request.url()) && instances.push(request.url())));
  await page.goto(host.at({ policy: "strict", widgets: 2 }));
  await ready(page);
  const fan = await widget(page, server);
  const vote = fan.of("vote");
  await fan.vote(vote, vote.options[0].key);
  await trap(page);
  await page.getByText("Something went wrong here. What you have sent is safe.").first().waitFor();
  assert.equal((await event(page, "error")).code, "panic");
  // How many of the two widgets were ready before depends on the window, so it is the second instance that is waited for.
  const second = page.waitForRequest((request) => /canyu-\w+\.js\?\d+$/.test(request.url()));
  await page.getByRole("button", { name: "Try again" }).first().click();
  await second;
  assert.equal(instances.length, 2);
  assert.notEqual(instances[0], instances[1]);
  await page.waitForFunction((pressed) => pressed.getAttribute("aria-pressed") === "true", await fan.option(vote, vote.options[0].key).elementHandle());
  assert.deepEqual(page.violations, []);
});

test("a guess of 10,000 characters is cut at the campaign's limit, breaks nothing, and can be sent", async (t) => {
  const { page, fan } = await scene(t, {}, { viewport: { width: 320, height: 700 } });
  await fan.guessField().fill("");
  await fan.guessField().evaluate((field) => {
    field.value = "w".repeat(10_000);
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  });
  assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });
  const answer = page.waitForResponse((response) => response.request().method() === "POST" && response.request().postDataJSON().act === "guess");
  await fan.ticket(fan.of("guess")).getByRole("button", { name: fan.say.guess_send, exact: true }).click();
  const sent = await answer;
  if (!sent.ok()) await fan.ticket(fan.of("guess")).getByText(fan.say.err_text_too_long).waitFor();
  assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });
  await fan.guess("w".repeat(fan.of("guess").longest));
  assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });
});

test("a script in a guess is a text for everybody", async (t) => {
  const { server, host, page, fan } = await scene(t);
  const text = "<img src=x onerror=document.title=7>";
  await fan.guess(text);
  await fan.ticket(fan.of("guess")).getByText(text).first().waitFor();
  const other = await newFan(t);
  await other.goto(host.at());
  await ready(other);
  await other.locator("canyu-campaign").getByText(text).first().waitFor();
  for (const one of [page, other]) {
    assert.notEqual(await one.title(), "7");
    assert.equal(await one.locator("canyu-campaign").locator("img[src=x]").count(), 0);
  }
  await other.goto(`${server.url}/c/${server.campaign}`);
  await ready(other);
  assert.notEqual(await other.title(), "7");
  assert.deepEqual(errorsOf(other), []);
});
