import type { Node, Tree } from 'web-tree-sitter';

/** The same function, which works each node out once for as long as its tree lives. */
export function oncePerNode<Answer extends object>(work: (node: Node) => Answer): (node: Node) => Answer {
  const known = new WeakMap<Tree, Map<number, Answer>>();
  return (node) => {
    const ofTree = known.get(node.tree) ?? new Map<number, Answer>();
    known.set(node.tree, ofTree);
    const answer = ofTree.get(node.id) ?? work(node);
    ofTree.set(node.id, answer);
    return answer;
  };
}
