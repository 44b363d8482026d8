// Medians over rounds.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// What the rounds of one measurement amount to: for every number that they gave { median, min, max }, and
// `failures`, the sentences of those that gave none.
export function summarize(outcomes) {
  const failures = outcomes.flatMap(({ error }) => error ?? []);
  const given = outcomes.filter(({ error }) => error === undefined);
  const keys = Object.keys(given[0] ?? {}).filter((key) => typeof given[0][key] === 'number');
  const figures = keys.map((key) => {
    const values = given.map((outcome) => outcome[key]);
    return [key, { median: median(values), min: Math.min(...values), max: Math.max(...values) }];
  });
  return { ...Object.fromEntries(figures), rounds: given.length, failures };
}
