import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Where the Python half lies: beside this file, or beside the bundle's chunks or their parent folder.
 *
 * @throws Error when the package is not whole
 */
export function driverFolder(): string {
  for (const folder of ['./driver/', '../driver/']) {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    if (existsSync(`${path}main.py`)) return path;
  }
  throw new Error(`the Python driver is missing beside ${fileURLToPath(import.meta.url)}`);
}
