#!/bin/sh
# Entry point of the local image: what the public image promises of POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_INITDB_ARGS and PGDATA.
set -eu
: "${POSTGRES_USER:=postgres}" "${POSTGRES_PASSWORD:=}" "${POSTGRES_INITDB_ARGS:=}"
export POSTGRES_USER POSTGRES_PASSWORD POSTGRES_INITDB_ARGS

[ "${1:-}" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA" /run/postgresql
  chmod 700 "$PGDATA"
  exec su -s /bin/sh postgres -c 'exec "$0" "$@"' -- "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "$POSTGRES_PASSWORD" ]; then
    echo 'Error: the superuser has no password: set POSTGRES_PASSWORD' >&2
    exit 1
  fi
  (umask 077; printf '%s\n' "$POSTGRES_PASSWORD" >/tmp/password)
  # shellcheck disable=SC2086
  initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=/tmp/password -A scram-sha-256 -E UTF8 $POSTGRES_INITDB_ARGS
  rm -f /tmp/password
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  printf '%s\n' "listen_addresses = '*'" "unix_socket_directories = '/run/postgresql'" >>"$PGDATA/postgresql.conf"
fi
exec "$@"
