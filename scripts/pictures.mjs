// Draws what a reviewer sees of a broken pull request: runs the built Action on an example against the tests' GitHub, renders check run and comment by
// GitHub's Markdown and photographs them with Chromium (Debian: apt-get install chromium). Usage: npm run pictures
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '../test/support/action.ts';
import { page } from '../test/support/gfm.ts';
import { startGitHub } from '../test/support/github/server.ts';
import { host } from '../test/support/pull-request.ts';
import { pullRequest } from './example.mjs';
import { root } from './setup.mjs';

const chromium = process.env.CHROMIUM ?? 'chromium';
const width = 960;
const style = `
  body { font: 14px/1.5 "DejaVu Sans", "Liberation Sans", sans-serif; color: #1f2328; width: 912px; margin: 0; padding: 24px; }
  header { font-size: 18px; font-weight: 600; padding-bottom: 12px; margin-bottom: 16px; border-bottom: 1px solid #d1d9e0; }
  header::before { content: "✗ "; color: #d1242f; }
  h3 { font-size: 17px; margin: 20px 0 10px; }
  code { font: 12px "DejaVu Sans Mono", monospace; background: #818b981f; border-radius: 6px; padding: .2em .4em; }
  pre { background: #f6f8fa; border-radius: 6px; padding: 14px; overflow: hidden; }
  pre code { background: none; padding: 0; }
  a { color: #0969da; text-decoration: none; }
  table { border-collapse: collapse; } td, th { border: 1px solid #d1d9e0; padding: 5px 12px; }
  tr:nth-child(2n) td { background: #f6f8fa; }
  .comment { border: 1px solid #d1d9e0; border-radius: 6px; padding: 16px; }`;

const example = pullRequest('downgrade-restores-schema', 'bad');
using hosted = host(example.folder);
example.dispose();
await using github = await startGitHub({ repository: hosted.origin });
await runAction({
  workspace: hosted.checkout(),
  github: github.url,
  event: { name: 'pull_request', payload: hosted.payload, sha: hosted.merge },
  inputs: { postgres: 'embedded' },
});
const [check] = github.checkRuns;
const [comment] = github.comments;
photograph('check-run', `<header>${check.name}: ${check.output.title}</header>${page(check.output.summary).html}`);
photograph('comment', `<div class="comment">${page(comment.body).html}</div>`);

function photograph(name, body) {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'));
  const file = join(folder, 'page.html');
  const tall = '<script>document.title = document.body.offsetHeight</script>';
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><style>${style}</style><body>${body}${tall}`);
  const browse = (...args) =>
    spawnSync(
      chromium,
      ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', ...args, `file://${file}`],
      {
        encoding: 'utf8',
      },
    );
  const height = /<title>(\d+)<\/title>/.exec(browse(`--window-size=${width},10`, '--dump-dom').stdout)?.[1];
  if (!height) throw new Error(`${chromium} does not show the page; CHROMIUM names another browser`);
  const picture = join(root, 'docs', `${name}.png`);
  browse(`--window-size=${width},${height}`, `--screenshot=${picture}`);
  rmSync(folder, { recursive: true });
  console.log(picture);
}
