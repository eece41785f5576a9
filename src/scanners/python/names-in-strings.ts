import type { Node } from 'web-tree-sitter';
import { looksLike } from './attribute-access.ts';
import { enclosing } from './bindings.ts';
import { calledName, lastSegment, literal, positional } from './calls.ts';
import { tableFacts } from './facts.ts';
import { judge } from './named-arguments.ts';
import { type Seen, type Sight, seen } from './sight.ts';
import { isColumn, type Target } from './target.ts';

const reflective = new Set(['getattr', 'setattr', 'hasattr', 'delattr', 'flag_modified', 'attrgetter']);
const ofQuery = new Set(['order_by', 'group_by', 'load_only', 'defer', 'undefer', 'with_entities', 'distinct']);
const ofTable = new Set(['Index', 'UniqueConstraint', 'PrimaryKeyConstraint', 'ForeignKeyConstraint']);
const ofStatement = new Set(['values', 'update', 'bulk_insert_mappings', 'bulk_update_mappings', 'execute', 'set_']);

/** Names of columns written as text: `getattr(tenant, "config")`, `order_by("config")`, `ForeignKey("tenants.config")`. */
export function* namesInStrings(sight: Sight): Iterable<Seen> {
  const columns = sight.targets.filter(({ name }) => name.column !== null);
  for (const node of sight.around('string')) {
    if (node.parent?.type === 'concatenated_string') continue;
    const text = literal(node);
    if (text === null || text.length > 200) continue;
    for (const target of sight.targets) {
      const found =
        qualified(text, node, target, sight) ??
        (columns.includes(target) && target.words.has(text) ? bare(text, node, target, sight) : null);
      if (found) yield seen(target, node, found.certainty, 'string', found.why);
    }
  }
}

type Judged = { readonly certainty: 'certain' | 'likely'; readonly why: string } | null;

/** `ForeignKey("tenants.id")`, `relationship(primaryjoin="Tenant.config == …")`. */
function qualified(text: string, node: Node, { name, models }: Target, sight: Sight): Judged {
  const call = enclosing(node, 'call');
  const called = call ? lastSegment(calledName(call)) : '';
  const { table, column } = name;
  if (called === 'ForeignKey' || called === 'ForeignKeyConstraint') {
    const [referred, bare = '', schema = null] = text.split('.').reverse();
    const own = sight.facts.classes.get(enclosing(node, 'class_definition')?.childForFieldName('name')?.text ?? '');
    const isIt =
      sight.models.foreignTable(schema, bare, own ?? null) === table && (column === null || referred === column);
    return isIt ? { certainty: 'certain', why: `it is a foreign key to ${text}` } : null;
  }
  if (called !== 'relationship' || column === null) return null;
  const isIt = models.some(({ facts, attributes }) =>
    [...attributes.keys(), column].some(
      (attribute) =>
        new RegExp(`\\b${facts.name}\\.${attribute}\\b`).test(text) &&
        isColumn({ facts, table, attributes }, attribute, name),
    ),
  );
  return isIt ? { certainty: 'certain', why: `a relationship is joined by it` } : null;
}

function bare(text: string, node: Node, target: Target, sight: Sight): Judged {
  const { inference } = sight;
  const { table, column } = target.name;
  const keyed = inSplat(text, node, target, sight) ?? inRequest(node, target, sight);
  if (keyed) return keyed;
  const call = enclosing(node, 'call');
  const called = call
    ? lastSegment(calledName(call)) || (call.childForFieldName('function')?.childForFieldName('attribute')?.text ?? '')
    : '';
  const given = call ? positional(call) : [];
  const isArgument = given.some(({ id }) => id === node.id);
  if (call && reflective.has(called) && isArgument) {
    const [object] = given;
    const model = object ? inference.modelOf(inference.typeOf(object)) : null;
    if (model)
      return isColumn(model, text, target.name)
        ? { certainty: 'certain', why: `${object?.text} is a ${model.facts.name}, a row of ${table}` }
        : null;
    const why = object && inference.typeOf(object) === null ? looksLike(object, target) : null;
    return why ? { certainty: 'likely', why } : null;
  }
  const handed = isArgument && given.some((each) => each.id !== node.id && isRowOf(target, text, each, inference));
  if (handed) return { certainty: 'likely', why: `it is handed on together with a row of ${table}` };
  const subscripted = node.parent?.type === 'subscript' ? node.parent.childForFieldName('value') : null;
  const columns = subscripted && inference.typeOf(subscripted);
  if (columns?.kind === 'columns')
    return columns.table === table && text === column
      ? { certainty: 'certain', why: `${subscripted?.text} are the columns of ${table}` }
      : null;
  const owner = ofModel(node, target);
  if (owner) return owner;
  if (!call || (!ofQuery.has(called) && !ofStatement.has(called) && !ofTable.has(called))) return null;
  if (ofTable.has(called))
    return text === column && declaredFor(call, target, sight)
      ? { certainty: 'certain', why: `${called} of ${table}` }
      : null;
  if (ofStatement.has(called) && !isKey(node)) return null;
  const entity = entityOf(call, inference);
  if (entity === table) return { certainty: 'certain', why: `the statement is on ${table}` };
  return null;
}

/** A key of a dictionary that becomes a call's keywords: `values["config"] = 1; Tenant(**values)`. */
function inSplat(text: string, node: Node, target: Target, sight: Sight): Judged {
  const dictionary = keyedBy(node);
  const scope = dictionary === null ? null : enclosing(node, 'function_definition', 'module');
  for (const splat of scope?.descendantsOfType('dictionary_splat') ?? []) {
    const call = splat.parent?.parent;
    if (call?.type !== 'call' || splat.namedChildren[0]?.text !== dictionary) continue;
    const found = judge(call, text, target, sight);
    if (found) return { certainty: 'likely', why: `${dictionary} becomes the keywords of a call: ${found.why}` };
  }
  return null;
}

/** A key of what is sent to the address of the table's rows: `client.post("/api/tenants", json={"config": 1})`. */
function inRequest(node: Node, { name: { table } }: Target, { catalog, inference }: Sight): Judged {
  const dictionary = node.parent?.type === 'pair' && isKey(node) ? node.parent.parent : null;
  const argument = dictionary?.parent?.type === 'keyword_argument' ? dictionary.parent : dictionary;
  const call = argument?.parent?.type === 'argument_list' ? argument.parent.parent : null;
  if (!dictionary || call?.type !== 'call' || !/\.(?:post|put|patch)$/.test(calledName(call))) return null;
  const [address] = positional(call);
  const url = address && addressIn(inference.valueOf(address));
  const keys = dictionary.namedChildren.flatMap((pair) => pair.childForFieldName('key') ?? []);
  const { share } = catalog.fit(
    table,
    keys.flatMap((key) => literal(key) ?? []),
  );
  return url && catalog.addresses(url, table) && share >= 0.5
    ? { certainty: 'likely', why: `it is sent to ${url}` }
    : null;
}

/** The text of an address, with `{}` for what is put in. */
const addressIn = (node: Node): string | null =>
  node.type === 'string' ? node.text.replace(/^\w*["']+|["']+$/g, '').replace(/\{[^}]*\}/g, '{}') : null;

/** The variable of the dictionary that a text is a key of. */
function keyedBy(node: Node): string | null {
  const { parent } = node;
  const holder =
    parent?.type === 'subscript'
      ? parent.childForFieldName('value')
      : parent?.type === 'pair' && isKey(node) && parent.parent?.parent?.type === 'assignment'
        ? parent.parent.parent.childForFieldName('left')
        : parent?.type === 'argument_list' && /\.setdefault$/.test(calledName(parent.parent ?? node))
          ? parent.parent?.childForFieldName('function')?.childForFieldName('object')
          : null;
  return holder?.type === 'identifier' ? holder.text : null;
}

function isRowOf({ name }: Target, text: string, node: Node, inference: Sight['inference']): boolean {
  const type = inference.typeOf(node);
  const model = type?.kind === 'row' ? inference.modelOf(type) : null;
  return model !== null && isColumn(model, text, name);
}

const isKey = (node: Node): boolean =>
  node.parent?.type === 'pair' && node.parent.childForFieldName('key')?.id === node.id;

/** The table that a call's statement is on: its receiver's, or its first argument's. */
function entityOf(call: Node, inference: Sight['inference']): string | null {
  const receiver = call.childForFieldName('function')?.childForFieldName('object');
  const outer = receiver ? null : enclosing(call, 'call')?.childForFieldName('function')?.childForFieldName('object');
  for (const node of [receiver, outer, ...positional(call)]) {
    const type = node ? inference.typeOf(node) : null;
    if (type?.kind === 'table') return type.table;
    const model = inference.modelOf(type);
    if (model && type?.kind !== 'row') return model.table;
  }
  return null;
}

/** An index or constraint in the body of a model or in the call that makes its table. */
function declaredFor(call: Node, { name, models }: Target, { facts, models: known }: Sight): boolean {
  const around = enclosing(call, 'call');
  const table = around && tableFacts(around);
  if (table) return known.tableOf(table, facts.path) === name.table;
  const owner = enclosing(call, 'class_definition')?.childForFieldName('name')?.text;
  return models.some(({ facts }) => facts.name === owner);
}

/** A list of names in a class that says `model = Tenant`: serializers, forms, admin views. */
function ofModel(node: Node, { name, models }: Target): Judged {
  if (!['tuple', 'list', 'set', 'pair'].includes(node.parent?.type ?? '')) return null;
  const owner = enclosing(node, 'class_definition', 'function_definition');
  if (owner?.type !== 'class_definition') return null;
  const body = owner.childForFieldName('body')?.text ?? '';
  const bases = owner.childForFieldName('superclasses')?.text ?? '';
  const model = models.find(({ facts }) =>
    new RegExp(`\\bmodel\\s*=\\s*(?:\\w+\\.)*${facts.name}\\b`).test(`${bases}\n${body}`),
  );
  return model
    ? { certainty: 'likely', why: `the class speaks of the columns of ${model.facts.name}, the model of ${name.table}` }
    : null;
}
