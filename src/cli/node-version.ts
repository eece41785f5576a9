/** Why this Node cannot run the gate, and the way out; null when it can. Must itself run on Node 14. */
export function refusalOf(version: string): string | null {
  if (Number.parseInt(version, 10) >= 24) return null;
  return (
    `error: migration-gate needs Node 24 or newer, and this is Node ${version}\n` +
    'fix:   run it with a newer one: npx -p node@24 -p migration-gate migration-gate check\n' +
    '       or install Node 24 (https://nodejs.org); in GitHub Actions: actions/setup-node with node-version: 24\n'
  );
}
