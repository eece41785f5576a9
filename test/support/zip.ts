import { execFileSync } from 'node:child_process';
import { python } from '../../scripts/setup.mjs';

/** A zip as actions/upload-artifact makes it, of files by their names. */
export const zip = (files: Readonly<Record<string, string>>): Buffer =>
  execFileSync(
    python,
    [
      '-c',
      `import io, json, sys, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in json.load(sys.stdin).items(): archive.writestr(name, text)
sys.stdout.buffer.write(out.getvalue())`,
    ],
    { input: JSON.stringify(files), maxBuffer: 2 ** 30 },
  );
