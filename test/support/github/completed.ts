interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** The least that fits a schema of GitHub's description, with what a test knows in its place. */
export function completed(schemas: Readonly<Record<string, unknown>>, name: string, known: unknown): unknown {
  const fill = (given: Schema, value: unknown): unknown => {
    if (given.$ref) return fill(schemas[given.$ref.split('/').at(-1) ?? ''] as Schema, value);
    const [first] = given.anyOf ?? given.allOf ?? [];
    if (first) return fill(first, value);
    if (given.type === 'object' || given.properties) {
      const own = (value ?? {}) as Readonly<Record<string, unknown>>;
      const needed = (given.required ?? []).map((key) => [key, fill(given.properties?.[key] ?? {}, own[key])]);
      return { ...own, ...Object.fromEntries(needed) };
    }
    if (value !== undefined) return value;
    if (given.nullable) return null;
    if (given.enum) return given.enum[0];
    if (given.type === 'array') return [];
    if (given.type === 'boolean') return false;
    if (given.type === 'integer' || given.type === 'number') return 1;
    return given.format === 'date-time' ? '2026-01-01T00:00:00Z' : given.format === 'uri' ? 'https://github.test' : '';
  };
  return fill(schemas[name] as Schema, known);
}
