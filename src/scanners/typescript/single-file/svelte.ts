import type { Markup } from './markup.ts';

/** `$tenant` is what the store `tenant` holds. */
export function storesIn(text: string): string {
  const used = new Set([...text.matchAll(/(?<![\w$.])\$([A-Za-z_]\w*)(?!\s*[(\w])/g)].map(([, name = '']) => name));
  return [...used]
    .map(
      (name) =>
        `\ndeclare let $${name}: typeof ${name} extends { subscribe(f: (value: infer T) => void): any } ? T : any;`,
    )
    .join('');
}

/** The expressions between braces of a Svelte component as statements: `{#each}` stays a loop, so that what it binds is bound. */
export function readSvelte(text: string, start: number, markup: Markup): void {
  let open = 0;
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    const end = closing(text, at);
    if (end < 0) break;
    const inside = text.slice(at + 1, end);
    open += read(inside, start + at + 1, markup, open);
    at = end;
  }
  markup.write('}'.repeat(Math.max(0, open)));
}

/** @returns by how much the number of open blocks changes */
function read(inside: string, at: number, markup: Markup, open: number): number {
  const take = (before: string, part: string, after: string): void => {
    const from = at + inside.indexOf(part);
    markup.write(before);
    markup.take(from, from + part.length);
    markup.write(after);
  };
  const each = /^#each\s+([\s\S]+?)\s+as\s+([\s\S]+)$/.exec(inside);
  if (each) {
    const [, list = '', bound = ''] = each;
    take('for (const ', item(bound), ' of (');
    take('', list, ')) {');
    return 1;
  }
  if (/^\/(?:each|snippet)/.test(inside)) {
    markup.write(open > 0 ? '}' : '');
    return open > 0 ? -1 : 0;
  }
  const [, names] = /^#snippet\s+\w+\s*\(([\s\S]*)\)\s*$/.exec(inside) ?? [];
  if (names !== undefined) {
    take('{ let ', names || inside, ';');
    return 1;
  }
  const [, constant] = /^@const\s+([\s\S]+)$/.exec(inside) ?? [];
  if (constant !== undefined) take('const ', constant, ';');
  else {
    const [, expression = ''] =
      /^(?:#(?:if|key|await)\s|:else\s+if\s|@(?:html|render|debug)\s|\.\.\.)?([\s\S]*?)(?:\s+then\s+\w+)?$/.exec(
        inside,
      ) ?? [];
    if (expression.trim() !== '' && !/^[#:/@]/.test(expression)) take('(', expression, '\n);');
  }
  return 0;
}

/** `tenant, index (tenant.id)` → `tenant` */
function item(bound: string): string {
  if (bound.startsWith('{') || bound.startsWith('[')) return bound.slice(0, closing(bound, 0) + 1) || bound;
  return /^[\w$]+/.exec(bound)?.[0] ?? bound;
}

/** Where the brace or bracket that opens at an offset is closed; -1 when it is not. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if ('{[('.includes(character)) depth++;
    else if ('}])'.includes(character) && --depth === 0) return at;
    else if ('"\'`'.includes(character)) {
      const end = quoted(text, at);
      if (end > 0) at = end;
    }
  }
  return -1;
}

function quoted(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === quote) return at;
    else if (text.charAt(at) === '\n' && quote !== '`') return -1;
  }
  return -1;
}
