/** Strings of one expression that are put together, `"SELECT a " + "FROM b"`: as long as in the file, with spaces for all that is no string. */
interface Literal {
  readonly at: number;
  readonly text: string;
}

const comment = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;
const hash = String.raw`(?<=^|\s)#[^\n]*`;
/** A character, where single quotes hold no string. */
const character = String.raw`'(?:[^'\\\n]|\\[^\n]{1,8})'`;
const double = String.raw`(?<double>"(?:[^"\\]|\\[\s\S])*")`;
const single = String.raw`(?<single>'(?:[^'\\]|\\[\s\S])*')`;
const triple = String.raw`(?<triple>"""[\s\S]*?""")`;
const back = '(?<back>`[^`]*`)';
const verbatim = String.raw`(?<verbatim>\$?@\$?"(?:[^"]|"")*")`;
const raw = String.raw`\br(?<fence>#*)(?<raw>"[\s\S]*?")\k<fence>`;
/** In capitals, for `list << item` is none. */
const heredoc = String.raw`<<[-~<]?["']?(?<mark>[A-Z_]\w*)["']?[^\n]*(?<heredoc>\n[\s\S]*?\n)[ \t]*\k<mark>\b`;

/** What there is in a language beside plain code, in the order in which it is looked for. */
const languages: Readonly<Record<string, readonly string[]>> = {
  go: [comment, back, double, character],
  java: [comment, triple, double, character],
  kt: [comment, triple, double, character],
  kts: [comment, triple, double, character],
  cs: [comment, triple, verbatim, double, character],
  rs: [comment, raw, double, character],
  php: [comment, hash, heredoc, double, single],
  rb: [hash, heredoc, double, single],
  sh: [hash, heredoc, double, single],
  bash: [hash, heredoc, double, single],
};

export const hasLiterals = (path: string): boolean => languages[endingOf(path)] !== undefined;

/** The strings of a file of one of these languages, without a grammar of any. */
export function literalsIn(path: string, text: string): readonly Literal[] {
  const pattern = new RegExp((languages[endingOf(path)] ?? []).join('|'), 'gm');
  const literals: { at: number; text: string }[] = [];
  let isJoined = true;
  let end = 0;
  for (const { 0: whole, index, groups = {} } of text.matchAll(pattern)) {
    const { fence, mark, ...kinds } = groups;
    const content = Object.values(kinds).find((each) => each !== undefined);
    isJoined &&= /^[\s+.\\]*$/.test(text.slice(end, index));
    end = index + whole.length;
    if (content === undefined) continue;
    const from = index + whole.indexOf(content);
    const last = literals.at(-1);
    if (last && isJoined) last.text += blank(text.slice(last.at + last.text.length, from)) + inner(content);
    else literals.push({ at: from, text: inner(content) });
    isJoined = true;
  }
  return literals;
}

const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Without quotes and escapes; `?` for what is put in. */
function inner(content: string): string {
  const [quotes = ''] = /^(?:"""|\$?@\$?"|["'`])/.exec(content) ?? [];
  const closing = quotes === '"""' ? 3 : quotes === '' ? 0 : 1;
  const plain = content
    .slice(quotes.length, content.length - closing)
    .replace(/[#$]?\{[^{}\n]*\}/g, (put) => '?'.padEnd(put.length))
    .replace(/\\[nrt\n]/g, (sequence) => (sequence.endsWith('\n') ? ' \n' : '  '))
    .replace(/\\(["'`])/g, ' $1');
  return `${' '.repeat(quotes.length)}${plain}${' '.repeat(closing)}`;
}
