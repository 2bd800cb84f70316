// What friends bring, as it is told: pure functions of what the server has said.

/** The steps of what a friend brings: `[{ from, to, tickets }]`. */
export const stepsOf = ({ tickets, rates = [], most }) => {
  if (!rates.length) return [{ from: 1, to: most, tickets }];
  let from = 1;
  const steps = rates.map((rate) => {
    const step = { from, to: Math.min(rate.upto, most), tickets: rate.tickets };
    from = rate.upto + 1;
    return step;
  });
  return steps.filter(({ from, to }) => from <= to);
};

/** The milestones with how far they are: `{ …, have, reached, next }`, `next` being the one to come. */
export const towards = (milestones = [], counted) => {
  const sorted = [...milestones].sort((a, b) => a.friends - b.friends);
  const next = sorted.find(({ friends }) => friends > counted);
  return sorted.map((one) => ({ ...one, have: Math.min(counted, one.friends), reached: one.friends <= counted, next: one === next }));
};

/** The tickets and points that friends have brought at a node. */
export const earnedOf = (me, node) => {
  const sum = { tickets: 0, points: 0 };
  for (const line of me.earned) if (line.node === node && line.unit in sum) sum[line.unit] += line.amount;
  return sum;
};

/** "tomorrow 19:00", for a moment as seen from another, where the reader is. */
export const momentOf = (due, now, lang) => {
  const [then, today] = [new Date(due), new Date(now)];
  const day = (date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
  const days = day(then) - day(today);
  const time = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" }).format(then);
  const date =
    days >= 0 && days < 2
      ? new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(days, "day")
      : new Intl.DateTimeFormat(lang, { weekday: "short", month: "short", day: "numeric" }).format(then);
  return `${date} ${time}`;
};
