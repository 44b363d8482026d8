// Measures Photoloupe and its peers in one run, in rounds, and reports medians.
//   node bench.mjs --packages NODE_MODULES --data FOLDER --chromium FILE [--json] [--only REGEX] [--rounds N]
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { networks } from './networks.mjs';
import { report } from './report.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

const { values: options } = parseArgs({
  options: {
    packages: { type: 'string' },
    data: { type: 'string' },
    chromium: { type: 'string' },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '.' },
    rounds: { type: 'string', default: '7' },
  },
});

const environment = {
  browser: { packages: options.packages, executablePath: options.chromium },
  folders: { '/bench/': `${here}/pages`, '/data/': options.data, '/peers/': options.packages },
};

const say = (line) => process.stderr.write(`${line}\n`);

async function measureOnce(measurement, round, rounds) {
  const start = performance.now();
  const outcome = await measurement.measure(environment).catch((error) => ({ error: error.message }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const summary = outcome.error ?? `${outcome.ms?.toFixed(2)} ms`;
  say(`round ${round + 1} of ${rounds}: ${measurement.name}: ${summary} (took ${seconds} s)`);
  return outcome;
}

// name -> what each round gave. Every other round goes backwards, so that no drift of the machine's speed
// favours whoever comes first.
async function measureAll(measurements, rounds) {
  const outcomes = new Map(measurements.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const measurement of round % 2 ? measurements.toReversed() : measurements) {
      outcomes.get(measurement.name).push(await measureOnce(measurement, round, rounds));
    }
  }
  return outcomes;
}

const chosen = networks.filter(({ name }) => new RegExp(options.only, 'i').test(name));
const outcomes = await measureAll(chosen, Number(options.rounds));
console.log(JSON.stringify([...outcomes],null,1));
