/**
 * The environment for everything that the gate starts: git, servers, the project's code. What belongs to this step alone is left out, and
 * so is every variable that holds the token, whatever it is called.
 */
export function withoutSecrets(env: NodeJS.ProcessEnv, token: string | null): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name, value = '']) => !/^(INPUT|ACTIONS|STATE)_/.test(name) && (token === null || !value.includes(token)),
    ),
  );
}
