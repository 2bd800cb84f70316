// One real browser for a file of tests, and a fan of his own for each who takes part.
import { after, before } from "node:test";

import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
];

let browser;

/** Has a browser running while the tests of this file run. */
export const withBrowser = () => {
  before(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  });
  after(() => browser.close());
};

/**
 * A page in a profile of its own: nothing stored, a phone unless told otherwise. `page.said` is all that its console has said,
 * `page.violations` what its policy has refused.
 */
export const newFan = async (t, options = {}) => {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Europe/London",
    viewport: { width: 390, height: 844 },
    ...options,
  });
  t.after(() => context.close());
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  watchArrivals(page);
  page.said = [];
  page.violations = [];
  page.on("console", (message) => page.said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => page.said.push(`error: ${error}`));
  await page.exposeFunction("canyuTestViolation", (text) => page.violations.push(text));
  await page.addInitScript(() => {
    window.canyuEvents = [];
    for (const name of ["ready", "step", "joined", "shared", "won", "error"])
      addEventListener(`canyu-${name}`, ({ detail }) => window.canyuEvents.push({ name, detail }));
    addEventListener("securitypolicyviolation", (event) => window.canyuTestViolation(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  return page;
};

/** Counts the widgets that the server has told who their fan is. */
const watchArrivals = (page) => {
  page.arrivals = 0;
  page.waiting = [];
  page.on("response", (response) => {
    const request = response.request();
    const isArrival =
      response.ok() &&
      (/\/campaigns\/[^/]+\/me$/.test(response.url()) || (/\/acts$/.test(response.url()) && request.method() === "POST" && request.postDataJSON()?.act === "arrive"));
    if (isArrival) page.arrivals += 1;
    for (const look of page.waiting) look();
  });
};

/** Waits until the server has told so many widgets of this page, in all its loads, who their fan is. */
export const known = (page, widgets = 1) =>
  new Promise((done) => {
    const look = () => page.arrivals >= widgets && done();
    page.waiting.push(look);
    look();
  });

/** What the console has said as an error. */
export const errorsOf = (page) => page.said.filter((line) => line.startsWith("error:"));

/** Waits until so many widgets of the page can be used. */
export const ready = (page, widgets = 1) =>
  page.waitForFunction((count) => window.canyuEvents.filter(({ name }) => name === "ready").length >= count, widgets);

/** Waits for an event of the element, and returns its detail. */
export const event = async (page, name) => {
  const found = await page.waitForFunction((wanted) => window.canyuEvents.find((event) => event.name === wanted), name);
  return (await found.jsonValue()).detail;
};

/** Keeps requests back until they are let go: `{ asked, letGo }`. */
export const holdBack = async (page, pattern) => {
  let letGo;
  let tell;
  const free = new Promise((done) => (letGo = done));
  const asked = new Promise((done) => (tell = done));
  await page.route(pattern, async (route) => {
    tell();
    await free;
    await route.continue();
  });
  return { asked, letGo };
};
