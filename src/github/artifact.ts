import { fromBuffer } from 'yauzl';
import { GateError, messageOf } from '../domain/error.ts';
import type { Client, RepositoryName } from './client.ts';

/** What is larger was not written by the gate. */
const mostZipBytes = 20 * 1024 ** 2;
const mostBytes = 100 * 1024 ** 2;

/**
 * The one file of an artifact of a workflow run, as data that anybody may have written.
 * @throws GateError `io` when it is not there, is too large, or is not a zip of just this file
 */
export async function readArtifact(
  client: Client,
  repository: RepositoryName,
  runId: number,
  { name, file }: { readonly name: string; readonly file: string },
): Promise<string> {
  const { data } = await client.rest.actions.listWorkflowRunArtifacts({ ...repository, run_id: runId, name });
  // One of each attempt; the event tells of the last.
  const [found] = data.artifacts
    .filter((artifact) => artifact.name === name && !artifact.expired)
    .sort((one, other) => (other.created_at ?? '').localeCompare(one.created_at ?? ''));
  if (!found) throw unusable(name, `workflow run ${runId} has none, or it has expired`);
  if (found.size_in_bytes > mostZipBytes) throw unusable(name, `it has ${found.size_in_bytes} bytes`);
  const { data: zip } = await client.rest.actions.downloadArtifact({
    ...repository,
    artifact_id: found.id,
    archive_format: 'zip',
  });
  const bytes = Buffer.from(zip as ArrayBuffer);
  if (bytes.length > mostZipBytes) throw unusable(name, `it has ${bytes.length} bytes`);
  try {
    return (await onlyFile(bytes, file)).toString('utf8');
  } catch (thrown) {
    throw unusable(name, messageOf(thrown), thrown);
  }
}

/** What a zip holds that has one file. @throws Error for any other */
function onlyFile(zip: Buffer, file: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, archive) => {
      if (error) return reject(error);
      if (archive.entryCount !== 1) return reject(new Error(`it holds ${archive.entryCount} files`));
      archive.on('error', reject);
      archive.on('entry', (entry) => {
        if (entry.fileName !== file) return reject(new Error(`it holds ${entry.fileName.slice(0, 100)}`));
        if (entry.uncompressedSize > mostBytes) return reject(new Error(`${file} has ${entry.uncompressedSize} bytes`));
        // More than the entry declares is an error of the stream.
        archive.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => resolve(Buffer.concat(chunks)));
        });
      });
      archive.readEntry();
    });
  });
}

const unusable = (name: string, why: string, cause?: unknown): GateError =>
  new GateError('io', `the artifact ${name} cannot be used: ${why}`, {
    hint: `Let the workflow that checks upload the gate's report by actions/upload-artifact under the name ${name}, with \`if: always()\`; see docs/github-action.md.`,
    ...(cause === undefined ? {} : { cause }),
  });
