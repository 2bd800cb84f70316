// What a till asks the server. No answer within a few seconds is no connection, and where there was none a moment ago it is not waited for as
// long: people are standing in line.

let patience = 8000;

/** Thrown where nobody has answered, or nobody who can decide. */
export class Unreachable extends Error {}

/** The server's refusal: its code and what goes with it. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const ask = async (address, token, options = {}) => {
  let response;
  try {
    response = await fetch(address, {
      ...options,
      cache: "no-store",
      credentials: "omit",
      headers: { ...options.headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patience),
    });
    patience = 8000;
    if (response.ok) return await response.json();
  } catch (error) {
    patience = 2500;
    throw new Unreachable("no answer", { cause: error });
  }
  const isForGood = response.status < 500 && ![408, 425, 429].includes(response.status);
  const problem = isForGood && (await response.json().catch(() => undefined));
  // What answers without a code is no server of ours: a portal of the shop's network, for instance.
  if (!problem?.code) throw new Unreachable(`status ${response.status}`);
  throw new Refused(problem);
};

/** The server as a till of that campaign sees it. */
export const serverOf = (slug) => {
  const base = `/api/v1/campaigns/${encodeURIComponent(slug)}`;
  return {
    about: (token) => ask(`${base}/till`, token),
    redeem: (token, { code, key }) =>
      ask(`${base}/redeem`, token, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify({ code }),
      }),
  };
};
