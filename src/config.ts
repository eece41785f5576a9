export type { CheckLevel, Config, ConfigFlags, EnginesConfig, ProjectConfig } from './config/types.ts';
