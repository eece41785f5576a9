import { ts } from '../../syntax/typescript.ts';
import { regionOf, tellersAt } from './locals.ts';
import { type Import, type Outline, outlineOf } from './outline.ts';
import type { Source } from './source.ts';
import { surfaceOf } from './surface.ts';

/** A name that is needed from a file. */
export interface Need {
  /** The importing file. */
  readonly from: string;
  readonly import: Import;
}

/** Which names of other modules a file needs: for the statements that hold what is looked for, or for one of its exports. */
export class Needs {
  readonly #outlines = new Map<string, Outline>();
  readonly #followed = new Set<string>();

  /** For what stands around the words, and what tells the types of the names in it. */
  ofWords(source: Source, words: RegExp): readonly Need[] {
    const regions = new Set([...source.tree.text.matchAll(words)].map(({ index }) => regionOf(source.tree, index)));
    return [...regions].flatMap((region) => [...this.#around(region, source), ...this.#behind(region, source)]);
  }

  /** The classes that a region lies in, without their bodies. */
  #around(region: ts.Node, source: Source): readonly Need[] {
    const above: ts.Node[] = [];
    for (let each = region.parent; each; each = each.parent)
      if (ts.isClassLike(each)) above.push(...(each.heritageClauses ?? []));
    return above.flatMap((each) => this.#behind(each, source));
  }

  /** For what the file exports by a name; `*` for all of it. */
  ofExport(source: Source, name: string): readonly Need[] {
    if (this.#isFollowed(source, `export ${name}`)) return [];
    const { declared, imports, exported, passedOn, stars } = this.#outline(source);
    if (name === '*')
      return [
        ...source.tree.statements.flatMap((statement) => this.#behind(statement, source)),
        ...[...passedOn.values(), ...stars.map((specifier) => ({ specifier, name: '*' }))].map((each) =>
          need(source, each),
        ),
      ];
    const passed = passedOn.get(name);
    if (passed) return [need(source, passed)];
    const local = exported.get(name) ?? name;
    const imported = imports.get(local);
    if (imported) return [need(source, imported)];
    const own = declared.get(local);
    if (own) return own.flatMap((node) => this.#surface(node, source));
    return stars.map((specifier) => need(source, { specifier, name }));
  }

  /** What the names in a node lead to: imports, and other declarations of the same file. */
  #behind(node: ts.Node, source: Source): readonly Need[] {
    if (this.#isFollowed(source, `${node.pos} ${node.end}`)) return [];
    const { declared, imports } = this.#outline(source);
    return [...namesIn(node.getText())].flatMap((name) => {
      const imported = imports.get(name);
      if (imported) return [need(source, imported)];
      const local = tellersAt(name, node);
      const top = (declared.get(name) ?? []).flatMap(surfaceOf);
      return [...new Set([...local, ...top])].flatMap((each) => this.#behind(each, source));
    });
  }

  #surface(node: ts.Node, source: Source): readonly Need[] {
    return surfaceOf(node).flatMap((each) => this.#behind(each, source));
  }

  #outline(source: Source): Outline {
    const known = this.#outlines.get(source.path) ?? outlineOf(source.tree);
    this.#outlines.set(source.path, known);
    return known;
  }

  #isFollowed(source: Source, what: string): boolean {
    const key = `${source.path} ${what}`;
    if (this.#followed.has(key)) return true;
    this.#followed.add(key);
    return false;
  }
}

const need = ({ path }: Source, each: Import): Need => ({ from: path, import: each });

/**
 * Names in a text, and members of `this`; without names of properties, and without those of JSX elements: a component that is only drawn says
 * nothing of values.
 */
function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { 1: tag, 2: name = '' } of text.matchAll(
    /(?:(?<=^|[\s(>{}:?&|=])(<\/?))?(?<![\w$.])((?:this\??\.)?[A-Za-z_$][\w$]*)/g,
  ))
    if (tag === undefined) names.add(name.replace('?.', '.'));
  for (const [, name = ''] of text.matchAll(/\.\.\.([A-Za-z_$][\w$]*)/g)) names.add(name);
  return names;
}
