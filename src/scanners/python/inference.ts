import type { Node } from 'web-tree-sitter';
import { type Binding, bindingOf, enclosing } from './bindings.ts';
import { calledName, lastSegment, literal, positional } from './calls.ts';
import { type ClassFacts, type ModuleFacts, tableFacts } from './facts.ts';
import type { Model, Models } from './models.ts';
import type { Meaning, Modules } from './modules.ts';
import { type TypeText, typeText } from './type-text.ts';

/**
 * What a Python expression is, as far as it matters for columns. `row`: an instance of a class; `rows`: something that yields instances;
 * `either`: an attribute that leads to one or many; `query`: a statement on an entity. `other`: known to be something else.
 */
export type Type =
  | { readonly kind: 'class' | 'row' | 'rows' | 'either' | 'query'; readonly facts: ClassFacts }
  | { readonly kind: 'table' | 'columns'; readonly table: string }
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'other' };

const other: Type = { kind: 'other' };

/** Methods of a query, a statement or a result that give back the same kind of thing. */
const chained = new Set(
  'filter filter_by where order_by options join outerjoin limit offset distinct group_by having with_for_update execution_options populate_existing yield_per enable_eagerloads select_from add_columns from_self values returning scalars unique partitions on_conflict_do_update on_conflict_do_nothing params prefix_with with_entities slice order correlate'.split(
    ' ',
  ),
);
/** Methods of a query or a result that give one row. */
const single = new Set(
  'first pop one one_or_none scalar scalar_one scalar_one_or_none get get_or_404 first_or_404 one_or_404 fetchone get_one'.split(
    ' ',
  ),
);
const plural = new Set('all fetchall fetchmany paginate'.split(' '));
/** Methods of a session that take an entity, an instance or a statement. */
const ofSession = new Set('query get get_one scalar scalars execute exec merge stream stream_scalars'.split(' '));
const statements = new Set('select update insert delete exists lambda_stmt'.split(' '));
const passing = new Set('list sorted reversed tuple set iter copy deepcopy filter'.split(' '));

/** Light inference on demand: only what the receiver of a wanted name needs is looked at. */
export class Inference {
  readonly #path: string;
  readonly #modules: Modules;
  readonly #models: Models;
  readonly #known = new Map<number, Type | null>();

  constructor({ path }: ModuleFacts, modules: Modules, models: Models) {
    this.#path = path;
    this.#modules = modules;
    this.#models = models;
  }

  /** The model whose rows, class or statement an expression is. */
  modelOf(type: Type | null): Model | null {
    return type && 'facts' in type ? this.#models.of(type.facts) : null;
  }

  /** Null when nothing is known of it. */
  typeOf(node: Node, depth = 0): Type | null {
    const known = this.#known.get(node.id);
    if (known !== undefined) return known;
    if (depth > 24) return null;
    this.#known.set(node.id, null); // a value that depends on itself ends here
    const type = this.#infer(node, depth + 1);
    this.#known.set(node.id, type);
    return type;
  }

  #infer(node: Node, depth: number): Type | null {
    switch (node.type) {
      case 'identifier':
        return this.#name(node, depth);
      case 'attribute':
        return this.#attribute(node, depth);
      case 'call':
        return this.#call(node, depth);
      case 'await':
      case 'parenthesized_expression':
      case 'named_expression':
        return this.#first(node.namedChildren.slice(-1), depth);
      case 'subscript':
        return elementOf(this.#child(node, 'value', depth), node.childForFieldName('subscript')?.type === 'slice');
      case 'conditional_expression':
        return this.#first([node.namedChildren[0], node.namedChildren[2]], depth);
      case 'boolean_operator':
        return this.#first([node.childForFieldName('right'), node.childForFieldName('left')], depth);
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return manyOf(this.#child(node, 'body', depth));
      case 'dictionary_comprehension':
        return manyOf(this.#first([node.childForFieldName('body')?.childForFieldName('value')], depth));
      case 'list':
        return manyOf(this.#first(node.namedChildren.slice(0, 1), depth));
      case 'string':
      case 'integer':
      case 'float':
      case 'dictionary':
      case 'true':
      case 'false':
      case 'concatenated_string':
      case 'comparison_operator':
      case 'lambda':
        return other;
      default:
        return null;
    }
  }

  #first(nodes: readonly (Node | null | undefined)[], depth: number): Type | null {
    for (const node of nodes) {
      const type = node ? this.typeOf(node, depth) : null;
      if (type && type !== other) return type;
    }
    return null;
  }

  #child(node: Node, field: string, depth: number): Type | null {
    const child = node.childForFieldName(field);
    return child && this.typeOf(child, depth);
  }

  #name(node: Node, depth: number): Type | null {
    const binding = bindingOf(node);
    if (binding) return this.#bound(binding, depth);
    return this.#meant(this.#modules.meaning(this.#path, node.text));
  }

  #bound(binding: Binding, depth: number): Type | null {
    switch (binding.kind) {
      case 'value':
        return this.typeOf(binding.node, depth);
      case 'element':
        return elementOf(this.typeOf(binding.node, depth), false);
      case 'annotation':
        return this.#annotated(typeText(binding.text), this.#path);
      case 'self':
        return this.#self(binding.node, binding.isClass);
      case 'other':
        return null;
    }
  }

  #self(classNode: Node, isClass: boolean): Type | null {
    const facts = this.#modules.at(this.#path)?.classes.get(classNode.childForFieldName('name')?.text ?? '');
    return facts ? { kind: isClass ? 'class' : 'row', facts } : null;
  }

  #annotated(text: TypeText | null, path: string): Type | null {
    if (!text) return null;
    const meaning = this.#modules.meaning(path, text.name);
    if (meaning.kind === 'class') return { kind: text.many ? 'rows' : 'row', facts: meaning.facts };
    return meaning.kind === 'unknown' ? null : other;
  }

  #meant(meaning: Meaning): Type | null {
    if (meaning.kind === 'class') return { kind: 'class', facts: meaning.facts };
    if (meaning.kind === 'table') return { kind: 'table', table: this.#models.tableOf(meaning.facts, meaning.path) };
    return meaning.kind === 'module' ? meaning : null;
  }

  #attribute(node: Node, depth: number): Type | null {
    const object = node.childForFieldName('object');
    const name = node.childForFieldName('attribute')?.text ?? '';
    const type = object && this.typeOf(object, depth);
    if (!object || !type) return null;
    if (type.kind === 'module') return this.#meant(this.#modules.meaning(type.path, name));
    if (type.kind === 'table')
      return name === 'c' || name === 'columns' ? { kind: 'columns', table: type.table } : null;
    if (type.kind === 'class' && name === '__table__') {
      const model = this.#models.of(type.facts);
      return model && { kind: 'table', table: model.table };
    }
    if (type.kind === 'class' && name === 'query') return { kind: 'query', facts: type.facts };
    if (type.kind === 'rows' && name === 'items') return type;
    return type.kind === 'row' || type.kind === 'either' || type.kind === 'class'
      ? this.#member(type.facts, name, node, depth)
      : null;
  }

  #member(facts: ClassFacts, name: string, node: Node, depth: number): Type | null {
    const attribute = this.#models.of(facts)?.attributes.get(name) ?? this.#inherited(facts, name);
    if (attribute) {
      const { kind, type } = attribute;
      const related = this.#annotated(type, facts.path) ?? (kind === 'relationship' && type ? this.#named(type) : null);
      if (related && 'facts' in related && kind === 'relationship' && !type?.many)
        return { kind: 'either', facts: related.facts };
      return kind === 'column' ? (related ?? other) : related;
    }
    return this.#setOnSelf(name, node, depth);
  }

  #inherited(facts: ClassFacts, name: string) {
    return facts.attributes.get(name) ?? null;
  }

  /** A relationship names its class by a string that need not be imported. */
  #named({ name, many }: TypeText): Type | null {
    const classes = this.#modules.all().flatMap((module) => module.classes.get(lastSegment(name)) ?? []);
    const mapped = classes.filter((facts) => this.#models.of(facts));
    const [only] = mapped;
    return only && mapped.length === 1 ? { kind: many ? 'rows' : 'either', facts: only } : null;
  }

  /** `self.tenant = …` in a method of the class that `self.tenant` stands in. */
  #setOnSelf(name: string, node: Node, depth: number): Type | null {
    const own = node.childForFieldName('object')?.text === 'self' ? enclosing(node, 'class_definition') : null;
    if (!own) return null;
    for (const assignment of own.descendantsOfType('assignment')) {
      if (assignment.childForFieldName('left')?.text !== `self.${name}`) continue;
      const annotation = assignment.childForFieldName('type')?.text;
      const type = annotation
        ? this.#annotated(typeText(annotation), this.#path)
        : this.#child(assignment, 'right', depth);
      if (type) return type;
    }
    return null;
  }

  #call(node: Node, depth: number): Type | null {
    const table = tableFacts(node);
    if (table) return { kind: 'table', table: this.#models.tableOf(table, this.#path) };
    const called = node.childForFieldName('function');
    const name = lastSegment(calledName(node)) || (called?.childForFieldName('attribute')?.text ?? '');
    const [first] = positional(node);
    if (called?.type === 'attribute') {
      const receiver = this.#child(called, 'object', depth);
      const chain = receiver && this.#method(receiver, name);
      if (chain) return chain;
      if (first && ofSession.has(name)) {
        const given = this.typeOf(first, depth);
        const made = given && fromSession(given, name);
        if (made) return made;
      }
    }
    if (called?.type === 'identifier' || called?.type === 'attribute') {
      if (statements.has(name) && first) {
        const given = this.typeOf(first, depth);
        if (given && given.kind === 'class') return { kind: 'query', facts: given.facts };
        if (given?.kind === 'table') return given;
      }
      if (passing.has(name))
        return this.#first(
          positional(node)
            .slice(-1)
            .concat(first ?? []),
          depth,
        );
      if (name === 'next') return elementOf(this.#first([first], depth), false);
      if (name === 'cast') return this.#annotated(typeText(first ? (literal(first) ?? first.text) : ''), this.#path);
      if (name === 'aliased') return this.#first([first], depth);
      if (name === 'enumerate' || name === 'tqdm') return this.#first([first], depth);
      return this.#result(called, depth);
    }
    return null;
  }

  #method(receiver: Type, name: string): Type | null {
    if (receiver.kind === 'query' || receiver.kind === 'rows') {
      if (single.has(name)) return { kind: 'row', facts: receiver.facts };
      if (plural.has(name)) return { kind: 'rows', facts: receiver.facts };
      if (chained.has(name)) return receiver;
      if (['count', 'exists', 'delete', 'update'].includes(name))
        return receiver.kind === 'query' && name !== 'count' ? receiver : other;
    }
    if (receiver.kind === 'table' && ['select', 'insert', 'update', 'delete', ...chained].includes(name))
      return receiver;
    if (receiver.kind === 'either' && (plural.has(name) || chained.has(name)))
      return { kind: 'rows', facts: receiver.facts };
    return null;
  }

  /** What calling a class or a function of the repository gives. */
  #result(called: Node, depth: number): Type | null {
    const type = this.typeOf(called, depth);
    if (type?.kind === 'class') return { kind: 'row', facts: type.facts };
    const meaning = this.#calledMeaning(called, depth);
    if (meaning?.kind === 'function') return this.#annotated(meaning.returns, meaning.path);
    const object = called.type === 'attribute' ? this.#child(called, 'object', depth) : null;
    if (object && 'facts' in object) {
      const method = object.facts.methods.get(called.childForFieldName('attribute')?.text ?? '');
      return method ? this.#annotated(method, object.facts.path) : null;
    }
    return null;
  }

  #calledMeaning(called: Node, depth: number): Meaning | null {
    if (called.type === 'identifier') return bindingOf(called) ? null : this.#modules.meaning(this.#path, called.text);
    const object = this.#child(called, 'object', depth);
    return object?.kind === 'module'
      ? this.#modules.meaning(object.path, called.childForFieldName('attribute')?.text ?? '')
      : null;
  }
}

function elementOf(type: Type | null, isSlice: boolean): Type | null {
  if (!type || !('facts' in type)) return null;
  if (isSlice) return type;
  return type.kind === 'rows' || type.kind === 'either' || type.kind === 'query'
    ? { kind: 'row', facts: type.facts }
    : null;
}

const manyOf = (type: Type | null): Type | null =>
  type && 'facts' in type && type.kind === 'row' ? { kind: 'rows', facts: type.facts } : null;

/** What a session's method makes of an entity, an instance or a statement. */
function fromSession(given: Type, method: string): Type | null {
  if (!('facts' in given)) return null;
  const { facts, kind } = given;
  if (method === 'query') return { kind: 'query', facts };
  if (method.startsWith('get')) return kind === 'class' ? { kind: 'row', facts } : null;
  if (method === 'merge') return kind === 'row' ? given : null;
  if (kind !== 'query') return null;
  return method === 'scalar' ? { kind: 'row', facts } : { kind: 'rows', facts };
}
