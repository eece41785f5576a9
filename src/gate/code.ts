import { escaped } from '../domain/mentions.ts';
import type { SourceTree } from '../domain/sources.ts';
import type { Code } from '../scanners/scanner.ts';

/** How many files are held in memory at once while they are looked through. */
const atOnce = 200;

interface Search {
  readonly words: ReadonlySet<string>;
  readonly files: Promise<readonly string[]>;
  /** Which of the words each of the files holds; null until somebody asks for fewer words. */
  held: Promise<ReadonlyMap<string, ReadonlySet<string>>> | null;
}

/** Code that is searched once: who asks for some of the words that were asked for before is answered from the files that were found then. */
export function codeOf(tree: SourceTree, filesNaming: Code['filesNaming']): Code {
  const searches: Search[] = [];
  return {
    list: (folder) => tree.list(folder),
    read: (path) => tree.read(path),
    readAll: (paths) => tree.readAll(paths),
    async filesNaming(asked) {
      const earlier = searches.find(({ words }) => asked.every((word) => words.has(word)));
      const search = earlier ?? { words: new Set(asked), files: filesNaming(asked), held: null };
      if (!earlier) searches.push(search);
      const files = await search.files;
      if (new Set(asked).size === search.words.size) return files;
      search.held ??= wordsHeld(tree, files, [...search.words]);
      const held = await search.held;
      return files.filter((file) => asked.some((word) => held.get(file)?.has(word)));
    },
  };
}

async function wordsHeld(
  tree: SourceTree,
  files: readonly string[],
  words: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const wordsIn = wholeWords(words);
  const held = new Map<string, ReadonlySet<string>>();
  for (let start = 0; start < files.length; start += atOnce)
    for (const [file, content] of await tree.readAll(files.slice(start, start + atOnce)))
      held.set(file, wordsIn(content));
  return held;
}

/** As `git grep -w` sees them: a byte beyond ASCII is no part of a word. */
function wholeWords(words: readonly string[]): (content: Buffer) => ReadonlySet<string> {
  const spelt = new Map(words.map((word) => [Buffer.from(word).toString('latin1'), word]));
  const whole = (all: readonly string[]) => new RegExp(`(?<!\\w)(?:${all.map(escaped).join('|')})(?!\\w)`, 'g');
  // Two words stand in one place only where one of them is more than a word: `in-progress` and `in`.
  const [plain, others] = [/^\w+$/, /\W/].map((kind) => [...spelt.keys()].filter((word) => kind.test(word)));
  const patterns = [...(plain?.length ? [plain] : []), ...(others ?? []).map((word) => [word])].map(whole);
  return (content) => {
    const text = content.toString('latin1');
    return new Set(patterns.flatMap((pattern) => text.match(pattern) ?? []).map((word) => spelt.get(word) ?? word));
  };
}
