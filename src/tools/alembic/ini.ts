/**
 * Python's `configparser` as Alembic uses it: continuation lines, `%(name)s` interpolation, a DEFAULT section, names in lower case, no inline
 * comments. Source: https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export interface Ini {
  /** In the order of the file, without DEFAULT. */
  readonly sections: readonly string[];
  /** The lines of a value and where it stands; null when neither the section nor DEFAULT has it. */
  raw(section: string, option: string): IniValue | null;
  /** Whether the section itself names the option. */
  owns(section: string, option: string): boolean;
  /** Every option that a section names itself, in the order of the file. */
  options(section: string): readonly string[];
}

export interface IniValue {
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

/** The file is not what configparser reads. */
export class IniError extends Error {
  override readonly name = 'IniError';
  /** Counts from 1; null where no single line is to blame. */
  readonly line: number | null;

  constructor(line: number | null, message: string) {
    super(message);
    this.line = line;
  }
}

interface Option {
  readonly lines: string[];
  readonly line: number;
}
type Section = Map<string, Option>;

const defaults = 'DEFAULT';
const header = /^\[(?<name>.+)\]/;
const assignment = /^(?<option>.*?)\s*[=:]\s*(?<value>.*)$/;

/** @throws IniError with the line, as configparser would refuse the file */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Section>([[defaults, new Map()]]);
  let section: Section | null = null;
  let option: Option | null = null;
  let indent = 0;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const content = line.trim();
    if (content.startsWith('#') || content.startsWith(';')) continue;
    if (content === '') {
      option?.lines.push('');
      continue;
    }
    const depth = line.search(/\S/);
    if (option && depth > indent) {
      option.lines.push(content);
      continue;
    }
    indent = depth;
    const name = header.exec(content)?.groups?.name;
    if (name !== undefined) {
      section = openSection(sections, name, index + 1);
      option = null;
      continue;
    }
    if (!section) throw new IniError(index + 1, `\`${content}\` stands before the first [section]`);
    option = addOption(section, content, index + 1);
  }
  return iniOf(sections);
}

function openSection(sections: Map<string, Section>, name: string, line: number): Section {
  if (name !== defaults && sections.has(name)) throw new IniError(line, `section [${name}] is there twice`);
  const section = sections.get(name) ?? new Map();
  sections.set(name, section);
  return section;
}

function addOption(section: Section, content: string, line: number): Option {
  const { option, value } = assignment.exec(content)?.groups ?? {};
  if (!option || value === undefined)
    throw new IniError(line, `\`${content}\` is neither \`name = value\` nor a [section]`);
  const name = option.toLowerCase();
  if (section.has(name)) throw new IniError(line, `option \`${name}\` is there twice in its section`);
  const added = { lines: [value], line };
  section.set(name, added);
  return added;
}

function iniOf(sections: ReadonlyMap<string, Section>): Ini {
  const find = (section: string, option: string): Option | undefined =>
    sections.get(section)?.get(option) ?? (sections.has(section) ? sections.get(defaults)?.get(option) : undefined);
  return {
    sections: [...sections.keys()].filter((name) => name !== defaults),
    raw: (section, option) => {
      const found = find(section, option);
      return found ? { text: found.lines.join('\n').trimEnd(), line: found.line } : null;
    },
    owns: (section, option) => sections.get(section)?.has(option) ?? false,
    options: (section) => [...(sections.get(section)?.keys() ?? [])],
  };
}

const deepest = 10;

/**
 * `%(name)s` replaced and `%%` made `%`, as configparser's BasicInterpolation does it.
 * @param lookup a name's raw value, or null
 * @throws IniError where configparser raises: an unknown name, a stray `%`, a circle
 */
export function interpolate(raw: IniValue, lookup: (name: string) => string | null, depth = 0): string {
  if (depth > deepest) throw new IniError(raw.line, `\`${raw.text}\` refers to itself`);
  return raw.text.replace(/%(?:(?<percent>%)|\((?<name>[^)]+)\)s)?/g, (found, percent, name) => {
    if (percent) return '%';
    if (!name)
      throw new IniError(raw.line, `\`%\` must be followed by \`%\` or \`(\`, found \`${found}\` in \`${raw.text}\``);
    const value = lookup(name.toLowerCase());
    if (value === null) throw new IniError(raw.line, `\`%(${name})s\` in \`${raw.text}\` names nothing`);
    return interpolate({ text: value, line: raw.line }, lookup, depth + 1);
  });
}
