import type { Node } from 'web-tree-sitter';
import { bindingsOf, isImport } from '../../syntax/python-imports.ts';
import { stringPieces } from '../../syntax/python-literal.ts';
import { numberForm } from './canonical-number.ts';
import { isWithoutEffect } from './without-effect.ts';

/** Tokens that say nothing which the shape of the tree does not say. */
const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ':', ';']);

/** Where an annotation is part of what the code does: dataclasses and declarative models read it. */
interface Scope {
  readonly inClass: boolean;
}
const outside: Scope = { inClass: false };

/** A text that is the same for two syntax trees exactly when they are the same program, as far as formatters and linters may rewrite one. */
export function canonicalForm(root: Node): string {
  // The first pass learns which names are used, the second leaves out the imports that bind none of them.
  const used = new Set<string>();
  new Form(used, null).module(root);
  return new Form(new Set(), used).module(root);
}

class Form {
  readonly #seen: Set<string>;
  readonly #used: ReadonlySet<string> | null;

  /** @param seen gathers the names that are used; @param used null: keep every import */
  constructor(seen: Set<string>, used: ReadonlySet<string> | null) {
    this.#seen = seen;
    this.#used = used;
  }

  /** Imports of the module come first, in one order. */
  module(root: Node): string {
    const statements = root.namedChildren.filter((node) => !isWithoutEffect(node, false));
    const imports = statements.filter(isImport);
    const others = statements.filter((node) => !isImport(node)).map((node) => this.#of(node, outside));
    return [...this.#imports(imports), ...others].join('\n');
  }

  #block(block: Node, scope: Scope): string {
    const statements = block.namedChildren.filter((node) => !isWithoutEffect(node, scope.inClass));
    const parts: string[] = [];
    for (let at = 0; at < statements.length; ) {
      const rest = statements.slice(at);
      const length = rest.findIndex((node) => !isImport(node));
      const imports = length === -1 ? rest : rest.slice(0, length);
      const next = statements[at];
      if (imports.length > 0) parts.push(...this.#imports(imports));
      else if (next) parts.push(this.#of(next, scope));
      at += Math.max(1, imports.length);
    }
    return `{${parts.join('\n')}}`;
  }

  #imports(statements: readonly Node[]): readonly string[] {
    const bindings = statements
      .flatMap(bindingsOf)
      .filter(({ name }) => name === '*' || (this.#used?.has(name) ?? true));
    return [
      ...new Set(bindings.map(({ module, member, name }) => `(import ${module} ${member ?? ''} ${name})`)),
    ].sort();
  }

  #of(node: Node, scope: Scope): string {
    switch (node.type) {
      case 'block':
        return this.#block(node, scope);
      case 'parenthesized_expression':
        return this.#only(node, scope);
      case 'tuple':
      case 'expression_list':
      case 'pattern_list':
      case 'tuple_pattern':
        return this.#tuple(node, scope);
      case 'string':
        return this.#string([node], scope);
      case 'concatenated_string':
        return this.#string(
          node.namedChildren.filter((child) => child.type === 'string'),
          scope,
        );
      case 'integer':
      case 'float':
        return numberForm(node.text);
      case 'subscript':
        return this.#subscript(node, scope);
      case 'assignment':
        return this.#fields(node, scope.inClass ? ['left', 'type', 'right'] : ['left', 'right'], scope);
      case 'attribute':
        return `(. ${this.#field(node, 'object', scope)} ${node.childForFieldName('attribute')?.text})`;
      case 'keyword_argument':
        return `(= ${node.childForFieldName('name')?.text} ${this.#field(node, 'value', scope)})`;
      case 'call':
        return this.#call(node, scope);
      case 'typed_parameter':
        return this.#of(node.namedChildren[0] ?? node, scope);
      case 'typed_default_parameter':
      case 'default_parameter':
        return `(default ${this.#field(node, 'name', scope)} ${this.#field(node, 'value', scope)})`;
      case 'function_definition':
        return this.#function(node, scope);
      case 'class_definition':
        return this.#class(node, scope);
      default:
        return this.#plain(node, scope);
    }
  }

  /** The node's kind with its parts, without comments and punctuation. */
  #plain(node: Node, scope: Scope): string {
    if (node.childCount === 0) {
      if (node.type === 'identifier') this.#seen.add(node.text);
      return node.text;
    }
    const parts = node.children.flatMap((child) => {
      if (child.isNamed)
        return child.type === 'comment' || child.type === 'line_continuation' ? [] : [this.#of(child, scope)];
      return punctuation.has(child.type) && node.type !== 'slice' ? [] : [child.type];
    });
    return `(${node.type} ${parts.join(' ')})`;
  }

  #field(node: Node, name: string, scope: Scope): string {
    const child = node.childForFieldName(name);
    return child ? this.#of(child, scope) : '_';
  }

  #fields(node: Node, names: readonly string[], scope: Scope): string {
    return `(${node.type} ${names.map((name) => this.#field(node, name, scope)).join(' ')})`;
  }

  #only(node: Node, scope: Scope): string {
    const inner = node.namedChildren.find((child) => child.type !== 'comment');
    return inner ? this.#of(inner, scope) : '()';
  }

  #tuple(node: Node, scope: Scope): string {
    const items = node.namedChildren.filter((child) => child.type !== 'comment');
    const comma = node.children.some((child) => child.type === ',');
    return items.length === 1 && !comma
      ? this.#only(node, scope)
      : `(tuple ${items.map((item) => this.#of(item, scope)).join(' ')})`;
  }

  /** `a[1, 2]` is `a[(1, 2)]`; `a[1,]` is not `a[1]`. */
  #subscript(node: Node, scope: Scope): string {
    const indexes = node.childrenForFieldName('subscript').map((index) => this.#of(index, scope));
    const comma = node.children.some((child) => child.type === ',');
    return `([] ${this.#field(node, 'value', scope)} ${comma ? `(tuple ${indexes.join(' ')})` : indexes.join(' ')})`;
  }

  #call(node: Node, scope: Scope): string {
    const given = node.childForFieldName('arguments');
    const alone = given?.type === 'generator_expression';
    const args = alone ? [given] : (given?.namedChildren ?? []).filter((child) => child.type !== 'comment');
    return `(call ${[node.childForFieldName('function') ?? node, ...args].map((part) => this.#of(part, scope)).join(' ')})`;
  }

  #function(node: Node, scope: Scope): string {
    const kind = node.firstChild?.type === 'async' ? 'async def' : 'def';
    const [parameters, body] = ['parameters', 'body'].map((name) => this.#field(node, name, outside));
    return `(${kind} ${node.childForFieldName('name')?.text} ${this.#field(node, 'type_parameters', scope)} ${parameters} ${body})`;
  }

  #class(node: Node, scope: Scope): string {
    const bases = (node.childForFieldName('superclasses')?.namedChildren ?? []).filter(
      (child) => child.type !== 'comment' && child.text !== 'object',
    );
    const body = node.childForFieldName('body');
    const name = node.childForFieldName('name')?.text;
    return `(class ${name} (${bases.map((base) => this.#of(base, scope)).join(' ')}) ${body ? this.#of(body, { inClass: true }) : '{}'})`;
  }

  /** Side by side is one string; `f''` without braces is a plain one. */
  #string(nodes: readonly Node[], scope: Scope): string {
    const pieces = nodes.map(stringPieces);
    const kind = pieces.find((one) => one.kind !== 'text')?.kind ?? 'text';
    const parts: string[] = [];
    let text = '';
    for (const part of pieces.flatMap((one) => one.parts)) {
      if (typeof part === 'string') {
        text += part;
        continue;
      }
      parts.push(JSON.stringify(text), this.#interpolation(part, scope));
      text = '';
    }
    return `(${kind} ${[...parts, JSON.stringify(text)].join(' ')})`;
  }

  /** `{x=}` prints its own source, so there the source counts. */
  #interpolation(node: Node, scope: Scope): string {
    const source = node.children.some((child) => child.type === '=') ? JSON.stringify(node.text) : '';
    const rest = ['type_conversion', 'format_specifier'].map((name) => node.childForFieldName(name)?.text ?? '');
    return `{${this.#field(node, 'expression', scope)} ${JSON.stringify(rest)} ${source}}`;
  }
}
