// The figures as tables for a terminal.
import { threadsOf } from './networks.mjs';

const COLUMNS = ['float32', 'int8'].flatMap((precision) => [1, 2].map((threads) => ({ precision, threads })));
const OURS = 'Photoloupe';

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const range = ({ median, min, max }) => `${median.toFixed(2)} (${min.toFixed(2)}..${max.toFixed(2)})`;
const rounded = (figure, unit) =>
  figure ? `${Math.round(figure.median).toLocaleString('en')} ${unit}` : '-';

// networks: { engine -> its summaries by column }, in the order of their measurement.
function byEngine(measurements, results) {
  const engines = new Map();
  for (const { name, engine, precision, threads } of measurements) {
    if (!engine || !results.get(name)?.rounds) continue;
    const column = COLUMNS.findIndex((c) => c.precision === precision && c.threads === threads);
    const row = engines.get(engine) ?? COLUMNS.map(() => undefined);
    row[column] = results.get(name);
    engines.set(engine, row);
  }
  return engines;
}

function networkTimes(engines) {
  const ours = engines.get(OURS);
  const cell = (figure, column) => {
    if (!figure) return '-';
    const reference = ours?.[column]?.ms;
    const compared = reference && figure !== reference;
    return range(figure) + (compared ? ` ${(figure.median / reference.median).toFixed(2)}x` : '');
  };
  const row = (title, summaries, key) => [title, ...summaries.map((summary, i) => cell(summary?.[key], i))];
  return table([
    ['ms', ...COLUMNS.map(({ precision, threads }) => `${precision}, ${threadsOf(threads)}`)],
    ...[...engines].flatMap(([engine, summaries]) => [
      row(engine, summaries, 'ms'),
      ...(engine === OURS ? [row('  the same, pixels to labels', summaries, 'apiMs')] : []),
    ]),
  ]);
}

// What a visitor waits for, carries and holds, in the first column that an engine has.
function networkCosts(engines) {
  const row = (engine, { firstMs, codeBytes, peakMb }) => [
    engine,
    rounded(firstMs, 'ms'),
    rounded(codeBytes, 'bytes'),
    rounded(peakMb, 'MB'),
  ];
  const rows = [...engines].map(([engine, summaries]) => row(engine, summaries.find(Boolean)));
  return table([['', 'first result', 'code', 'peak memory'], ...rows]);
}

function judgement({ what, value, unit, limit, met }) {
  return [what, `${value.toFixed(unit === 'x' ? 2 : 0)}${unit}`, limit, met ? 'met' : 'NOT MET'];
}

// `measurements` as networks.mjs and photos.mjs list them, `results` their summaries by name, `verdicts` as
// judge() gives them.
export function report({ machine, rounds, measurements, results, verdicts }) {
  const sections = [`${machine}; medians of ${rounds} rounds (smallest..largest round)`];
  const engines = byEngine(measurements, results);
  if (engines.size) {
    sections.push(
      `EfficientNet-Lite0, 224x224, batch 1, and how many times ${OURS}'s\n${networkTimes(engines)}`,
    );
    sections.push(`The same, one thread, from navigation on\n${networkCosts(engines)}`);
  }
  for (const { name, lines } of measurements) {
    const result = results.get(name);
    if (lines && result.rounds) sections.push(`${name}\n${table(lines(result))}`);
  }
  const failures = [...results].flatMap(([name, { failures }]) => failures.map((why) => [name, why]));
  if (verdicts.length) sections.push(`Targets\n${table(verdicts.map(judgement))}`);
  if (failures.length) sections.push(`Not measured\n${table(failures)}`);
  return sections.join('\n\n');
}
