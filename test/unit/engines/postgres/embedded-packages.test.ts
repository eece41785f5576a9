import { expect, test } from '@jest/globals';
import { postgresMajors as majors } from '../../../../src/engines/engine.ts';
import {
  embeddedMajors,
  embeddedPackage,
  postgresVersion,
} from '../../../../src/engines/postgres/embedded-packages.ts';

test.each(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])(
  'every package for %s is pinned to the bit',
  (platform) => {
    expect(embeddedMajors(platform)).toEqual(majors.filter((major) => major > 14 || platform === 'linux-x64'));
    for (const major of embeddedMajors(platform)) {
      const found = embeddedPackage(platform, major);
      expect(found?.version).toMatch(new RegExp(`^${major}\\.`));
      expect(Buffer.from(found?.integrity.replace('sha512-', '') ?? '', 'base64')).toHaveLength(64);
    }
  },
);

test('a package tells the version of its server; where there is none, none is made up', () => {
  const found = embeddedPackage('linux-x64', 17);
  expect(found && postgresVersion(found)).toMatch(/^17\.\d+$/);
  expect(embeddedPackage('linux-x64', 13)).toBeNull();
  expect(embeddedPackage('win32-x64', 17)).toBeNull();
});
