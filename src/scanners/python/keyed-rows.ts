import type { Node } from 'web-tree-sitter';
import { addressAnswering } from './addresses.ts';
import { looksLike } from './attribute-access.ts';
import { callingOf } from './callings.ts';
import { calledName } from './calls.ts';
import { whyOfClass } from './class-fields.ts';
import { destinationsOf, destinationsOfName } from './destinations.ts';
import { dictionaryOf, keysIn, listOf, selectingCall } from './groups.ts';
import { whyHandedOn } from './handed-on.ts';
import { keyedBy, namesReadOf } from './reads.ts';
import type { Sight } from './sight.ts';
import { whyOfStatement } from './sql-rows.ts';
import type { Target } from './target.ts';

/**
 * Why a text is the target's column where nothing else says it: a key of a dictionary that holds a row, `{"name": 1, "config": 2}`, a key that is read of
 * one, `row["config"]`, or one of a list of columns.
 */
export function whyNamed(node: Node, text: string, target: Target, sight: Sight): string | null {
  const dictionary = dictionaryOf(node);
  if (dictionary) return whyInDictionary(dictionary, text, target, sight);
  const object = keyedBy(node);
  if (object)
    return (
      whyHandedOn(object.type === 'identifier' ? destinationsOfName(object) : [], text, null, target, sight) ??
      whyRead(object, text, target, sight)
    );
  const selecting = selectingCall(node);
  if (selecting) return whySelected(selecting, text, target, sight);
  const list = listOf(node);
  const isOfValues =
    list !== null && destinationsOf(list.node).some(({ call }) => /\.(?:not_?)?in_$/.test(calledName(call)));
  return list && !isOfValues ? sight.rows.why(target, list.names, callingOf(list.node, sight.facts.path)) : null;
}

/** Why a key of a dictionary that is written out is the target's column. */
export function whyInDictionary(dictionary: Node, key: string, target: Target, sight: Sight): string | null {
  const keys = keysIn(dictionary) ?? [];
  return (
    whyHandedOn(destinationsOf(dictionary), key, keys, target, sight) ??
    sight.rows.why(target, keys, callingOf(dictionary, sight.facts.path))
  );
}

/** Why what is read of an expression by a key is the target's column. */
function whyRead(object: Node, key: string, target: Target, sight: Sight): string | null {
  const { inference, rows, catalog, facts } = sight;
  const { table } = target.name;
  const type = inference.typeOf(object);
  if (type && 'facts' in type) return whyOfClass(type, key, target, sight);
  const value = inference.valueOf(object);
  const keys = keysIn(value);
  if (keys)
    return whyInDictionary(value, key, target, sight) ?? rows.why(target, [...keys, key], callingOf(value, facts.path));
  if (type !== null && type.kind !== 'other') return null;
  const names = namesReadOf(object);
  const address = addressAnswering(object, inference);
  const { matched, share } = catalog.fit(table, names);
  if (address !== null && catalog.addresses(address, table) && (matched >= 2 || share === 1))
    return `it is answered by ${address}`;
  return whyOfStatement(object, target, sight) ?? rows.whyRead(object, target, facts.path);
}

/** Of what a call on a class or an instance is told to take, leave or show. */
function whySelected(call: Node, name: string, target: Target, sight: Sight): string | null {
  const called = call.childForFieldName('function');
  const type = called && sight.inference.typeOf(called);
  if (type && 'facts' in type) return whyOfClass(type, name, target, sight);
  const object = called?.type === 'attribute' ? called.childForFieldName('object') : null;
  const owner = object && sight.inference.typeOf(object);
  if (object && owner === null && target.words.has(name)) return looksLike(object, target);
  return owner && 'facts' in owner ? whyOfClass(owner, name, target, sight) : null;
}
