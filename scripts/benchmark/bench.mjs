// Measures Photoloupe and its peers in one run, in rounds, and reports medians. scripts/bench prepares and
// calls it: node bench.mjs --site FOLDER --floor FOLDER --data FOLDER --packages NODE_MODULES --chromium FILE
//   --cli PROGRAM --keras PROGRAM --python PROGRAM --photos FOLDER --samples FOLDER [--practicum] [--json]
//   [--only REGEX] [--rounds N]
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { classes } from './classes.mjs';
import { library } from './library.mjs';
import { libraryTab } from './library_tab.mjs';
import { networks } from './networks.mjs';
import { photos } from './photos.mjs';
import { report } from './report.mjs';
import { summarize } from './statistics.mjs';
import { judge } from './targets.mjs';
import { practicum, training } from './training.mjs';
import { reopen } from './reopen.mjs';
import { webcam } from './webcam.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const say = (line) => process.stderr.write(`${line}\n`);

const { values: options } = parseArgs({
  options: {
    site: { type: 'string' },
    floor: { type: 'string' },
    data: { type: 'string' },
    packages: { type: 'string' },
    chromium: { type: 'string' },
    cli: { type: 'string' },
    keras: { type: 'string' },
    python: { type: 'string' },
    photos: { type: 'string' },
    samples: { type: 'string' },
    practicum: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '.' },
    rounds: { type: 'string', default: '7' },
  },
});

const environment = {
  browser: { packages: options.packages, executablePath: options.chromium },
  folders: {
    '/bench/': path.join(here, 'pages'),
    '/data/': options.data,
    '/peers/': options.packages,
    '/floor/': options.floor,
    '/': options.site,
  },
  cli: options.cli,
  keras: options.keras,
  python: options.python,
  photos: options.photos,
  samples: options.samples,
};

async function measureOnce({ name, measure }, progress) {
  const start = performance.now();
  const outcome = await measure(environment).catch((error) => ({
    error: error.message.split('\n')[0],
  }));
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  say(`${progress} ${name}: ${outcome.error ?? `${outcome.ms.toFixed(1)} ms`} (took ${seconds} s)`);
  return outcome;
}

// name -> what each round gave. Every other round goes backwards, so that no drift of the machine's speed
// favours whoever comes first.
async function measureAll(measurements, rounds) {
  const outcomes = new Map(measurements.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const measurement of round % 2 ? [...measurements].reverse() : measurements) {
      if (measurement.once && round > 0) continue;
      outcomes.get(measurement.name).push(await measureOnce(measurement, `[${round + 1}/${rounds}]`));
    }
  }
  return outcomes;
}

const wanted = new RegExp(options.only, 'i');
const measurements = [
  ...[networks, photos, webcam, training, classes, reopen, library, libraryTab]
    .flat()
    .filter(({ name }) => wanted.test(name)),
  ...(options.practicum ? [practicum] : []),
];
const rounds = Number(options.rounds);
const outcomes = await measureAll(measurements, rounds);
const results = new Map([...outcomes].map(([name, given]) => [name, summarize(given)]));
const verdicts = judge(results);
const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores`;

if (options.json)
  console.log(JSON.stringify({ machine, rounds, results: Object.fromEntries(results), targets: verdicts }));
else console.log(report({ machine, rounds, measurements, results, verdicts }));
process.exitCode = [...results.values()].some(({ failures }) => failures.length) ? 1 : 0;
