import * as z from 'zod';
import { severities } from '../domain/finding.ts';
import type { EngineId } from '../domain/walk.ts';
import { postgresMajors, postgresProviders } from '../engines/engine.ts';

/** Every message completes the sentence "<key> must be …, not <value>". */
export const must = (words: string) => ({ error: `must be ${words}` });
const listed = (values: readonly unknown[]) => `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

const durationWords = must('a duration such as 500ms, 60s or 10m');
const millisecondsIn: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** `500ms`, `60s`, `1.5m`, `1h` → milliseconds, more than 0. */
export const duration = z
  .string(durationWords)
  .regex(/^(?=.*[1-9])\d+(\.\d+)?(ms|s|m|h)$/, durationWords)
  .transform((text) => Number.parseFloat(text) * (millisecondsIn[text.replace(/[\d.]+/, '')] ?? Number.NaN));

const engineIds = ['postgres', 'sqlite'] as const satisfies readonly EngineId[];
export const engineList = z
  .array(z.enum(engineIds, must(listed(engineIds))), must('a list of engines'))
  .min(1, must('a list with at least one engine'))
  .refine((engines) => new Set(engines).size === engines.length, must('a list that names each engine once'));

const providerNames = ['auto', ...postgresProviders] as const;
const providerWords = must(`${providerNames.join(', ')} or a postgresql:// URL`);
/** A provider's name, or the URL of a server that the user runs. */
export const provider = z
  .union([z.enum(providerNames), z.string().regex(/^postgres(ql)?:\/\/./, providerWords)], providerWords)
  .transform((value) => providerNames.find((name) => name === value) ?? { url: value });

export const postgresVersion = z.literal(postgresMajors, must(`a Postgres major: ${listed(postgresMajors)}`));

export const severity = z.enum(severities, must(listed(severities)));
export const checkLevel = z.enum(['off', ...severities], must(listed(['off', ...severities])));
export const inconclusive = z.enum(['fail', 'allow'], must('fail or allow'));

export const flag = z.boolean(must('true or false'));
export const text = z.string(must('text')).min(1, must('text that is not empty'));
export const texts = z.array(text, must('a list of texts'));
export const textOrTexts = z
  .union([text, texts], must('text or a list of texts'))
  .transform((value) => (typeof value === 'string' ? [value] : value));
export const hostAndPort = z.string(must('host:port')).regex(/^[^\s:/@]+:\d{1,5}$/, must('host:port'));

const folderWords = must('a folder, or false');
/** As it is given. */
export const folder = z.string(folderWords).min(1, folderWords);
/** A folder, or none. */
export const cache = z.union([z.literal(false), folder], folderWords);

/** A list of these. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item, must('a list'));
/** A map with exactly these keys. */
export const map = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, must('a map of keys and values'));
/** A map whose keys the user chooses. */
export const named = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string(), value, must('a map of names and values'));
