const blank = (text: string): string => text.replace(/[^\n\r]/g, ' ');

/** The code of a file; of a Vue or Svelte component its scripts alone, each character where it stands in the file. */
export function scriptOf(path: string, text: string): string {
  if (!/\.(?:vue|svelte)$/.test(path)) return text;
  let code = '';
  let end = 0;
  for (const match of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script\s*>/gi)) {
    const start = match.index + (match[1]?.length ?? 0);
    code += blank(text.slice(end, start)) + (match[2] ?? '');
    end = start + (match[2]?.length ?? 0);
  }
  return code + blank(text.slice(end));
}
