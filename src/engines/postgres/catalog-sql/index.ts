import { columns } from './columns.ts';
import { ofAll, ofSome } from './common.ts';
import { constraints } from './constraints.ts';
import { conversions } from './conversions.ts';
import { databaseProperties, databaseSettings, defaultPrivileges } from './database.ts';
import { foreignDataWrappers, foreignServers, userMappings } from './foreign-data.ts';
import type { Fragment } from './fragment.ts';
import { indexes } from './indexes.ts';
import { accessMethods, languages, transforms } from './languages.ts';
import { operatorClasses, operatorFamilies } from './operator-classes.ts';
import { casts, operators } from './operators.ts';
import { eventTriggers, publications, subscriptions } from './replication.ts';
import { routines } from './routines.ts';
import { extensions, schemas } from './schemas.ts';
import { securityLabels, systemPrivileges } from './security.ts';
import { sequences } from './sequences.ts';
import { policies, rules, statistics, triggers } from './table-parts.ts';
import { tables } from './tables.ts';
import {
  textSearchConfigurations,
  textSearchDictionaries,
  textSearchParsers,
  textSearchTemplates,
} from './text-search.ts';
import { baseTypes, collations, composites, domains, enums, ranges } from './types.ts';
import { views } from './views.ts';

/** What belongs to one relation, and is told of no other. */
const ofRelations: readonly Fragment[] = [
  ...[tables, columns, constraints, indexes, views, sequences],
  ...[triggers, policies, rules],
];

const ofNone: readonly Fragment[] = [
  ...[schemas, extensions, statistics],
  ...[enums, domains, ranges, composites, baseTypes, collations],
  ...[routines, casts, operators, operatorClasses, operatorFamilies],
  ...[languages, transforms, accessMethods, conversions],
  ...[textSearchConfigurations, textSearchDictionaries, textSearchParsers, textSearchTemplates],
  ...[foreignDataWrappers, foreignServers, userMappings],
  ...[publications, subscriptions, eventTriggers],
  ...[defaultPrivileges, databaseSettings, databaseProperties],
  ...[securityLabels, systemPrivileges],
];

const query = (common: string, fragments: readonly Fragment[], major: number): string =>
  common + fragments.map((fragment) => fragment(major)).join('\nunion all ');

/** The whole catalog in one query for a server of this major. Expects an empty search path, so that every printed name is qualified. */
export const catalogSql = (major: number): string => query(ofAll, [...ofRelations, ...ofNone], major);

/** What the catalog says of the relations `$1::oid[]`. */
export const relationsSql = (major: number): string => query(ofSome, ofRelations, major);
