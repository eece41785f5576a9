// The package types its main entry only; each of these is the same module with the binding of one platform.
declare module 'better-sqlite3/linux-x64' {
  import Database from 'better-sqlite3';
  export = Database;
}
declare module 'better-sqlite3/linux-arm64' {
  import Database from 'better-sqlite3';
  export = Database;
}
declare module 'better-sqlite3/darwin-x64' {
  import Database from 'better-sqlite3';
  export = Database;
}
declare module 'better-sqlite3/darwin-arm64' {
  import Database from 'better-sqlite3';
  export = Database;
}
