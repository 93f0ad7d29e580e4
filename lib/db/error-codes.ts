type Links = {
  code?: unknown
  message?: string
  cause?: { kind?: string; originalCode?: string; originalMessage?: string }
}

/** An error with a long chain of causes is no error of a database. */
const MAX_DEPTH = 5

/**
 * Lists the codes of `error` and of its causes: those of Prisma (P…), of Postgres (SQLSTATE), of SQLite and of Node.
 * Prisma gives one code to all errors that it does not know and hides that of the driver in the text; within a
 * transaction it passes on the adapter's error, which has no code and is named by its kind.
 */
export function listErrorCodes(error: unknown): string[] {
  return listLinks(error).flatMap(({ code, message, cause }) =>
    [
      code,
      cause?.originalCode,
      cause?.kind,
      /Code: `(\w+)`/.exec(message ?? '')?.[1],
      NAMELESS.find(([text]) => text.test(message ?? ''))?.[1],
    ].filter((found): found is string => typeof found === 'string'),
  )
}

/** Messages of errors that have no code of their own. */
const NAMELESS: [text: RegExp, code: string][] = [
  [/^Connection terminated (unexpectedly|due to connection timeout)$/, 'ECONNRESET'],
  [/^(Query read timeout|timeout exceeded when trying to connect)$/, 'ETIMEDOUT'],
  // Prisma's texts for raw queries.
  [/no such table|The table .* does not exist/, 'P2021'],
  [/Can't reach database server/, 'P1001'],
  [/Operation has timed out/, 'P1008'],
  [/Error opening a TLS connection/, 'P1011'],
  [/Server has closed the connection/, 'P1017'],
  [/unable to open database file|directory does not exist/, 'SQLITE_CANTOPEN'],
]

function listLinks(error: unknown): Links[] {
  const links: Links[] = []
  for (let next = error; next instanceof Error && links.length < MAX_DEPTH; ) {
    links.push(next as Links)
    // What `fetch` throws: its cause is about another server.
    next = next instanceof TypeError ? null : next.cause
  }
  return links
}
