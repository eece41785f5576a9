import { type DriverOptions, DriverProcess } from './driver-process.ts';

/** A process, and the variables that it still has to be told. */
export interface Started {
  readonly driver: DriverProcess;
  readonly late: Readonly<Record<string, string>>;
}

/** Variables that are read when a process starts: told later they come too late. */
const readAtStart = /^(?:PYTHON|LD_|LC_|LANG|TZ$|HOME$|PATH$|TMPDIR$)/;

/** Processes that load Alembic while nobody knows yet which database they will move. */
export class WaitingDrivers implements AsyncDisposable {
  readonly #options: Omit<DriverOptions, 'wrap'>;
  readonly #waiting: DriverProcess[] = [];
  #started = 0;

  /** @param options with the environment as far as no database decides it */
  constructor(options: Omit<DriverOptions, 'wrap'>) {
    this.#options = options;
  }

  /** Has started so many in all afterwards. */
  fill(processes: number): this {
    for (; this.#started < processes; this.#started += 1)
      this.#waiting.push(new DriverProcess({ ...this.#options, wrap: (command) => command }));
    return this;
  }

  /** @param environment all that it must have @returns null when none is left that can */
  take(environment: Readonly<Record<string, string>>): Started | null {
    const late = Object.entries(environment).filter(([name, value]) => this.#options.environment[name] !== value);
    if (late.some(([name]) => readAtStart.test(name))) return null;
    const driver = this.#waiting.shift();
    return driver?.alive ? { driver, late: Object.fromEntries(late) } : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#waiting.splice(0).map(async (driver) => {
        driver.kill();
        await driver.close();
      }),
    );
  }
}
