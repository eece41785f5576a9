/**
 * Foreign text as GitHub's Markdown shows it and nothing more: it opens no element, table or fence, and links to no person, issue, commit or
 * page. What GitHub would make a link of becomes a code span: it can be read and copied as it is, and nobody is told.
 */

/** One line of prose. What stands between backticks is code. */
export function line(text: string): string {
  const pieces = text
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 === 1 ? code(piece.slice(1, -1)) : words(piece)));
  return atStart(apart(pieces));
}

/** A code span. */
export function code(text: string): string {
  const content = text.replace(/\s+/g, ' ');
  if (content.trim() === '') return '';
  const fence = '`'.repeat(longestRun(content) + 1);
  const pad = /^[` ]|[` ]$/.test(content) ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** A code span in a table: a bar would end the cell, whatever stands before it, so it is shown as a broken one. */
export const cell = (text: string): string => code(text.replaceAll('|', '¦'));

/** Lines as they are, in a fence that none of them can close. */
export function fenced(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/** For the one line of HTML that Markdown does not look into. */
export const htmlCode = (text: string): string =>
  `<code>${text.replace(/\s+/g, ' ').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`;

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

const words = (text: string): string =>
  apart(
    text.split(/(\s+)/).map((word) => (/^\s*$/.test(word) ? word && ' ' : isLive(word) ? code(word) : plain(word))),
  );

/** Names, issues, commits, advisories, addresses, mathematics and emoji, as GitHub finds them in text. */
const live =
  /@|#\d|\bGH-\d|\b(GHSA|CVE)-|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])|:\/\/|www\.|mailto:|xmpp:|\$|:[\w+-]+:/i;

const isLive = (word: string): boolean => live.test(word);

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '`': '&#96;' };

const plain = (word: string): string =>
  word.replace(/[&<>`]/g, (character) => entities[character] ?? character).replace(/[\\*_[\]|~]/g, '\\$&');

/** What means a heading, a list or an underline at a line's start. */
const atStart = (text: string): string =>
  text
    .trimStart()
    .replace(/^[#+=:-]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');

/** Two code spans that touch would be one. */
const apart = (pieces: readonly string[]): string =>
  pieces
    .filter(Boolean)
    .reduce((text, piece) => (text.endsWith('`') && piece.startsWith('`') ? `${text} ${piece}` : text + piece), '');
