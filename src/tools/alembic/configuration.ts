import { delimiter } from 'node:path';
import { badProject, type ConfigurationPlace } from './bad-project.ts';
import { type Ini, IniError, type IniValue, interpolate } from './ini.ts';
import type { TomlTable } from './toml.ts';

export interface ConfigurationSource {
  /** Relative to the root. */
  readonly file: string;
  /** Absolute folder of the file: what `%(here)s` stands for. */
  readonly here: string;
}

/** A value and the place that gives it. */
export interface Setting {
  readonly value: string;
  readonly place: ConfigurationPlace;
}

/** What an ini section and `[tool.alembic]` say together: the ini first, as Alembic reads them (`Config.get_alembic_option`). */
export class Configuration {
  readonly ini: (ConfigurationSource & { readonly ini: Ini }) | null;
  readonly toml: (ConfigurationSource & { readonly table: TomlTable }) | null;
  readonly section: string;

  constructor(ini: Configuration['ini'], toml: Configuration['toml'], section: string) {
    this.ini = ini;
    this.toml = toml;
    this.section = section;
  }

  /** @throws GateError `bad-project` when the value cannot be interpolated or is no text */
  text(option: string): Setting | null {
    const raw = this.ini?.ini.raw(this.section, option);
    if (this.ini && raw)
      return { value: this.#interpolated(this.ini, raw), place: { file: this.ini.file, line: raw.line } };
    const value = this.toml?.table[option];
    if (!this.toml || value === undefined) return null;
    return { value: this.#tomlText(this.toml, option, value), place: { file: this.toml.file, line: null } };
  }

  /** As `text`, but null when the value cannot be interpolated: env.py may put in what is missing. */
  url(): string | null {
    const raw = this.ini?.ini.raw(this.section, 'sqlalchemy.url');
    if (!this.ini || !raw) return null;
    try {
      return interpolate(raw, this.#lookup(this.ini)) || null;
    } catch (error) {
      if (error instanceof IniError) return null;
      throw error;
    }
  }

  /** `recursive_version_locations` and the like: Alembic takes exactly `true` in an ini, a boolean in TOML. */
  flag(option: string): boolean {
    const raw = this.ini?.ini.raw(this.section, option);
    return raw ? raw.text === 'true' : this.toml?.table[option] === true;
  }

  /** The parts of `version_locations`; null when it is not set. Separators as in `Config.get_version_locations_list`. */
  versionLocations(): { readonly values: readonly string[]; readonly place: ConfigurationPlace } | null {
    const raw = this.ini?.ini.raw(this.section, 'version_locations');
    if (this.ini && raw && raw.text !== '') {
      const place = { file: this.ini.file, line: raw.line };
      const parts = this.#interpolated(this.ini, raw).split(this.#separator());
      return { values: parts.map((part) => part.trim()).filter(Boolean), place };
    }
    const listed = this.toml?.table.version_locations;
    if (!this.toml || listed === undefined) return null;
    const { toml } = this;
    const values = Array.isArray(listed) ? listed : [listed];
    return {
      values: values.map((value) => this.#tomlText(toml, 'version_locations', value)),
      place: { file: toml.file, line: null },
    };
  }

  #separator(): RegExp | string {
    const setting = this.text('path_separator') ?? this.text('version_path_separator');
    if (!setting) return /, *| +/;
    const separators: Readonly<Record<string, string>> = {
      space: ' ',
      newline: '\n',
      os: delimiter,
      ':': ':',
      ';': ';',
    };
    const separator = separators[setting.value];
    if (separator !== undefined) return separator;
    throw badProject(
      setting.place,
      `path_separator is \`${setting.value}\`.`,
      'Use one of: os, space, newline, `:`, `;`.',
    );
  }

  #interpolated(source: ConfigurationSource & { readonly ini: Ini }, raw: IniValue): string {
    try {
      return interpolate(raw, this.#lookup(source));
    } catch (error) {
      if (!(error instanceof IniError)) throw error;
      throw badProject(
        { file: source.file, line: error.line },
        `${error.message}.`,
        'Write `%%` for a plain percent sign.',
        error,
      );
    }
  }

  #lookup(source: ConfigurationSource & { readonly ini: Ini }): (name: string) => string | null {
    return (name) => source.ini.raw(this.section, name)?.text ?? (name === 'here' ? source.here : null);
  }

  #tomlText(source: ConfigurationSource, option: string, value: unknown): string {
    const place = { file: source.file, line: null };
    if (typeof value !== 'string')
      throw badProject(place, `${option} is ${JSON.stringify(value)}.`, 'Write it as a string.');
    try {
      return interpolate({ text: value, line: 0 }, (name) => (name === 'here' ? source.here : null));
    } catch (error) {
      if (!(error instanceof IniError)) throw error;
      throw badProject(
        place,
        `${option}: ${error.message}.`,
        'Only `%(here)s` is replaced; write `%%` for a percent sign.',
        error,
      );
    }
  }
}
