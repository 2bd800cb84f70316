// What the fan's own desk asks the server.

/** Why something was not done: the server's code, and what it says of it. */
export class Refused extends Error {
  constructor(code, body = {}) {
    super(code);
    this.code = code;
    this.body = body;
  }
}

/** `ask(method, path, body)` for a fan: what the server answers, or a [`Refused`]; `offline` where it cannot be reached. */
export const asking =
  ({ server, campaign, token }) =>
  async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}` };
    if (body) headers["content-type"] = "application/json";
    const address = `${server}/api/v1/campaigns/${encodeURIComponent(campaign)}/${path}`;
    let answer;
    try {
      answer = await fetch(address, { method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store" });
    } catch {
      throw new Refused("offline");
    }
    const value = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Refused(value.code ?? (answer.status === 429 ? "too_many" : "other"), value);
    return value;
  };
