// What the page's policy, or the campaign's staff, may refuse.
import assert from "node:assert/strict";
import { test } from "node:test";

import { errorsOf, event, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { hostPage, serve } from "./support/program.mjs";

withBrowser();

const scene = async (t, options) => {
  const server = await serve(t);
  return { server, host: await hostPage(t, server), page: await newFan(t, options) };
};

test("under a strict policy the widget works and breaks none of its rules", async (t) => {
  const { host, page } = await scene(t);
  await page.goto(host.at({ policy: "strict" }));
  await ready(page);
  await known(page);
  assert.deepEqual(page.violations, []);
  assert.deepEqual(errorsOf(page), []);
});

test("where WebAssembly is refused the campaign plays in a frame, which has a title and is as high as what it shows", async (t) => {
  const { server, host, page } = await scene(t);
  await page.goto(host.at({ policy: "nowasm", canyu: ".poster" }));
  await event(page, "error");
  const element = page.locator("canyu-campaign iframe");
  await element.waitFor();
  const frame = await (await element.elementHandle()).contentFrame();
  await ready(frame);
  await page.waitForFunction(
    (held) => held.clientHeight > 400 && !held.inert && held.getRootNode().childElementCount === 1,
    await element.elementHandle(),
  );
  assert.ok(await element.getAttribute("title"));
  const address = new URL(frame.url());
  assert.equal(address.origin, server.url);
  assert.equal(address.searchParams.get("canyu"), ".poster");
  assert.ok(address.searchParams.get("page").startsWith(host.url));
  const { code } = await event(page, "error");
  assert.equal(code, "policy");
  assert.ok(page.said.some((line) => line.includes("'wasm-unsafe-eval'")), page.said.join("\n"));
});

test("where frames are refused too there is a link to the campaign's own page, with the friend's code", async (t) => {
  const { server, host, page } = await scene(t);
  await page.goto(host.at({ policy: "noframe", canyu: "0123456789AB.messenger" }));
  const link = page.locator("canyu-campaign").getByRole("link");
  await link.waitFor();
  const address = new URL(await link.getAttribute("href"));
  assert.equal(address.origin + address.pathname, `${server.url}/c/${server.campaign}`);
  assert.equal(address.searchParams.get("canyu"), "0123456789AB.messenger");
  const { title } = await (await fetch(`${server.url}/api/v1/campaigns/${server.campaign}?lang=en`)).json();
  await page.locator("canyu-campaign").getByRole("heading", { name: title }).waitFor();
  await link.click();
  await page.waitForURL(`${server.url}/c/**`);
  await ready(page);
});

test("on a site that is not listed the fan reads a plain sentence, and the console names the setting", async (t) => {
  const { server, host, page } = await scene(t);
  const elsewhere = new URL(host.at({ lang: "zh-Hant" }));
  elsewhere.hostname = "elsewhere.localhost";
  await page.goto(elsewhere.href);
  await page.getByText("本網站無法參加這個活動。").waitFor();
  assert.deepEqual((await event(page, "error")).code, "origin_not_listed");
  const told = page.said.find((line) => line.includes("origins"));
  assert.ok(told?.includes(`"${elsewhere.origin}"`) && told.includes(server.campaign), page.said.join("\n"));
});

test("the API lets a listed origin read its answers, and no other", async (t) => {
  const server = await serve(t);
  const ask = async (origin, path, init = {}) => {
    const answer = await fetch(server.url + path, { ...init, headers: { ...init.headers, origin } });
    return { allowed: answer.headers.get("access-control-allow-origin"), vary: answer.headers.get("vary") ?? "", status: answer.status };
  };
  const view = `/api/v1/campaigns/${server.campaign}?lang=en`;
  const listed = await ask("http://localhost:4321", view);
  assert.equal(listed.allowed, "http://localhost:4321");
  assert.match(listed.vary, /origin/i);
  const preflight = { method: "OPTIONS", headers: { "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type,idempotency-key" } };
  assert.equal((await ask("http://localhost:4321", `/api/v1/campaigns/${server.campaign}/acts`, preflight)).allowed, "http://localhost:4321");
  for (const origin of ["https://elsewhere.example", "http://localhost.elsewhere.example:80", "null"]) {
    assert.equal((await ask(origin, view)).allowed, null, origin);
    assert.equal((await ask(origin, `/api/v1/campaigns/${server.campaign}/acts`, preflight)).allowed, null, origin);
  }
});

test("an unknown campaign is said to be one", async (t) => {
  const { host, page } = await scene(t);
  await page.goto(host.at({ campaign: "no-such-campaign" }));
  await page.getByText("This campaign cannot be found.").waitFor();
  assert.equal((await event(page, "error")).code, "unknown_campaign");
});
