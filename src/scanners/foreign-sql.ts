import { TextLines } from './place.ts';
import { lookThroughEach } from './readable.ts';
import type { Found, Scanner } from './scanner.ts';
import { sqlReferences } from './sql/resolve.ts';
import { looksLikeSql } from './sql/tokens.ts';
import { hasLiterals, literalsIn } from './string-literals.ts';

/** SQL in the strings of languages that are not read otherwise: Go, Ruby, Java, Kotlin, PHP, C#, Rust, shell. */
export const foreignSql: Scanner = {
  id: 'foreign SQL',
  async scan(code, { names, tables, isLeftOut }) {
    const words = names.map(({ table, column }) => column ?? table);
    const paths = await code.filesNaming([...new Set(words)]);
    const files = await code.readAll(paths.filter((path) => hasLiterals(path) && !isLeftOut(path)));
    return lookThroughEach(files, async (file, text) => {
      const lines = new TextLines(text);
      const found = literalsIn(file, text)
        .filter((literal) => looksLikeSql(literal.text))
        .flatMap((literal) =>
          sqlReferences(literal.text, names, tables).map(({ name, at, length, certainty, why }): Found => {
            return { ...name, file, ...lines.at(literal.at + at, length), certainty, kind: 'SQL', why };
          }),
        );
      return { found };
    });
  },
  tables: async () => new Map(),
};
