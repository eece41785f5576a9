/** Words without which a file describes no table. */
export const entityWords = [
  'Entity',
  'ViewEntity',
  'ChildEntity',
  'Table',
  'EntitySchema',
  'defineEntity',
  'define',
  'init',
  'tableName',
  'pgTable',
  'mysqlTable',
  'sqliteTable',
  'BaseModel',
  'Kysely',
  'model',
];
