import type { Node } from 'web-tree-sitter';
import { askedFor } from './asked-for.ts';
import { type Binding, bindingOf, enclosing } from './bindings.ts';
import { literal, methodOf, positional } from './calls.ts';
import type { ModuleFacts } from './facts.ts';
import { Members } from './members.ts';
import { resultOfMethod } from './method-results.ts';
import type { Model, Models } from './models.ts';
import type { Meaning, Modules } from './modules.ts';
import { takesFixtures } from './returned.ts';
import { tableFacts } from './table-facts.ts';
import { typeText } from './type-text.ts';
import { elementOf, fromSession, manyOf, ofSession, other, passing, statements, type Type } from './types.ts';

/** How many steps from one expression to the next are taken. */
const deepest = 24;

const nothing = (): null => null;

/** Light inference on demand: only what the receiver of a wanted name needs is looked at. */
export class Inference {
  readonly #path: string;
  readonly #modules: Modules;
  readonly #models: Models;
  readonly #members: Members;
  readonly #guess: (name: string) => Type | null;
  readonly #known = new Map<number, Type | null>();

  /** @param guess what a name of which nothing is known stands for */
  constructor({ path }: ModuleFacts, modules: Modules, models: Models, guess: (name: string) => Type | null = nothing) {
    this.#path = path;
    this.#modules = modules;
    this.#models = models;
    this.#members = new Members(modules, models);
    this.#guess = guess;
  }

  /** The model whose rows, class or statement an expression is. */
  modelOf(type: Type | null): Model | null {
    return type && 'facts' in type ? this.#models.of(type.facts) : null;
  }

  /** The expression that a variable was last set to; any other expression itself. */
  valueOf(node: Node): Node {
    const binding = node.type === 'identifier' ? bindingOf(node) : null;
    return binding?.kind === 'value' ? binding.node : node;
  }

  /** The text that a name of another file stands for: `PREFIX = "/api"`. */
  constant(name: string): string | null {
    const meaning = this.#modules.meaning(this.#path, name);
    return meaning.kind === 'schema' && 'text' in meaning.said ? meaning.said.text : null;
  }

  /** Null when nothing is known of it. */
  typeOf(node: Node, depth = 0): Type | null {
    const known = this.#known.get(node.id);
    if (known !== undefined) return known;
    if (depth > deepest) return null;
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
        return this.#subscript(node, depth);
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
    const type = binding
      ? (this.#bound(binding, depth) ?? this.#fixture(binding, node.text))
      : this.#members.meant(this.#modules.meaning(this.#path, node.text));
    return type ?? this.#guess(node.text);
  }

  #bound(binding: Binding, depth: number): Type | null {
    switch (binding.kind) {
      case 'value':
        return this.typeOf(binding.node, depth);
      case 'element':
        return elementOf(this.typeOf(binding.node, depth), false);
      case 'annotation':
        return this.#members.annotated(typeText(binding.text), this.#path);
      case 'part': {
        const whole = this.typeOf(binding.node, depth);
        const held = binding.ofElement ? elementOf(whole, false) : whole;
        const item = held?.kind === 'record' ? held.items[binding.index] : null;
        return item ? this.#members.picked(item) : null;
      }
      case 'result':
        return this.#result(binding.node, depth);
      case 'self':
        return this.#self(binding.node, binding.isClass);
      case 'other':
        return null;
    }
  }

  /** What a parameter of a test or a fixture is: what the fixture of its name gives. */
  #fixture(binding: Binding, name: string): Type | null {
    if (binding.kind !== 'other' || !binding.of || !takesFixtures(binding.of)) return null;
    const fixture = this.#modules.fixture(this.#path, name);
    return fixture.kind === 'function' ? this.#members.annotated(fixture.returns, fixture.path) : null;
  }

  #self(classNode: Node, isClass: boolean): Type | null {
    const facts = this.#modules.at(this.#path)?.classes.get(classNode.childForFieldName('name')?.text ?? '');
    return facts ? { kind: isClass ? 'class' : 'row', facts } : null;
  }

  #subscript(node: Node, depth: number): Type | null {
    const value = this.#child(node, 'value', depth);
    const key = node.childForFieldName('subscript');
    if (value?.kind !== 'record' || !key) return elementOf(value, key?.type === 'slice');
    const name = literal(key);
    const item = name === null ? value.items[Number(key.text)] : value.picked.get(name);
    return item ? this.#members.picked(item) : null;
  }

  #attribute(node: Node, depth: number): Type | null {
    const object = node.childForFieldName('object');
    const name = node.childForFieldName('attribute')?.text ?? '';
    const type = object && this.typeOf(object, depth);
    if (!object || !type) return this.#guess(name);
    if (type.kind === 'record') {
      const asked = type.picked.get(name);
      return asked ? this.#members.picked(asked) : null;
    }
    if (type.kind === 'module') return this.#members.meant(this.#modules.meaning(type.path, name));
    if (type.kind === 'table')
      return name === 'c' || name === 'columns' ? { kind: 'columns', table: type.table } : null;
    if (type.kind === 'class' && name === '__table__') {
      const model = this.#models.of(type.facts);
      return model && { kind: 'table', table: model.table };
    }
    if (type.kind === 'class' && name === 'query') return { kind: 'query', facts: type.facts };
    if (type.kind === 'rows' && name === 'items') return type;
    return type.kind === 'row' || type.kind === 'either' || type.kind === 'class'
      ? (this.#members.of(type.facts, name) ?? this.#setOnSelf(name, node, depth))
      : null;
  }

  /** `self.tenant = …` in a method of the class that `self.tenant` stands in. */
  #setOnSelf(name: string, node: Node, depth: number): Type | null {
    const own = node.childForFieldName('object')?.text === 'self' ? enclosing(node, 'class_definition') : null;
    if (!own) return null;
    for (const assignment of own.descendantsOfType('assignment')) {
      if (assignment.childForFieldName('left')?.text !== `self.${name}`) continue;
      const annotation = assignment.childForFieldName('type')?.text;
      const type = annotation
        ? this.#members.annotated(typeText(annotation), this.#path)
        : this.#child(assignment, 'right', depth);
      if (type) return type;
    }
    return null;
  }

  #call(node: Node, depth: number): Type | null {
    const table = tableFacts(node);
    if (table) return { kind: 'table', table: this.#models.tableOf(table, this.#path) };
    const called = node.childForFieldName('function');
    const name = methodOf(node);
    const [first] = positional(node);
    if (called?.type === 'attribute') {
      const receiver = this.#child(called, 'object', depth);
      const chain = receiver && resultOfMethod(receiver, name, this.#models);
      if (chain) return chain;
      if (first && ofSession.has(name)) {
        const given =
          (name === 'query' ? askedFor(node, (each) => this.typeOf(each, depth)) : null) ?? this.typeOf(first, depth);
        const made = given && fromSession(given, name);
        if (made) return made;
      }
    }
    if (called?.type === 'identifier' || called?.type === 'attribute') {
      if (statements.has(name) && first) {
        const given = this.typeOf(first, depth);
        const several = name === 'select' ? askedFor(node, (each) => this.typeOf(each, depth)) : null;
        if (several) return several;
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
      if (name === 'cast')
        return this.#members.annotated(typeText(first ? (literal(first) ?? first.text) : ''), this.#path);
      if (name === 'aliased') return this.#first([first], depth);
      if (name === 'enumerate' || name === 'tqdm') return this.#first([first], depth);
      return this.#result(called, depth);
    }
    return null;
  }

  /** What calling a class or a function of the repository gives. */
  #result(called: Node, depth: number): Type | null {
    const type = this.typeOf(called, depth);
    if (type?.kind === 'class') return { kind: 'row', facts: (this.#models.madeBy(type.facts) ?? type).facts };
    if (type?.kind === 'function') return type.gives;
    const meaning = this.#calledMeaning(called, depth);
    if (meaning?.kind === 'function') return this.#members.annotated(meaning.returns, meaning.path);
    const object = called.type === 'attribute' ? this.#child(called, 'object', depth) : null;
    const name = called.childForFieldName('attribute')?.text ?? '';
    return object && 'facts' in object ? this.#members.result(object.facts, name) : null;
  }

  #calledMeaning(called: Node, depth: number): Meaning | null {
    if (called.type === 'identifier') return bindingOf(called) ? null : this.#modules.meaning(this.#path, called.text);
    const object = this.#child(called, 'object', depth);
    return object?.kind === 'module'
      ? this.#modules.meaning(object.path, called.childForFieldName('attribute')?.text ?? '')
      : null;
  }
}
