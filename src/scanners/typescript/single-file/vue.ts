import type { Markup } from './markup.ts';

const piece =
  /<!--[\s\S]*?-->|<(?<close>\/)?(?<name>[A-Za-z][\w.:-]*)(?<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*?)(?<self>\/)?>|\{\{(?<text>[\s\S]*?)\}\}/g;
const attribute = /(?<key>[^\s=>"'/]+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/g;
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** The expressions of a Vue template as statements: loops stay loops, so that what they bind is bound. */
export function readVue(template: string, start: number, markup: Markup): void {
  const open: { readonly name: string; readonly scopes: number }[] = [];
  for (const match of template.matchAll(piece)) {
    const { close, name, attributes, self, text } = match.groups ?? {};
    const at = start + match.index;
    if (text !== undefined) expression(at + 2, at + 2 + text.length, markup);
    else if (name !== undefined && close !== undefined) closeUpTo(name, open, markup);
    else if (name !== undefined) {
      const scopes = readAttributes(attributes ?? '', at + 1 + name.length, markup);
      if (self !== undefined || empty.has(name.toLowerCase())) markup.write('}'.repeat(scopes));
      else open.push({ name, scopes });
    }
  }
  for (const { scopes } of open) markup.write('}'.repeat(scopes));
}

function closeUpTo(name: string, open: { readonly name: string; readonly scopes: number }[], markup: Markup): void {
  if (!open.some((each) => each.name === name)) return;
  for (let last = open.pop(); last; last = open.pop()) {
    markup.write('}'.repeat(last.scopes));
    if (last.name === name) return;
  }
}

/** @returns how many blocks were opened */
function readAttributes(attributes: string, start: number, markup: Markup): number {
  const all = [...attributes.matchAll(attribute)].map((match) => {
    const { key = '', double, single } = match.groups ?? {};
    const value = double ?? single ?? '';
    const from = start + match.index + match[0].length - 1 - value.length;
    return { key, value, from, to: from + value.length };
  });
  const isLoop = ({ key }: { readonly key: string }) => key === 'v-for';
  const isSlot = ({ key }: { readonly key: string }) => /^(?:v-slot|#)/.test(key);
  let scopes = 0;
  for (const each of all.filter(isLoop)) scopes += loop(each.value, each.from, markup);
  for (const each of all.filter(isSlot)) {
    markup.write('{ const ');
    markup.take(each.from, each.to);
    markup.write(' = null as any;');
    scopes++;
  }
  for (const each of all) {
    if (isLoop(each) || isSlot(each) || !/^(?::|v-|@)/.test(each.key)) continue;
    if (/^(?:@|v-on)/.test(each.key)) {
      markup.write('() => {');
      markup.take(each.from, each.to);
      markup.write('\n};');
    } else expression(each.from, each.to, markup);
  }
  return scopes;
}

/** `(tenant, index) in tenants` */
function loop(value: string, from: number, markup: Markup): number {
  const [, , names = '', between = '', list = ''] =
    /^(\s*\(?)([\s\S]*?)(\)?\s+(?:in|of)\s+)([\s\S]+)$/.exec(value) ?? [];
  if (list === '') return 0;
  const start = from + value.indexOf(names);
  const length = /^[^,{[]*/.exec(names)?.[0].length || names.length;
  const at = start + names.length + between.length;
  markup.write('for (const ');
  markup.take(start, start + length);
  markup.write(' of (');
  markup.take(at, at + list.length);
  markup.write(')) {');
  return 1;
}

function expression(from: number, to: number, markup: Markup): void {
  markup.write('(');
  markup.take(from, to);
  markup.write('\n);');
}
