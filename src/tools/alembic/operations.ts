import type { Node } from 'web-tree-sitter';

/** `op.create_table`, `batch_op.add_column`, `op.batch_alter_table`. */
const operation = /^(?:op|\w*batch\w*)\.(?:(?:create|drop|add|alter|rename)_\w+|batch_alter_table)$/;

/** Whether a module calls operations that change the schema anywhere but in the functions of its downgrade. */
export const changesSchema = (module: Node): boolean =>
  module
    .descendantsOfType('call')
    .some((call) => operation.test(call.childForFieldName('function')?.text ?? '') && !isOfDowngrade(call));

/** A revision for several databases has a function for each: `downgrade_analytics`. */
function isOfDowngrade(call: Node): boolean {
  for (let node = call.parent; node; node = node.parent)
    if (node.type === 'function_definition' && /^downgrade/.test(node.childForFieldName('name')?.text ?? ''))
      return true;
  return false;
}
