import { expect, test } from '@jest/globals';
import { Tables } from '../../../src/domain/tables.ts';
import { foreignSql } from '../../../src/scanners/foreign-sql.ts';
import { codeOf } from './code-of.ts';

const tables = new Tables(
  new Map([
    ['tenants', new Set(['id', 'config'])],
    ['plans', new Set(['id', 'config'])],
  ]),
);

test.each([
  [
    'a.go',
    `package a
// db.Query("SELECT config FROM tenants")
func f(config string) {
	db.Query("SELECT config FROM tenants WHERE id = $1", id) // ←
	db.Query("SELECT config FROM plans WHERE r = 'x'", 'c')
	db.Query(\`
		SELECT id,
		       config -- ←
		  FROM tenants\`)
	log.Print("select a config from tenants first")
}`,
  ],
  [
    'a.java',
    `class A {
  String a = "SELECT id, " + // first
      "config FROM plans";
  String b = "SELECT id, "
      + "config " // ←
      + "FROM tenants";
  String c = """
      SELECT config FROM tenants -- ←
      """;
  char quote = '"'; String config = "config";
}`,
  ],
  [
    'a.kt',
    'val a = """SELECT t.config FROM tenants t WHERE id = $' +
      '{config}""" // ←\nval b = "SELECT $' +
      '{config} FROM tenants"',
  ],
  [
    'a.cs',
    `var a = @"SELECT config FROM tenants WHERE name = ""x"""; // ←
var b = $"UPDATE tenants SET config = {config} WHERE id = {id}"; // ←
var c = $"UPDATE plans SET config = {config}";`,
  ],
  [
    'a.rs',
    `let a = sqlx::query(r#"SELECT "config" FROM tenants"#); // ←
fn f<'a>(x: &'a str) { sqlx::query("SELECT config FROM tenants"); } // ←
let b = "SELECT id FROM tenants"; let config = 1;`,
  ],
  [
    'a.php',
    `<?php
# $db->query("SELECT config FROM tenants");
$db->query('SELECT config FROM tenants WHERE id = :id'); // ←
$db->query("SELECT id, " . "config FROM tenants"); // ←
$a = <<<SQL
  SELECT config FROM tenants -- ←
SQL;
$tenant['config'] = 'config';`,
  ],
  [
    'a.rb',
    `# connection.execute("SELECT config FROM tenants")
connection.execute("SELECT config FROM tenants WHERE id = #{config}") # ←
connection.execute(<<~SQL)
  SELECT config -- ←
    FROM tenants
SQL
connection.execute("SELECT #{config} FROM tenants")
config = 'config'`,
  ],
  [
    'a.sh',
    `# psql -c "SELECT config FROM tenants"
psql -c "SELECT config FROM tenants" # ←
psql <<END
SELECT config FROM tenants; -- ←
END
echo config "$config"`,
  ],
])('in %s', async (file, text) => {
  const wanted = { names: [{ table: 'tenants', column: 'config' }], tables, isLeftOut: () => false };
  const { found } = await foreignSql.scan(codeOf({ [file]: text }), wanted);
  const lines = text.split('\n');
  expect(found.map(({ line, certainty }) => `${line} ${certainty}`)).toEqual(
    lines.flatMap((line, index) => (line.includes('←') ? [`${index + 1} certain`] : [])),
  );
  for (const { line, span } of found)
    expect((lines[line - 1] ?? '').slice((span?.start ?? 0) - 1, (span?.end ?? 0) - 1)).toBe('config');
});
