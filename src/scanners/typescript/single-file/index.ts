import { Markup } from './markup.ts';
import { readSvelte, storesIn } from './svelte.ts';
import { readVue } from './vue.ts';

/** The code of a file, and where in the file an offset of the code lies. */
export interface Script {
  readonly code: string;
  origin(at: number): number;
}

const blank = (text: string): string => text.replace(/[^\n\r]/g, ' ');

/**
 * The code of a file. Of a Vue or Svelte component its scripts, each character where it stands in the file, and after them the expressions of its
 * markup in a function, where the names of the script can be seen.
 */
export function scriptOf(path: string, text: string): Script {
  const [, kind] = /\.(vue|svelte)$/.exec(path) ?? [];
  if (kind === undefined) return { code: text, origin: (at) => at };
  const scripts = [...text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script\s*>/gi)];
  let code = '';
  let end = 0;
  for (const match of scripts) {
    const start = match.index + (match[1]?.length ?? 0);
    code += blank(text.slice(end, start)) + (match[2] ?? '');
    end = start + (match[2]?.length ?? 0);
  }
  code += `${blank(text.slice(end))}\n`;
  const markup = new Markup(text, code.length);
  let stores = '';
  markup.write('async function _() {');
  if (kind === 'vue') {
    const template = /<template\b[^>]*>([\s\S]*)<\/template\s*>/i.exec(text);
    if (template) readVue(template[1] ?? '', template.index + template[0].indexOf('>') + 1, markup);
  } else {
    readSvelte(withoutBlocks(text), 0, markup);
    stores = storesIn(text);
  }
  markup.write(`}${stores}`);
  return { code: code + markup.code, origin: (at) => (at < text.length ? at : markup.origin(at)) };
}

const withoutBlocks = (text: string): string =>
  text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi, blank);
