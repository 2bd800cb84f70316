// How a fan's act gets to the server: with a visit where it takes part in something, and with a proof of work where the server asks for one.

/** Acts that take part in nothing. */
const FREE = ["arrive", "see", "start", "share"];

/** A request that has not been answered by then is given up, in milliseconds. */
const PATIENCE = 20_000;

/** The longest that is waited here when the server says so, in seconds; the widget's own patience is for longer ones. */
const LONGEST = 60;

const sleep = (milliseconds, signal) =>
  new Promise((done, failed) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => failed(clearTimeout(timer)));
  });

/**
 * What sends an act: `send(key, body, controller)`, a promise of `{ status, value }` that fails where the server cannot be reached.
 * `fanOf()` says who acts where, `solve(challenge, signal)` promises the proof for a challenge.
 */
export const sender = (fanOf, solve) => async (key, body, controller) => {
  const { server, campaign, token } = fanOf();
  const { signal } = controller;
  const { act, node } = JSON.parse(body);
  const post = async (path, body, more) => {
    const timer = setTimeout(() => controller.abort(), PATIENCE);
    try {
      const answer = await fetch(`${server}/api/v1/campaigns/${encodeURIComponent(campaign)}/${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...more },
        body,
        signal,
        credentials: "omit",
      });
      const value = await answer.json().catch(() => {});
      return { status: answer.status, value, wait: Number(answer.headers.get("retry-after")) };
    } finally {
      clearTimeout(timer);
    }
  };
  const once = async () => {
    const more = { "idempotency-key": key };
    if (!FREE.includes(act)) {
      const answer = await post("visits", JSON.stringify({ key, act, node }));
      if (answer.status !== 200) return answer;
      const { visit, challenge } = answer.value;
      more["canyu-visit"] = visit;
      if (challenge) more["canyu-proof"] = await solve(challenge, signal);
    }
    return post("acts", body, more);
  };
  for (let tries = 0; ; tries++) {
    const answer = await once();
    const { status, value, wait } = answer;
    if (status === 429 && value?.code !== "too_many_tries" && wait > 0 && wait <= LONGEST && tries < 5) await sleep(wait * 1000, signal);
    // A phone that slept has let its visit expire.
    else if (tries || !/^(visit|proof)_/.test(value?.code)) return answer;
  }
};
