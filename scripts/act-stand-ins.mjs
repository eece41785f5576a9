// What stands in for the actions and programs that the workflows use.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standIn } from './act-runner.mjs';
import { root } from './setup.mjs';

/** The command as npm would bring it, and a pip that finds everything installed. */
export const tools = {
  npx: `[ "$1 $2" = "--yes migration-gate@1" ] || exit 64\nshift 2\nexec '${process.execPath}' '${join(root, 'dist/cli.js')}' "$@"`,
  pip: '[ "$*" = "install -r requirements.txt" ]',
};

/**
 * @param at a folder to make them in
 * @param hosted the repository that is checked out
 * @param artifacts where they are kept, each in a folder of its name
 * @returns for each `uses:` of the workflows a folder
 */
export function standIns(at, hosted, artifacts) {
  const gate = join(at, 'migration-gate');
  // Nothing else of the repository is needed to run it.
  for (const part of ['action.yml', 'dist', '.github/workflows/sharded.yml'])
    cpSync(join(root, part), join(gate, part), { recursive: true });
  const checkout = standIn(
    at,
    'checkout',
    [
      'git init --quiet .',
      `git remote add origin 'file://${hosted.origin}'`,
      `[ "$INPUT_FETCH_DEPTH" = 0 ] || depth=--depth=1`,
      `[ "$INPUT_FETCH_DEPTH" = 0 ] && git fetch --quiet origin '+refs/heads/*:refs/remotes/origin/*'`,
      `git fetch --quiet --no-tags $depth origin ${hosted.merge}`,
      'git checkout --quiet --detach FETCH_HEAD',
    ],
    ['fetch-depth'],
  );
  const setUp = standIn(at, 'set-up', ['true'], ['python-version', 'node-version']);
  const upload = standIn(
    at,
    'upload',
    [`mkdir '${artifacts}'/"$INPUT_NAME"`, `cp $INPUT_PATH '${artifacts}'/"$INPUT_NAME"`],
    ['name', 'path'],
  );
  const download = standIn(
    at,
    'download',
    ['mkdir -p "$INPUT_PATH"', `cp '${artifacts}'/$INPUT_PATTERN/* "$INPUT_PATH"`],
    ['pattern', 'merge-multiple', 'path'],
  );
  const by = {
    'actions/checkout': checkout,
    'actions/setup-python': setUp,
    'actions/setup-node': setUp,
    'actions/upload-artifact': upload,
    'actions/download-artifact': download,
  };
  const pinned = [...readFileSync(join(root, '.github/workflows/sharded.yml'), 'utf8').matchAll(/uses: (\S+)@(\S+)/g)];
  return {
    'actions/checkout@v5': checkout,
    'actions/setup-python@v6': setUp,
    'actions/upload-artifact@v4': upload,
    'OWNER/migration-gate@v1': gate,
    ...Object.fromEntries(pinned.map(([, name, ref]) => [`${name}@${ref}`, by[name]])),
  };
}
