// What we use of better-sqlite3, which comes without types.
declare module 'better-sqlite3' {
  export type Options = { readonly?: boolean; fileMustExist?: boolean; timeout?: number }

  class Database {
    constructor(path: string, options?: Options)
    prepare(sql: string): Database.Statement
    exec(sql: string): void
    /** Copies the database into a file. `progress` returns how many pages to copy next. */
    backup(
      path: string,
      options?: { progress?(pages: { totalPages: number; remainingPages: number }): number },
    ): Promise<unknown>
    close(): void
  }

  namespace Database {
    interface Statement {
      /** Makes rows arrays of the columns' values in order, not objects. */
      raw(): Statement
      get(...values: unknown[]): unknown
      all(...values: unknown[]): unknown[]
      iterate(...values: unknown[]): IterableIterator<unknown>
      run(...values: unknown[]): unknown
    }
  }

  export default Database
}
