import type { Node } from 'web-tree-sitter';
import { lastSegment } from './calls.ts';
import { type Seen, type Sight, seen } from './sight.ts';
import { isColumn, type Target } from './target.ts';

/** `tenant.config`, `Tenant.config`, `tenants.c.config`. */
export function* attributeAccesses({ root, inference, targets }: Sight): Iterable<Seen> {
  const columns = targets.filter(({ name }) => name.column !== null);
  const words = new Set(columns.flatMap((target) => [...target.words]));
  for (const node of root.descendantsOfType('attribute')) {
    const attribute = node.childForFieldName('attribute')?.text ?? '';
    const object = node.childForFieldName('object');
    if (!object || !words.has(attribute)) continue;
    const type = inference.typeOf(object);
    for (const target of columns.filter((each) => each.words.has(attribute))) {
      const { table, column } = target.name;
      const model = inference.modelOf(type);
      if (type?.kind === 'columns' && type.table === table && attribute === column)
        yield seen(target, node, 'certain', 'attribute', `${object.text} are the columns of ${table}`);
      else if (
        model &&
        type &&
        'facts' in type &&
        type.kind !== 'rows' &&
        type.kind !== 'query' &&
        isColumn(model, attribute, target.name)
      )
        yield seen(
          target,
          node,
          'certain',
          'attribute',
          `${said(object)} is ${type.kind === 'class' ? 'the model' : `a ${model.facts.name}, a row`} of ${table}`,
        );
      else if (type === null && attribute === column && !isCalled(node)) {
        const why = looksLike(object, target);
        if (why) yield seen(target, node, 'likely', 'attribute', why);
      }
    }
  }
}

const isCalled = (node: Node): boolean =>
  node.parent?.type === 'call' && node.parent.childForFieldName('function')?.id === node.id;

/** An object whose type is not known and which is called like a row or a model of the table. */
export function looksLike(object: Node, { rowNames, models, name }: Target): string | null {
  const called = object.type === 'call' ? (object.childForFieldName('function') ?? object) : object;
  const last = lastSegment(
    called.type === 'subscript' ? (called.childForFieldName('value')?.text ?? '') : called.text.replace(/\s+/g, ''),
  );
  if (models.some(({ facts }) => facts.name === last)) return `${last} is called like the model of ${name.table}`;
  const bare = last
    .replace(/^_+|_+$/g, '')
    .replace(
      /^(?:current|new|old|db|existing|the|this|my|first|last|target|source|get|orig|original|updated|created|saved|stored|other|test)_/,
      '',
    );
  const isSubscript = object.type === 'subscript' && (bare === name.table || rowNames.has(bare));
  return rowNames.has(bare) || isSubscript ? `${said(object)} is called like a row of ${name.table}` : null;
}

/** An expression as it is written, cut where it is long. */
function said(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
