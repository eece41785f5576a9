// Cuts GitHub's own OpenAPI description (npm: @octokit/openapi, generated/api.github.com.json) to the paths that the Action calls, for the tests' GitHub.
// Usage: node scripts/github-api.mjs FILE
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const wanted = {
  '/repos/{owner}/{repo}/check-runs': ['post'],
  '/repos/{owner}/{repo}/check-runs/{check_run_id}': ['patch'],
  '/repos/{owner}/{repo}/commits/{ref}/check-runs': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['patch'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/compare/{basehead}': ['get'],
  '/repos/{owner}/{repo}/git/ref/{ref}': ['get'],
  '/repos/{owner}/{repo}/git/commits/{commit_sha}': ['get'],
  '/repos/{owner}/{repo}/git/trees/{tree_sha}': ['get'],
  '/repos/{owner}/{repo}/git/blobs/{file_sha}': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts': ['get'],
  '/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}': ['get'],
};

const [source] = process.argv.slice(2);
if (!source)
  throw new Error('usage: node scripts/github-api.mjs node_modules/@octokit/openapi/generated/api.github.com.json');
const whole = JSON.parse(readFileSync(source, 'utf8'));

/** Prose and examples are of no use to a validator. */
const left = new Set(['description', 'examples', 'example', 'x-github', 'externalDocs', 'x-webhooks', 'tags']);
function bare(value, inProperties = false) {
  if (Array.isArray(value)) return value.map((one) => bare(one));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => inProperties || !left.has(key));
  const kept = Object.fromEntries(
    entries.map(([key, inner]) => [key, bare(inner, key === 'properties' && !inProperties)]),
  );
  // OpenAPI 3.0: `nullable` does not widen `enum`, yet GitHub answers null there.
  if (kept.nullable && Array.isArray(kept.enum) && !kept.enum.includes(null)) kept.enum.push(null);
  if (inProperties || !kept.nullable || kept.type) return kept;
  // Nor does it mean anything to a validator without a type.
  const { nullable, ...rest } = kept;
  return { anyOf: [rest, { enum: [null] }] };
}

const components = {};
function withReferences(value) {
  if (typeof value !== 'object' || value === null) return;
  const [, , kind, name] = typeof value.$ref === 'string' ? value.$ref.split('/') : [];
  if (kind && !components[kind]?.[name]) {
    components[kind] ??= {};
    components[kind][name] = bare(whole.components[kind][name]);
    withReferences(components[kind][name]);
  }
  for (const inner of Object.values(value)) withReferences(inner);
}

const paths = Object.fromEntries(
  Object.entries(wanted).map(([path, methods]) => [
    path,
    Object.fromEntries(methods.map((method) => [method, bare(whole.paths[path][method])])),
  ]),
);
withReferences(paths);
const { openapi, info } = whole;
const api = { openapi, info: { title: info.title, version: info.version, license: info.license }, paths, components };
writeFileSync(join(root, 'test/fixtures/github/api.json'), `${JSON.stringify(api, null, 1)}\n`);
