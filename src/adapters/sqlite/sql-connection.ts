// The only place that talks to SQLite: every failure leaves it as an AppError, and the ones after which a transaction
// must not be committed are remembered.

import { type Database, type RunResult, type Statement } from '@signalapp/sqlcipher';
import type { AppError } from '../../base/app-error.js';
import type { Bytes } from '../../base/bytes.js';
import { wordsApart } from './search-text.js';
import { mayHaveEndedTransaction, storeError } from './store-error.js';

export type SqlValue = string | number | Bytes | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One open database. `prepare` compiles: call it once for each statement and keep the result. */
export class SqlConnection {
  readonly #database: Database;
  #failure: AppError | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The first failure since `forgetFailure` that may have ended the open transaction. */
  get failure(): AppError | undefined {
    return this.#failure;
  }

  forgetFailure(): void {
    this.#failure = undefined;
  }

  /**
   * `text` holds one statement with anonymous parameters. A limit is written `LIMIT +?`: SQLite plans for the number behind a
   * bare `LIMIT ?` and so compiles the statement again at every call, which takes longer than running it.
   */
  prepare<Row extends SqlRow = SqlRow>(text: string): Prepared<Row> {
    const statement = this.#guarded(() => this.#database.prepare(text, { persistent: true }));
    return new Prepared<Row>(statement, (cause) => this.#translate(cause));
  }

  exec(text: string): void {
    this.#guarded(() => {
      this.#database.exec(text);
    });
  }

  /** All rows of a statement that is run once. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the statement decides the row
  rows<Row extends SqlRow = SqlRow>(text: string): readonly Row[] {
    return this.#guarded(() => {
      const statement = this.#database.prepare(text);
      try {
        return statement.all<Row>();
      } finally {
        statement.close();
      }
    });
  }

  /** Once, behind the key: without it no statement that touches the search index is understood. */
  learnToTokenize(): void {
    this.#guarded(() => {
      this.#database.initTokenizer();
    });
  }

  /** The words of a text as the search index has them. Needs no statement and no transaction. */
  tokenize(text: string): readonly string[] {
    return this.#database.signalTokenize(wordsApart(text));
  }

  /** Takes back whatever transaction is open. */
  rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // None is open: a serious failure made SQLite roll back by itself. If it could not, the next BEGIN says so.
    }
  }

  close(): void {
    this.#guarded(() => {
      this.#database.close();
    });
  }

  #guarded<T>(act: () => T): T {
    try {
      return act();
    } catch (cause) {
      throw this.#translate(cause);
    }
  }

  #translate(cause: unknown): AppError {
    const error = storeError(cause);
    if (mayHaveEndedTransaction(cause)) this.#failure ??= error;
    return error;
  }
}

/** A compiled statement; parameters in the order of its question marks. */
export class Prepared<Row extends SqlRow> {
  constructor(
    private readonly statement: Statement,
    private readonly translate: (cause: unknown) => AppError,
  ) {}

  run(...parameters: readonly SqlValue[]): RunResult {
    try {
      return this.statement.run(parameters);
    } catch (cause) {
      throw this.translate(cause);
    }
  }

  get(...parameters: readonly SqlValue[]): Row | undefined {
    try {
      return this.statement.get<Row>(parameters);
    } catch (cause) {
      throw this.translate(cause);
    }
  }

  all(...parameters: readonly SqlValue[]): readonly Row[] {
    try {
      return this.statement.all<Row>(parameters);
    } catch (cause) {
      throw this.translate(cause);
    }
  }
}
