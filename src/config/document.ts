import { parse as parseToml, TomlError } from 'smol-toml';
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { GateError, messageOf } from '../domain/error.ts';

/** Keys and indices from the top of the file. */
export type KeyPath = readonly (string | number)[];

/** A configuration file, read but not yet understood. */
export interface ConfigDocument {
  readonly file: string;
  readonly data: unknown;
  /** Where the key stands, counted from 1; for a key that is not there, where its parent stands. Null when it cannot be told. */
  line(path: KeyPath): number | null;
}

/** @throws GateError `bad-config` when it does not parse, repeats a key, or unfolds aliases without end */
export function readYaml(file: string, text: string): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const [error] = [...document.errors, ...document.warnings];
  if (error) throw unreadable(file, lines.linePos(error.pos[0]).line, error.message, error);
  const line = (path: KeyPath): number | null => {
    const offset = offsetOf(document.contents, path);
    return offset === null ? null : lines.linePos(offset).line;
  };
  try {
    return { file, data: document.toJS({ maxAliasCount: 100 }) ?? {}, line };
  } catch (thrown) {
    throw unreadable(file, null, messageOf(thrown), thrown);
  }
}

function offsetOf(top: Node | null, path: KeyPath): number | null {
  let node: unknown = top;
  let offset = top?.range?.[0] ?? null;
  for (const key of path) {
    const pair = isMap(node) ? node.items.find((item) => (item.key as { value?: unknown })?.value === key) : null;
    const next = pair ? pair.value : isSeq(node) && typeof key === 'number' ? node.items[key] : null;
    const start = ((pair?.key ?? next) as Node | null)?.range?.[0];
    if (start === undefined) return offset;
    offset = start;
    node = next;
  }
  return offset;
}

const table = ['tool', 'migration-gate'];

/** The table `[tool.migration-gate]` of a pyproject.toml; null when it has none. @throws GateError `bad-config` when it does not parse */
export function readPyproject(file: string, text: string): ConfigDocument | null {
  try {
    const whole = parseToml(text) as { tool?: { 'migration-gate'?: unknown } };
    const data = whole.tool?.['migration-gate'];
    if (data === undefined) return null;
    return { file, data, line: (path) => tomlLine(text, path) };
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    throw unreadable(file, thrown.line, thrown.message.split('\n')[0] ?? '', thrown);
  }
}

/** The line of the deepest part of the path that can be seen: the parser keeps no positions, so headers and keys are looked for. */
function tomlLine(text: string, path: KeyPath): number | null {
  const wanted = [...table, ...path.filter((key) => typeof key === 'string')];
  let header: readonly string[] = [];
  let best: { readonly depth: number; readonly line: number } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const opened = /^\s*\[\[?([^\]]+)\]/.exec(line)?.[1];
    if (opened !== undefined) header = parts(opened);
    const key = /^\s*([\w."'-]+(?:\s*\.\s*[\w"'-]+)*)\s*=/.exec(line)?.[1];
    const here = opened === undefined && key === undefined ? [] : [...header, ...(key === undefined ? [] : parts(key))];
    const fits = here.length > 0 && here.every((part, depth) => part === wanted[depth]);
    if (fits && here.length > (best?.depth ?? 0)) best = { depth: here.length, line: index + 1 };
  }
  return best?.line ?? null;
}

const parts = (dotted: string): readonly string[] =>
  dotted.split('.').map((part) => part.trim().replace(/^["']|["']$/g, ''));

const unreadable = (file: string, line: number | null, why: string, cause: unknown): GateError =>
  new GateError('bad-config', `${line === null ? file : `${file}:${line}`} cannot be read: ${why}`, {
    hint: 'Mend the file, or name another one with --config.',
    cause,
  });
