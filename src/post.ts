import { refusalOf } from './cli/node-version.ts';

// On a Node that is too old nothing was started, so there is nothing to end.
if (refusalOf(process.versions.node) === null) import('./action/post.ts').then(({ runPost }) => runPost(process));
