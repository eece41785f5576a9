import type { ClassFacts } from './facts.ts';
import { columnBehind } from './models.ts';
import type { Modules } from './modules.ts';
import type { Seen, Sight } from './sight.ts';
import type { Target } from './target.ts';

/** Where the code itself says that the table has the column: a model's attribute, a Core table, a class that is filled from rows. */
export function* declarations({ facts, targets, tables, models: known }: Sight, modules: Modules): Iterable<Seen> {
  for (const target of targets) {
    const { name, models } = target;
    for (const declared of facts.tables.values()) {
      const { columns } = declared;
      const line = name.column === null ? [...columns.values()][0] : columns.get(name.column);
      if (line !== undefined && known.tableOf(declared, facts.path) === name.table)
        yield { name, line, certainty: 'certain', kind: 'declaration', why: `the code declares ${name.table}` };
    }
    for (const own of facts.classes.values()) {
      if (name.column === null) {
        const isModel = models.some((model) => model.facts === own);
        if (isModel)
          yield {
            name,
            line: own.line,
            certainty: 'certain',
            kind: 'declaration',
            why: `${own.name} is mapped to ${name.table}`,
          };
        continue;
      }
      for (const [attribute, is] of own.attributes) {
        const model = models.find((each) => each.attributes.get(attribute) === is);
        if (model && columnBehind(attribute, is) === name.column)
          yield {
            name,
            line: is.line,
            certainty: 'certain',
            kind: 'declaration',
            why: `${model.facts.name} is the model of ${name.table}`,
          };
        else if (
          !model &&
          is.kind === 'field' &&
          attribute === name.column &&
          isFilledFrom(own, target, modules, (names) => tables.fit(name.table, names))
        )
          yield {
            name,
            line: is.line,
            certainty: 'likely',
            kind: 'field',
            why: `${own.name} is filled from rows of ${name.table}: its fields are columns of it`,
          };
      }
    }
  }
}

/** A class that reads another object's attributes, is called like the table's class and has its columns as fields. */
function isFilledFrom(
  own: ClassFacts,
  { models, rowNames }: Target,
  modules: Modules,
  share: (names: readonly string[]) => number,
): boolean {
  if (!isFed(own, modules)) return false;
  const lower = own.name.toLowerCase();
  const isNamed = [
    ...models.map(({ facts }) => facts.name.toLowerCase()),
    ...[...rowNames].map((name) => name.replaceAll('_', '')),
  ].some((name) => lower.includes(name));
  const fields = [...own.attributes].filter(([, { kind }]) => kind === 'field').map(([name]) => name);
  return isNamed && share(fields) >= 0.6;
}

function isFed(own: ClassFacts, modules: Modules, depth = 0): boolean {
  if (own.isFed) return true;
  return (
    depth < 6 &&
    own.bases.some((base) => {
      const meaning = modules.meaning(own.path, base);
      return meaning.kind === 'class' && isFed(meaning.facts, modules, depth + 1);
    })
  );
}
