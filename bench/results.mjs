// The page that the numbers go to.

const seconds = (milliseconds) => (milliseconds === null ? '' : `${(milliseconds / 1000).toFixed(2)} s`);
const ratio = (part, whole) => (part === null || whole === null ? '' : (part / whole).toFixed(2));

/**
 * @param {readonly object[]} rows what `measure` gave, one for each size
 * @param {string} machine where it was measured
 */
export function results(rows, machine) {
  const table = [
    '| revisions | gate | six commands | gate : commands | restored | restored : commands | pytest-alembic | gate : pytest | ten new | ten : one | floor | gate − floor | its ten : one | peak memory |',
    `|${' --- |'.repeat(14)}`,
    ...rows.map(
      (row) =>
        `| ${[
          row.size,
          seconds(row.gate),
          seconds(row.commands),
          ratio(row.gate, row.commands),
          seconds(row.warm),
          ratio(row.warm, row.commands),
          seconds(row.pytest),
          ratio(row.gate, row.pytest),
          seconds(row.gateTen),
          ratio(row.gateTen, row.gate),
          seconds(row.floor),
          seconds(row.gate - row.floor),
          ratio(row.floorTen, row.floor),
          `${Math.round(row.memory / 2 ** 20)} MiB`,
        ].join(' | ')} |`,
    ),
  ];
  return `# How long a run takes

Written by \`npm run bench\`: medians of runs in turn on one machine, ${machine}.

${table.join('\n')}

* **gate**: \`migration-gate check --no-cache\` as a user runs it, from nothing to the end of its process: Postgres and SQLite, one new revision,
  the report written, the Postgres given by URL.
* **restored**: the same with \`--cache\`, where an earlier run has kept the base. The run that kept it took ${rows
    .map(({ size, keeping }) => `${seconds(keeping)} at ${size}`)
    .join(', ')}.
* **six commands**: \`alembic upgrade head\`, \`downgrade -1\`, \`upgrade head\` on each engine, one after the other.
* **pytest-alembic**: its four built-in tests on each engine; not run on the longest histories, where it takes minutes.
* **ten new**: the gate, with ten new revisions in a history of the same length.
* **floor**: the same movements by Alembic in one Python process an engine, both at once, with nothing observed. What the gate takes above it is its own;
  **its ten : one** is what ten new revisions come to where nothing is observed.
* **peak memory**: the most that the gate's Node process held.
`;
}
