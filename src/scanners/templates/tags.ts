/** A piece of a template in which names stand for values, and where it begins. */
export interface Tag {
  readonly inside: string;
  readonly index: number;
}

/**
 * `{{ … }}`, `{% … %}`, `${ … }`, Mako's `% for … :`, attributes of Angular, Vue and Alpine (`ng-if="…"`, `*ngFor="…"`, `:title="…"`), and Angular's
 * blocks: `@for (…)`.
 */
const tag =
  /@(?:for|if|else\s+if|switch|case)\s*\((?:[^()]|\([^()]*\))*\)|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\$\{[^}]*\}|^[ \t]*%[ \t].*$|(?<=\s)(?:(?:data-)?(?:ng|v|x)-[\w:.-]+|\*ng\w+|\[[\w().-]+\]|\([\w.-]+\)|[:@][\w.-]+)\s*=\s*(?:"[^"]*"|'[^']*')/gm;

export const tagsIn = (text: string): readonly Tag[] =>
  [...text.matchAll(tag)].map(({ 0: inside, index }) => ({ inside, index }));

/** A page without them is no template. */
export const hasTags =
  /@(?:for|if|switch)\s*\(|\{\{|\{%|\$\{|^[ \t]*%[ \t]|\s(?:(?:data-)?(?:ng|v|x)-\w|\*ng\w|[[(:@]\w)[^\s=]*=/m;

/** `for tenant in tenants`, `#each tenants as |tenant|`. */
const loops = [
  /\bfor\s+(?:\w+\s*,\s*)?(?<item>\w+)\s+in\s+(?<list>[\w.]+)/g,
  /(?:-repeat(?:-start)?|-for|ngFor)\s*=\s*["']\(?(?:let\s+)?(?<item>\w+)[^"']*?\s(?:in|of)\s+(?<list>[\w.]+)/g,
  /@for\s*\(\s*(?<item>\w+)\s+of\s+(?<list>[\w.]+)/g,
  /#each\s+(?<list>[\w.]+)\s+as\s+\|\s*(?<item>\w+)/g,
];

/** The names that loops give to items of lists, each with the last part of the list's name. */
export const itemsIn = (tags: readonly Tag[]): readonly { readonly item: string; readonly list: string }[] =>
  tags
    .flatMap(({ inside }) => loops.flatMap((loop) => [...inside.matchAll(loop)]))
    .flatMap(({ groups }) => (groups?.item ? [{ item: groups.item, list: groups.list?.split('.').at(-1) ?? '' }] : []));
