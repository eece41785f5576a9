const bytes = (text: unknown): number => Buffer.byteLength(String(text ?? ''));

/** What GitHub's prose limits and its description does not. @returns what the body of a request breaks */
// biome-ignore lint/suspicious/noExplicitAny: whatever was sent.
export function limitsBroken(body: any): readonly string[] {
  const { output, body: text } = body ?? {};
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const annotations = (output?.annotations ?? []).flatMap((annotation: any, index: number) => [
    ...(bytes(annotation.message) > 65_536 ? [`annotation ${index}: a message over 64 KB`] : []),
    ...(bytes(annotation.raw_details) > 65_536 ? [`annotation ${index}: raw_details over 64 KB`] : []),
    ...((annotation.title ?? '').length > 255 ? [`annotation ${index}: a title over 255 characters`] : []),
    ...(annotation.start_line < 1 ? [`annotation ${index}: a line below 1`] : []),
    ...(/^\/|\.\./.test(annotation.path) ? [`annotation ${index}: not a path in the repository`] : []),
  ]);
  return [
    ...annotations,
    ...((output?.title ?? '').length > 255 ? ['a title over 255 characters'] : []),
    ...((output?.summary ?? '').length > 65_535 ? ['a summary over 65,535 characters'] : []),
    ...((output?.text ?? '').length > 65_535 ? ['a text over 65,535 characters'] : []),
    ...(bytes(text) > 65_536 ? ['body is too long (maximum is 65536 characters)'] : []),
  ];
}
