import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterMap['childNode'];

/** What a reader of GitHub's Markdown meets. */
export interface Page {
  readonly html: string;
  /** Every element's name, in order. */
  readonly elements: readonly string[];
  /** Where links go. */
  readonly links: readonly string[];
  /** Text in which GitHub looks for people, issues and commits: what stands neither in code nor in a link. */
  readonly prose: string;
  /** All that can be read. */
  readonly text: string;
}

/** Renders by GitHub's dialect, raw HTML included. */
export function page(markdown: string): Page {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  const elements: string[] = [];
  const links: string[] = [];
  let prose = '';
  let text = '';
  const visit = (nodes: readonly Node[], quiet: boolean): void => {
    for (const node of nodes) {
      if (node.nodeName === '#text' && 'value' in node) {
        text += node.value;
        if (!quiet) prose += node.value;
      }
      if (!('tagName' in node)) continue;
      elements.push(node.tagName);
      links.push(...node.attrs.filter(({ name }) => name === 'href' || name === 'src').map(({ value }) => value));
      visit(node.childNodes, quiet || ['code', 'pre', 'a'].includes(node.tagName));
      if (!quiet) prose += '\n';
    }
  };
  visit(parseFragment(html).childNodes, false);
  return { html, elements, links, prose, text };
}

/** What GitHub would make a link of in text, and so tell somebody. */
export const calls =
  /(?<![\w`])@[a-z\d]|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|https?:|www\.|\b(?:GHSA|CVE)-|:[a-z\d_+-]+:|\$\S[^$]*\$/i;
