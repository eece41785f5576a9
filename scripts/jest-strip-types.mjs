// Node's own type stripping as a Jest transformer: types become spaces, so lines and columns stay and no source map is needed.
import { stripTypeScriptTypes } from 'node:module';

export default { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
