// How the element behaves in a page that was not made for it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { errorsOf, holdBack, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { overflowOf } from "./support/look.mjs";
import { hostPage, rewritten, serve } from "./support/program.mjs";

withBrowser();

const scene = async (t, options) => {
  const server = await serve(t);
  return { server, host: await hostPage(t, server), page: await newFan(t, options) };
};

const viewOf = async (server, lang = "en") => (await fetch(`${server.url}/api/v1/campaigns/${server.campaign}?lang=${lang}`)).json();

test("title, picture and closing time are on the screen before the WebAssembly has arrived, and stay where they are", async (t) => {
  const { server, host, page } = await scene(t);
  const wasm = await holdBack(page, "**/*.wasm");
  await page.goto(host.at());
  const { title, nodes } = await viewOf(server);
  const heading = page.locator("canyu-campaign").getByRole("heading", { name: title, exact: true });
  const picture = page.locator("canyu-campaign").getByRole("img", { name: nodes.find(({ kind }) => kind === "teaser").alt });
  await heading.waitFor();
  await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await picture.elementHandle());
  await page.locator("canyu-campaign .time").filter({ hasText: /\d/ }).waitFor();
  await wasm.asked;
  const places = async () => ({ title: await heading.boundingBox(), picture: await picture.boundingBox() });
  const before = await places();
  wasm.letGo();
  await ready(page);
  const after = await places();
  for (const what of ["title", "picture"])
    for (const side of ["x", "y", "width", "height"])
      assert.ok(Math.abs(before[what][side] - after[what][side]) <= 2, `${side} of the ${what} jumps from ${before[what][side]} to ${after[what][side]}`);
  assert.equal(await heading.count(), 1);
});

test("what stands between the tags is shown until the campaign is there, and never again", async (t) => {
  const { server, host, page } = await scene(t);
  const view = await holdBack(page, `**/api/v1/campaigns/${server.campaign}?*`);
  const filled = await rewritten(t, host, "></canyu-campaign>", "><p id=between>One moment</p></canyu-campaign>");
  await page.goto(filled.at());
  await view.asked;
  assert.ok(await page.locator("#between").isVisible());
  view.letGo();
  await ready(page);
  const seen = await page.evaluate(async () => {
    const element = document.querySelector("canyu-campaign");
    const between = document.querySelector("#between");
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    let times = 0;
    const look = async (frames) => {
      for (let count = 0; count < frames; count++) {
        await frame();
        times += between.checkVisibility() ? 1 : 0;
      }
    };
    await look(3);
    document.querySelector("article").prepend(element);
    await look(3);
    element.remove();
    await look(3);
    document.querySelector("article").append(element);
    await look(10);
    return times;
  });
  assert.equal(seen, 0);
});

test("the children are all there is where scripts are off", async (t) => {
  const { host, page } = await scene(t, { javaScriptEnabled: false });
  const filled = await rewritten(t, host, "></canyu-campaign>", "><p id=between>Take part by post</p></canyu-campaign>");
  await page.goto(filled.at());
  assert.ok(await page.getByText("Take part by post").isVisible());
});

test("two elements of one campaign on a page are one fan", async (t) => {
  const { server, host, page } = await scene(t);
  await page.goto(host.at({ widgets: 2 }));
  await ready(page, 1);
  await page.locator("canyu-campaign").nth(1).scrollIntoViewIfNeeded();
  await ready(page, 2);
  await known(page, 2);
  const token = await page.evaluate((key) => localStorage.getItem(key), `canyu:1:${server.url}:${server.campaign}`);
  assert.match(token, /^[\w-]{43}$/);
  assert.equal((await server.export("participants")).length, 1);
  assert.deepEqual(errorsOf(page), []);
});

test("a moved element goes on where it was", async (t) => {
  const { host, page } = await scene(t);
  await page.goto(host.at());
  await ready(page);
  const same = await page.evaluate(async () => {
    const element = document.querySelector("canyu-campaign");
    const inner = element.shadowRoot.firstElementChild;
    document.querySelector("article").prepend(element);
    await new Promise((done) => setTimeout(done));
    await new Promise((done) => requestAnimationFrame(done));
    return element.shadowRoot.firstElementChild === inner && element.shadowRoot.childElementCount === 1;
  });
  assert.ok(same);
  assert.equal(await page.evaluate(() => window.canyuEvents.filter(({ name }) => name === "ready").length), 1);
  assert.deepEqual(errorsOf(page), []);
});

test("an element that is removed and added again and again leaves nothing behind", async (t) => {
  const { host, page } = await scene(t);
  await page.goto(host.at());
  await ready(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  let mounts = 1;
  const left = async (times) => {
    for (let count = 0; count < times; count++) {
      await page.evaluate(async () => {
        const element = document.querySelector("canyu-campaign");
        const parent = element.parentNode;
        element.remove();
        await new Promise((done) => setTimeout(done, 0));
        await new Promise((done) => setTimeout(done, 0));
        parent.append(element);
      });
      await ready(page, ++mounts);
    }
    await devtools.send("HeapProfiler.collectGarbage");
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const figure = (wanted) => metrics.find(({ name }) => name === wanted).value;
    return { listeners: figure("JSEventListeners"), nodes: figure("Nodes") };
  };
  const few = await left(4);
  const many = await left(12);
  assert.equal(await page.evaluate(() => document.querySelector("canyu-campaign").shadowRoot.childElementCount), 1);
  // Yew keeps each root it was ever given, with one listener for each kind of event (click, submit, input, focus); nothing else stays.
  assert.ok(many.listeners <= few.listeners + 12 * 4, `listeners grow from ${few.listeners} to ${many.listeners}`);
  assert.ok(many.nodes <= few.nodes + 12 * 2, `nodes grow from ${few.nodes} to ${many.nodes}`);
  assert.deepEqual(errorsOf(page), []);
});

for (const [name, query] of [
  ["a script that comes after the element", { late: 1 }],
  ["a script tag that stands there twice", { twice: 1 }],
])
  test(`${name} makes one working widget`, async (t) => {
    const { host, page } = await scene(t);
    await page.goto(host.at(query));
    await ready(page);
    await known(page);
    assert.equal(await page.evaluate(() => document.querySelector("canyu-campaign").shadowRoot.childElementCount), 1);
    assert.equal(await page.evaluate(() => window.canyuEvents.filter(({ name }) => name === "ready").length), 1);
    assert.deepEqual(errorsOf(page), []);
  });

test("an element works when a script makes it, in a form, inside another shadow root and as a clone", async (t) => {
  const { server, host, page } = await scene(t);
  await page.goto(host.at());
  await ready(page);
  await page.evaluate((campaign) => {
    const made = document.createElement("canyu-campaign");
    made.campaign = campaign;
    const form = document.body.appendChild(document.createElement("form"));
    form.addEventListener("submit", () => (window.wasSubmitted = true));
    form.append(made);
    const other = document.body.appendChild(document.createElement("div"));
    other.attachShadow({ mode: "open" }).append(made.cloneNode(true));
    for (const element of [made, other]) element.scrollIntoView();
  }, server.campaign);
  await ready(page, 3);
  await page.evaluate(() => {
    for (const button of document.querySelector("form canyu-campaign").shadowRoot.querySelectorAll("button")) button.click();
  });
  assert.equal(await page.evaluate(() => window.wasSubmitted), undefined);
});

test("an author's own lang decides, then that of the page, and a change of it changes the words", async (t) => {
  const { server, host, page } = await scene(t, { locale: "zh-TW" });
  const titled = async (lang) =>
    page.locator("canyu-campaign").getByRole("heading", { name: (await viewOf(server, lang)).title, exact: true }).waitFor();
  await page.goto(host.at({ lang: "zh-Hans" }));
  await ready(page);
  await titled("zh-Hans");
  await page.evaluate(() => (document.querySelector("canyu-campaign").lang = "zh-HK"));
  await titled("zh-Hant");
  await page.evaluate(() => document.querySelector("canyu-campaign").removeAttribute("lang"));
  await titled("zh-Hans");
  await page.evaluate(() => (document.documentElement.lang = "en"));
  await titled("en");
  assert.deepEqual(errorsOf(page), []);
});

for (const [name, query, options] of [
  ["in a page that reads from right to left", { dir: "rtl" }, {}],
  ["in a dark page", { theme: "dark" }, { colorScheme: "dark" }],
  ["in simplified Chinese", { lang: "zh-Hans" }, { locale: "zh-CN" }],
  ["in traditional Chinese", { lang: "zh-Hant" }, { locale: "zh-TW" }],
  ["on a window of 320 pixels", {}, { viewport: { width: 320, height: 640 } }],
])
  test(`nothing is cut or sticks out ${name}`, async (t) => {
    const { host, page } = await scene(t, options);
    await page.goto(host.at(query));
    await ready(page);
    await known(page);
    assert.deepEqual(await overflowOf(page), { cut: [], sideways: 0 });
    assert.deepEqual(errorsOf(page), []);
  });

test("a fan's token is kept for the next visit, and in memory where the page may not store", async (t) => {
  const { server, host, page } = await scene(t);
  await page.goto(host.at());
  await ready(page);
  await known(page);
  await page.reload();
  await ready(page);
  await known(page, 2);
  assert.equal((await server.export("participants")).length, 1);
  const careful = await newFan(t);
  await careful.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    }),
  );
  await careful.goto(host.at());
  await ready(careful);
  await known(careful);
  assert.equal((await server.export("participants")).length, 2);
  assert.deepEqual(errorsOf(careful), []);
});
