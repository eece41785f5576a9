import { codeOf, wordsOf } from '../connection.ts';
import { Unavailable } from '../providers/provider.ts';
import { ask, dockerHost, messageIn, Silent } from './api.ts';

const silenceMs = 3_000;
const wayOut = 'Start Docker, set DOCKER_HOST, or choose another way with --postgres.';

/** Asks the Docker engine who it is. @returns its version @throws Unavailable that names the cause, within seconds */
export async function probeDocker(): Promise<string> {
  const host = dockerHost();
  try {
    const reply = await ask({ method: 'GET', path: '/version', silenceMs });
    if (reply.status === 200) return (JSON.parse(String(reply.body)) as { Version: string }).Version;
    throw new Error(messageIn(reply));
  } catch (thrown) {
    throw new Unavailable(`Docker at ${host}: ${cause(thrown)}`, { wayOut: advice(thrown), cause: thrown });
  }
}

function cause(thrown: unknown): string {
  if (thrown instanceof Silent) return `nobody answers (${thrown.message}).`;
  switch (codeOf(thrown)) {
    case 'ENOENT':
      return 'there is no such socket.';
    case 'ECONNREFUSED':
      return 'the connection is refused: the engine does not run.';
    case 'EACCES':
    case 'EPERM':
      return 'this user may not use the socket.';
    default:
      return wordsOf(thrown);
  }
}

const advice = (thrown: unknown): string =>
  codeOf(thrown) === 'EACCES' ? 'Add the user to the group "docker", or choose another way with --postgres.' : wayOut;
