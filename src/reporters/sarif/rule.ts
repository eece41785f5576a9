import type { ReportingDescriptor } from 'sarif';
import { plainText } from '../plain-text.ts';

/** GitHub's limit for a rule's descriptions, in characters. */
const most = 1024;

const levels: Readonly<Record<string, ReportingDescriptor['defaultConfiguration']>> = {
  notice: { level: 'note' },
  warning: { level: 'warning' },
  error: { level: 'error' },
};

/** A check as a rule. Its page opens with its id, its severity and its summary; null for one without a page. */
export function ruleOf(id: string, page: string | null): ReportingDescriptor {
  const [, severity, summary] = /^\*\*(\w+)\*\* – (.+)$/m.exec(page ?? '') ?? [];
  const description = { text: (summary ?? id).slice(0, most) };
  return {
    id,
    name: id,
    shortDescription: description,
    fullDescription: description,
    help: page === null ? { text: id } : { text: plainText(page), markdown: page },
    ...(severity === undefined || !levels[severity] ? {} : { defaultConfiguration: levels[severity] }),
    properties: { tags: ['database', 'migrations'] },
  };
}
