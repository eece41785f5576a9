import type { Project, ToolOptions } from '../tools/tool.ts';
import type { Parts } from './parts.ts';

/** Every project of every tool. @throws GateError `bad-project` */
export async function detectProjects({ tools }: Parts, options: ToolOptions): Promise<readonly Project[]> {
  return (await Promise.all(tools.map((tool) => tool.detect(options)))).flat();
}
