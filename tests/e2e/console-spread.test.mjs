// What follows from who brought whom, as the page of a campaign under way says it: every figure of it is the server's answer under the same filter.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { errorsOf, withBrowser } from "./support/browser.mjs";
import { administrator, arrive, invite, linkOf, somebody } from "./support/console.mjs";
import { codeFrom, driven, guest, invited, playedUntil } from "./support/crowd.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const campaign = "router-teaser";
const noon = "2024-08-08T12:00:00Z";
const vote = { act: "vote", node: "colour", picks: ["night"] };

/** Simulated people half-way through the campaign, and two invited seeds, of whom one has brought somebody. */
const scene = async (t) => {
  const server = await serve(t, { at: "2024-08-04T17:00:00Z", more: driven });
  await playedUntil(server, noon, "--people", "200", "--seed", "11", "--attack", "datacenter");
  const page = await administrator(t, await linkOf(server.log));
  const [li, an] = await invited(page, server, "forum", "Li of the forum", 2);
  const seed = await guest(server, li, vote);
  await guest(server, an, vote);
  await guest(server, { code: codeFrom(seed.code, 3), channel: "messenger" }, vote);
  const at = (filter = {}) => `${server.url}/console/campaigns/${campaign}/spread?${new URLSearchParams(filter)}`;
  const asked = (path, filter = {}) => page.request.get(`${server.url}/api/v1/staff/campaigns/${campaign}/${path}?${new URLSearchParams(filter)}`).then((answer) => answer.json());
  // A study is good for a while: of the next one the seeds are part.
  while ((await asked("statistics/study")).seeds.length < 2) await page.waitForTimeout(500);
  return { server, page, at, asked };
};

/** The text of each cell of a figure's table, row by row; what is folded is opened. */
const cellsOf = async (page, id) => {
  const folded = page.locator(`#${id} details:not([open]) > summary`);
  if (await folded.count()) await folded.click();
  return page.locator(`#${id} table tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
};

/** The numbers in a text, as somebody reads them: thousands apart by commas, parts of a whole in per cent. */
const read = (text) => [...text.matchAll(/(\d[\d,]*(?:\.\d+)?)\s?(%?)/g)].map(([, digits, part]) => Number(digits.replaceAll(",", "")) / (part ? 100 : 1));

/** A text says these numbers and no others; each is right to its last digit: whole ones wholly, others to a hundredth, or a tenth of a per cent. */
const says = (text, expected, what) => {
  const shown = read(text);
  assert.equal(shown.length, expected.length, `${what}: “${text}” for ${expected}`);
  for (const [place, value] of expected.entries()) {
    const last = text.includes("%") ? 0.0005 : Number.isInteger(value) ? 0 : 0.005;
    assert.ok(Math.abs(shown[place] - value) <= last + 1e-9, `${what}: “${text}” for ${expected}`);
  }
};

const interval = ({ value, low, high }) => [value, low, high];

/** A figure or the reason why there is none: then a sentence stands there, and no number. */
const saysKnown = (text, known, of, what) => {
  if ("value" in known) return says(text, of(known.value), what);
  assert.match(text, /\w+ \w+/, what);
  return assert.deepEqual(read(text).filter((number) => number !== 80), [], `${what}: “${text}”`);
};

/** The moment that a text of the page tells, in London in summer. */
const moment = (text) => new Date(`${text.replace(/,/g, "")} GMT+0100`).getTime();
const isAt = (text, at, what) => assert.equal(moment(text), Math.floor(new Date(at) / 60_000) * 60_000, `${what}: “${text}” for ${at}`);

const saysForecast = async (page, { forecast }) => {
  const lead = await page.locator("#forecast figcaption p").innerText();
  if (!forecast.value) return assert.deepEqual(read(lead), [], lead);
  const { now, past, days } = forecast.value;
  const last = days.at(-1).reach;
  says(lead, [now, last.median, ...last.eighty], "the forecast in a sentence");
  const rows = await cellsOf(page, "forecast");
  assert.equal(rows.length, past.length + days.length);
  for (const [place, count] of past.entries()) says(rows[place].slice(1).join(" "), [count], `day ${place}`);
  for (const [place, { reach }] of days.entries()) says(rows[past.length + place].slice(1).join(" "), [reach.median, ...reach.half, ...reach.eighty, ...reach.ninety_five], `day ${place} to come`);
  return assert.match(rows[past.length][0], new RegExp(`\\b${new Date(forecast.value.from).getUTCDate()}\\b`));
};

const saysFactors = async (page, study) => {
  const values = Object.fromEntries((await cellsOf(page, "factors")).map(([name, value]) => [name, value]));
  saysKnown(values["Brought by others"], study.referred, interval, "referred");
  saysKnown(values.Amplification, study.amplification, (value) => [Math.round(value * 100) / 100], "amplification");
  saysKnown(values["Friends for each, in the end"], study.reproduction, interval, "R");
  saysKnown(values["A new chain dies out"], "value" in study.reproduction ? study.extinction : study.reproduction, interval, "extinction");
  const { median_hours: median } = study.delay;
  if (median >= 0.5) says(values["How long it takes"], [Math.round(median)], "delay");
  const of = study.factors.value;
  const lead = await page.locator("#factors figcaption p").innerText();
  if (!of) return assert.deepEqual(read(lead), []);
  says(values.Share, interval(of.share_rate), "share rate");
  says(values["Visitors for each who shares"], [Math.round(of.arrivals_per_sharer * 100) / 100], "arrivals");
  says(values["Visitors who take part"], interval(of.confirmed_per_arrival), "confirmed");
  says(values["Friends for each, so far"], [Math.round(of.k * 100) / 100], "K");
  const [share, arrivals, confirmed, k] = read(lead);
  return assert.ok(Math.abs(share - of.share_rate.value) < 6e-4 && Math.abs(arrivals - of.arrivals_per_sharer) < 6e-3 && Math.abs(confirmed - of.confirmed_per_arrival.value) < 6e-4 && Math.abs(k - of.k) < 6e-3, lead);
};

const saysUnequal = async (page, study) => {
  const [counted, gini, dispersion] = (await cellsOf(page, "unequal")).map(([, value]) => value);
  saysKnown(counted, study.concentration, (of) => [of.counted], "concentration");
  saysKnown(gini, study.concentration, (of) => [Math.round(of.gini * 100) / 100], "Gini");
  saysKnown(dispersion, study.dispersion, (of) => [of.k, of.k_low, of.k_high].filter((end) => end !== undefined), "k");
};

const saysAsk = async (page, study, names) => {
  const of = "value" in study.reproduction ? study.ask.value : undefined;
  const lead = await page.locator("#ask figcaption p").innerText();
  if (!of) return assert.deepEqual(read(lead), []);
  const title = (id) => names.nodes.find((node) => node.id === id)?.title.en ?? "No friend’s link";
  const rows = await cellsOf(page, "ask");
  assert.equal(rows.length, of.segments.length);
  for (const [place, one] of of.segments.entries()) {
    const [node, , generation, people, friends, asked, still] = rows[place];
    assert.equal(node, title(one.node));
    says([generation, people, friends].join(" "), [one.generation, one.people, one.friends], `segment ${place}`);
    says(asked, interval(one.each.if_asked), `segment ${place}`);
    says(still, [Math.round(one.each.still * 100) / 100], `segment ${place}`);
  }
  const [first] = of.segments;
  if (first.node) assert.ok(lead.includes(title(first.node)), lead);
  assert.match(lead, first.people === 1 ? /\(1 person\)/ : new RegExp(`\\(${first.people} people\\)`));
  assert.deepEqual(read(lead.split(":").at(-1)).length, 3, lead);
  const people = await cellsOf(page, "ask-people");
  assert.equal(people.length, of.people.length);
  for (const [place, one] of of.people.entries()) {
    const [id, joined, friends, asked] = people[place];
    assert.equal(id, one.id);
    isAt(joined, one.joined, "joined");
    says(friends, [one.friends], id);
    says(asked, interval(one.expected.if_asked), id);
  }
  return undefined;
};

const saysSeeds = async (page, study) => {
  const groups = study.groups.length ? await cellsOf(page, "seed-groups") : [];
  assert.deepEqual(
    groups.map(([group, ...counts]) => [group, ...counts.slice(0, 5).map((text) => read(text)[0])]),
    study.groups.map((one) => [one.group, one.invited, one.seeds, one.direct, one.descendants, one.depth]),
  );
  const seeds = study.seeds.length ? await cellsOf(page, "seed-list") : [];
  assert.deepEqual(
    seeds.map(([label, group, ...counts]) => [label, group, ...counts.slice(0, 3).map((text) => read(text)[0])]),
    study.seeds.map((one) => [one.label, one.group, one.direct, one.descendants, one.depth]),
  );
};

const saysCrossings = async (page, study) => {
  const shown = study.crossing.filter(({ communities }) => communities.length > 1);
  const ids = await page.locator("figure[id^=crossing]").evaluateAll((figures) => figures.map(({ id }) => id));
  assert.equal(ids.length, shown.length);
  for (const [place, one] of shown.entries()) {
    const rows = await cellsOf(page, ids[place]);
    assert.deepEqual(rows.map((row) => row.slice(1).map((cell) => read(cell)[0])), one.people, ids[place]);
    if (one.crossed.value) says((await page.locator(`#${ids[place]} figcaption p`).innerText()).split("belong")[0], interval(one.crossed.value), ids[place]);
  }
};

const saysChains = async (page, study) => {
  const of = study.chains.value;
  if (!of) return;
  says(await page.locator("#chains figcaption p").innerText(), [of.chains, Math.round(of.mean * 100) / 100], "chains in a sentence");
  for (const [place, [size, chains, expected]] of (await cellsOf(page, "chains")).entries()) {
    const one = of.sizes[place];
    says(size, one.to === one.from ? [one.from] : [one.from, ...(one.to === undefined ? [] : [one.to])], "size");
    says(chains, [one.chains], `chains of ${size}`);
    if (one.expected !== undefined) assert.ok(Math.abs(read(expected)[0] - one.expected) <= 0.05 + 1e-9, `${expected} for ${one.expected}`);
  }
  const largest = await cellsOf(page, "cascades");
  assert.equal(largest.length, study.cascades.length);
  for (const [place, one] of study.cascades.entries()) {
    const [name, people, direct, depth, virality, began, latest] = largest[place];
    assert.ok(name.includes(one.id), name);
    says([people, direct, depth].join(" "), [one.people, one.direct, one.depth], name);
    if (one.virality !== undefined) says(virality, [Math.round(one.virality * 100) / 100], name);
    isAt(began, one.began, name);
    isAt(latest, one.latest, name);
  }
};

/** What the canvas shows, as a name for it, once it has settled. */
const drawn = async (page) => {
  let [before, now] = [undefined, undefined];
  do {
    before = now;
    await page.waitForTimeout(120);
    now = createHash("sha256").update(await page.locator("#tree canvas").evaluate((canvas) => canvas.toDataURL())).digest("hex");
  } while (now !== before);
  return now;
};

const figures = async ({ page, at, asked }) => {
  const names = await asked("names");
  for (const filter of [{}, { worth: "counted" }, { group: "forum" }, { channel: "messenger" }]) {
    await page.goto(at(filter));
    await page.locator("#chains").waitFor();
    const study = await asked("statistics/study", filter);
    const known = ["forecast", "ask", "dispersion"].filter((figure) => "value" in study[figure]);
    // Nothing is compared where nothing is known: the first two filters know all of it.
    if (!filter.group && !filter.channel) assert.deepEqual(known, ["forecast", "ask", "dispersion"]);
    for (const compare of [saysForecast, saysFactors, saysUnequal, saysSeeds, saysCrossings, saysChains]) await compare(page, study);
    await saysAsk(page, study, names);
  }
  assert.deepEqual(errorsOf(page), []);
};

const persons = async ({ page, at, asked }, t) => {
  const study = await asked("statistics/study");
  const persons = [...study.cascades.map(({ id }) => id), ...study.ask.value.people.map(({ id }) => id), ...study.seeds.flatMap(({ id, label }) => [id, label])];
  assert.ok(persons.length > 30);
  const link = await invite(page, "Viewer", "vi@example.org");
  const vi = await somebody(t);
  const answers = [];
  vi.on("response", async (answer) => /\/statistics/.test(answer.url()) && answers.push(await answer.text().catch(() => "")));
  await vi.goto(link);
  await arrive(vi, { name: "Vi", email: "vi@example.org", act: "Create my account" });
  await vi.goto(at());
  await vi.locator("#cascades").waitFor();
  await vi.locator("#tree canvas").waitFor();
  await vi.locator("#ask").waitFor();
  assert.equal(await vi.locator("#ask-people").count(), 0);
  await saysForecast(vi, study);
  assert.match(await vi.locator("#seed-list tbody").innerText(), /^Seed 1\b/);
  const told = [await vi.content(), ...answers].join("\n");
  for (const person of persons) assert.ok(!told.includes(person), `${person} is told`);
  assert.ok(answers.join().includes("parents"), "the tree is among the answers");
};

const tree = async ({ page, at, asked }) => {
  await page.goto(at());
  const canvas = page.locator("#tree canvas");
  await canvas.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#tree canvas").width > 300);
  const whole = await drawn(page);
  const changed = async (act, from) => {
    await act();
    const now = await drawn(page);
    assert.notEqual(now, from);
    return now;
  };
  const button = (name) => page.locator("#tree").getByRole("button", { name, exact: true });
  const near = await changed(() => button("Zoom in").click(), whole);
  await changed(() => button("Zoom in").click(), near);
  await button("Zoom out").click();
  assert.equal(await drawn(page), near, "out is the way back of in");
  await button("Show all of it").click();
  assert.equal(await drawn(page), whole);

  await canvas.focus();
  const close = await changed(() => page.keyboard.press("+"), whole);
  const aside = await changed(() => page.keyboard.press("ArrowLeft"), close);
  await changed(() => page.keyboard.press("ArrowUp"), aside);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await drawn(page), close);
  await page.keyboard.press("0");
  assert.equal(await drawn(page), whole);

  const box = await canvas.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const pulled = await changed(() => page.mouse.move(x + 90, y + 40), whole);
  await page.mouse.up();
  await page.keyboard.down("Control");
  await changed(() => page.mouse.wheel(0, -300), pulled);
  await page.keyboard.up("Control");
  await button("Show all of it").click();
  assert.equal(await drawn(page), whole);

  // A page that has no room for it, if only for a moment, is no harm.
  const room = async (height) => {
    await canvas.evaluate((canvas, height) => (canvas.style.height = height), height);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  };
  await room("0");
  await room("");
  assert.equal(await drawn(page), whole);

  // Somewhere in the picture is the root of the largest chain, with everybody who descends from it.
  const { parents } = await asked("statistics/tree");
  const sizes = parents.map(() => 0);
  for (let place = parents.length - 1; place >= 0; place -= 1) if (parents[place] >= 0) sizes[parents[place]] += sizes[place] + 1;
  const most = Math.max(...sizes);
  assert.ok(most >= 3);
  const said = page.locator("#tree [data-said]");
  const steps = (length) => Array.from({ length: Math.floor(length / 14) }, (_, step) => 7 + 14 * step);
  const points = steps(box.height).flatMap((down) => steps(box.width).map((along) => ({ down, along, far: Math.hypot(down - box.height / 2, along - box.width / 2) })));
  // The largest lie in the middle.
  points.sort((one, other) => one.far - other.far);
  const found = async () => {
    for (const { down, along } of points) {
      await page.mouse.move(box.x + along, box.y + down);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      if (read(await said.innerText())[0] === most) return true;
    }
    return false;
  };
  assert.ok(await found(), `somebody from whom ${most} descend`);
  assert.deepEqual(errorsOf(page), []);
};

/** Fingers on the page, as a browser that has a touch screen gets them: each a way of points, all of the same length, put down and lifted together. */
const fingers = async (page, ...ways) => {
  const hand = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => hand.send("Input.dispatchTouchEvent", { type, touchPoints });
  const at = (step) => ways.map((way, id) => ({ ...way[step], id }));
  await send("touchStart", at(0));
  for (let step = 1; step < ways[0].length; step += 1) {
    await send("touchMove", at(step));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  await send("touchEnd", []);
  await hand.detach();
};

const way = (from, to, steps = 8) => Array.from({ length: steps + 1 }, (_, step) => ({ x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps }));

const touched = async ({ page: first, at }, t) => {
  const page = await somebody(t, { viewport: { width: 820, height: 1180 }, hasTouch: true, storageState: await first.context().storageState() });
  await page.goto(at());
  const canvas = page.locator("#tree canvas");
  await canvas.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#tree canvas").width > 300);
  const whole = await drawn(page);
  const scrolled = () => page.evaluate(() => scrollY);
  const middle = async () => {
    const box = await canvas.boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const moved = ({ x, y }, right, down) => ({ x: x + right, y: y + down });

  // A finger that passes scrolls the page, and leaves the tree as it is.
  const before = await scrolled();
  let on = await middle();
  await fingers(page, way(on, moved(on, 0, 200)));
  await page.waitForFunction((before) => scrollY < before - 50, before);
  assert.equal(await drawn(page), whole, "the tree stays");

  // Two fingers that part come nearer, whether it was tapped or not, and the page stays.
  await canvas.scrollIntoViewIfNeeded();
  on = await middle();
  const still = await scrolled();
  await fingers(page, way(moved(on, -40, 0), moved(on, -140, 0)), way(moved(on, 40, 0), moved(on, 140, 0)));
  const near = await drawn(page);
  assert.notEqual(near, whole);
  assert.equal(await scrolled(), still);
  await page.locator("#tree").getByRole("button", { name: "Show all of it", exact: true }).tap();
  assert.equal(await drawn(page), whole);

  // Tapped, it says who is there.
  const said = page.locator("#tree [data-said]");
  const found = async () => {
    for (let ring = 0; ring < 160; ring += 12)
      for (let turn = 0; turn < 8; turn += 1) {
        const [right, down] = [ring * Math.cos((turn * Math.PI) / 4), ring * Math.sin((turn * Math.PI) / 4)];
        await page.touchscreen.tap(on.x + right, on.y + down);
        if (/^Descendants: /.test(await said.innerText())) return true;
      }
    return false;
  };
  assert.ok(await found(), "somebody is told");
  assert.equal(await drawn(page), whole, "a tap moves nothing");

  // From then on one finger moves it, and the page stays.
  await fingers(page, way(on, moved(on, 60, 120)));
  assert.notEqual(await drawn(page), whole);
  assert.equal(await scrolled(), still);

  // Whoever taps elsewhere scrolls by it again.
  const aside = await drawn(page);
  await page.locator("#tree-title").tap();
  await canvas.scrollIntoViewIfNeeded();
  const later = await scrolled();
  on = await middle();
  await fingers(page, way(on, moved(on, 0, 200)));
  await page.waitForFunction((later) => scrollY < later - 50, later);
  assert.equal(await drawn(page), aside);
  assert.deepEqual(errorsOf(page), []);
};

test("the page of a campaign under way", async (t) => {
  const made = await scene(t);
  await t.test("every figure of the page is the server's answer under the same filter", () => figures(made, t));
  await t.test("who may not see persons sees the same figures, and no name", () => persons(made, t));
  await t.test("the tree is zoomed, moved and shown whole by its buttons, by the pointer and by keys, and says who is under the pointer", () => tree(made, t));
  await t.test("by touch the tree is zoomed by two fingers, says who was tapped, and is moved by one finger from then on; one that merely passes scrolls the page", () => touched(made, t));
});
