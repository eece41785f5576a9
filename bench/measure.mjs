// Runs everything on one history, the contestants in turn within each round, so that a slow minute of the machine meets all of them.

const engines = ['postgres', 'sqlite'];

/** Past this, pytest-alembic takes minutes a run. */
const pytestLimit = 500;

/**
 * @param one contestants on a history with one new revision
 * @param ten on one with ten; null where the history is too short
 * @returns medians in milliseconds, null for what was not measured
 */
export async function measure(size, one, ten, rounds) {
  const times = {};
  const add = (what, milliseconds) => {
    times[what] ??= [];
    times[what].push(milliseconds);
  };
  const keeping = one.gateWithCache();
  for (let round = 0; round < roundsFor(size, rounds); round += 1) {
    add('gate', one.gate());
    add('warm', one.gateWithCache());
    if (ten) add('gateTen', ten.gate());
    add('floor', await one.floor(1));
    if (ten) add('floorTen', await ten.floor(10));
    for (const engine of engines) add(`commands ${engine}`, await one.commands(engine, 1));
    if (size <= pytestLimit && round < pytestRounds(size, rounds))
      for (const engine of engines) add(`pytest ${engine}`, await one.pytestAlembic(engine));
    console.error(`${size} revisions, round ${round + 1}: the gate took ${Math.round(times.gate.at(-1))} ms`);
  }
  const memory = one.gateMemory();
  for (const who of [one, ten]) await who?.dispose();
  const both = (what) => engines.reduce((sum, engine) => sum + (median(times[`${what} ${engine}`]) ?? Number.NaN), 0);
  return {
    size,
    gate: median(times.gate),
    warm: median(times.warm),
    keeping,
    gateTen: median(times.gateTen),
    floor: median(times.floor),
    floorTen: median(times.floorTen),
    commands: both('commands'),
    pytest: times['pytest sqlite'] ? both('pytest') : null,
    memory,
  };
}

/** The longer a run, the less the noise of a machine weighs in it. */
const roundsFor = (size, rounds) => Math.max(1, size <= 100 ? rounds : size <= 500 ? rounds - 2 : rounds - 3);
const pytestRounds = (size, rounds) => (size <= 100 ? Math.min(rounds, 3) : 1);

const median = (numbers) => {
  if (!numbers) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};
