// A real runner, act: built into .cache/ by Go, which needs a proxy for its modules. Actions of others are stood in for.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { python, root, run } from './setup.mjs';

const version = 'v0.2.89';
const act = join(root, '.cache/act/act');

/** Sees to it that act is there. */
export function ready() {
  if (!existsSync(act))
    run('go', ['install', `github.com/nektos/act@${version}`], { env: { ...process.env, GOBIN: dirname(act) } });
}

/**
 * An action of others, as far as it matters here.
 * @param folder where it is made
 * @param commands of bash; inputs are variables such as `INPUT_PATH`
 * @param inputs their names
 * @returns its folder
 */
export function standIn(folder, name, commands, inputs = []) {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  const env = Object.fromEntries(
    inputs.map((input) => [`INPUT_${input.toUpperCase().replaceAll('-', '_')}`, `\${{ inputs.${input} }}`]),
  );
  const action = {
    name,
    description: 'stands in',
    inputs: Object.fromEntries(inputs.map((input) => [input, { description: '', required: false }])),
    runs: { using: 'composite', steps: [{ run: commands.join('\n'), shell: 'bash', env }] },
  };
  writeFileSync(join(at, 'action.yml'), stringify(action));
  return at;
}

/** A folder of programs that stand before all others. @param programs their texts, of sh */
export function programs(folder, programs) {
  const at = join(folder, 'bin');
  mkdirSync(at, { recursive: true });
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(at, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(at, name), 0o755);
  }
  return at;
}

/**
 * Runs a workflow as its jobs would be on GitHub.
 * @param event its name, payload and commit
 * @param uses what stands in for each `uses:`: its name with the ref → a folder
 * @returns the exit code
 */
export function workflowRun({ folder, workspace, workflow, event, api, uses, path = [] }) {
  const payload = join(folder, 'event.json');
  writeFileSync(payload, JSON.stringify(event.payload));
  const variables = { GITHUB_API_URL: api, GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: event.sha };
  const args = [
    event.name,
    ...['--workflows', workflow, '--eventpath', payload],
    ...['ubuntu-latest', 'ubuntu-24.04'].flatMap((platform) => ['--platform', `${platform}=-self-hosted`]),
    ...['--no-skip-checkout', '--action-offline-mode', '--secret', 'GITHUB_TOKEN=ghs_of_the_act_harness'],
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...Object.entries(uses).flatMap(([name, to]) => ['--local-repository', `${name}=${to}`]),
  ];
  const paths = [...path, dirname(python), dirname(process.execPath), process.env.PATH];
  const env = { ...process.env, PATH: paths.join(':'), VIRTUAL_ENV: dirname(dirname(python)) };
  const child = spawn(act, args, { cwd: workspace, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
}
