/** Files that are looked through line by line, whatever their language. */
export const isCode = (path: string): boolean =>
  /\.(?:py|pyi|[cm]?[jt]sx?|vue|svelte|sql|html|jinja2?|j2)$/i.test(path);

/** Whether a line is nothing but a comment, in any language here. */
export const isComment = (line: string): boolean => /^\s*(?:#|\/\/|--|\*|\/\*)/.test(line);
