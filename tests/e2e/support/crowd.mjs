// People whom a page of figures is about, without a browser: simulated ones up to a moment of the campaign, and single ones whom a test brings by hand.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, request } from "node:http";

import { announced } from "./door.mjs";
import { run, serve } from "./program.mjs";

/** The header by which whoever drives a rehearsal's clock moves it. */
const AT = "canyu-rehearsal-at";

/** How a server is started whose time simulated people drive. */
export const driven = ["--rehearsal-driven", "--proxy", "127.0.0.0/8"];

/** Passes on what is asked of a server, until somebody wants it to be later than a moment: then nobody is answered any more. */
const until = async (server, moment) => {
  const { hostname, port } = new URL(server.url);
  const between = createServer((asked, answer) => {
    const at = asked.headers[AT];
    if (at && new Date(at) > new Date(moment)) return asked.socket.destroy();
    const { method, url: path, headers } = asked;
    const on = request({ hostname, port, method, path, headers }, (told) => {
      answer.writeHead(told.statusCode, told.headers);
      told.pipe(answer);
    });
    on.on("error", () => asked.socket.destroy());
    return asked.pipe(on);
  });
  between.listen(0, "127.0.0.1");
  await once(between, "listening");
  return { url: `http://127.0.0.1:${between.address().port}`, end: () => (between.close(), between.closeAllConnections()) };
};

/** Simulated people play a campaign from its opening to a moment, at which it stays. */
export const playedUntil = async (server, moment, ...options) => {
  const between = await until(server, moment);
  const done = await run("simulate", server.campaign, "--server", between.url, ...options);
  between.end();
  assert.notEqual(done.code, 0, "the simulation was broken off");
  const clock = async (method, body) => fetch(`${server.url}/api/v1/rehearsal/clock`, { method, headers: { "content-type": "application/json" }, body });
  assert.ok((await clock("POST", JSON.stringify({ at: moment }))).ok);
  assert.equal(new Date((await (await clock("GET")).json()).at).getTime(), new Date(moment).getTime(), done.stderr);
};

/** A sample campaign on a server whose clock simulated people drive, some of them cheats: they play it from its opening to its end. */
export const playedThrough = async (t, campaign, people) => {
  const server = await serve(t, { campaign, at: "2024-08-04T17:00:00Z", more: driven });
  const done = await run("simulate", campaign, "--server", server.url, "--people", String(people), "--seed", "7", "--attack", "datacenter");
  assert.equal(done.code, 0, `${done.stdout}${done.stderr}`);
  return server;
};

const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const doubled = (a) => (a & 16 ? (a << 1) ^ 0b10_0101 : a << 1);

/** The code of a fan's link from a node by its number, with its check character: as the widget writes it (`canyu_core::referral::share_code`). */
export const codeFrom = (fan, node) => {
  const body = fan + SIGNS[node];
  let [weight, sum] = [1, 0];
  for (const sign of body) {
    weight = doubled(weight);
    for (let [bits, product] = [SIGNS.indexOf(sign), weight]; bits; [bits, product] = [bits >> 1, doubled(product)]) if (bits & 1) sum ^= product;
  }
  return body + SIGNS[sum];
};

/** Somebody who comes by a link, or by none, and takes part where he is told to: his code is what others come by. */
export const guest = async (server, { code, channel } = {}, ...acts) => {
  const { url, campaign } = server;
  const token = randomBytes(32).toString("base64url");
  let me;
  for (const what of [{ act: "arrive", code, channel }, ...acts]) {
    const key = randomUUID();
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key };
    Object.assign(headers, await announced({ url, campaign }, headers, key, what));
    const answer = await fetch(`${url}/api/v1/campaigns/${campaign}/acts`, { method: "POST", headers, body: JSON.stringify(what) });
    const told = await answer.json();
    assert.ok(answer.ok, `${JSON.stringify(what)}: ${JSON.stringify(told)}`);
    me = told.me ?? me;
  }
  return { token, id: me.id, code: me.code };
};

/** Invites seeds as somebody who is signed in on a page; the codes and channels that they come by. */
export const invited = async (page, server, group, label, count) => {
  const api = `${server.url}/api/v1/staff`;
  const { csrf } = await (await page.request.get(`${api}/session`)).json();
  const data = { key: randomBytes(16).toString("hex"), group, label, count };
  const answer = await page.request.post(`${api}/campaigns/${server.campaign}/seeds`, { data, headers: { "canyu-csrf": csrf } });
  assert.ok(answer.ok(), await answer.text());
  const made = await answer.json();
  return made.lines.map(({ link }) => {
    const [code, channel] = new URL(link).searchParams.get("canyu").split(".");
    return { code, channel };
  });
};
