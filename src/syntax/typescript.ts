/** The compiler, for its trees and its checker: a module of its own, so that a run without TypeScript never loads it. */
export { ts } from 'ts-morph';
