import type pg from 'pg'

/** How to connect to a `postgresql:` URL: `config` for the driver, and the schema if it is not `public`. */
export type PostgresTarget = {
  config: pg.PoolConfig & { connectionTimeoutMillis: number }
  schema: string | undefined
}

/**
 * Reads a `postgresql:` URL that `findDatabaseUrlFault` has let pass. The driver reads some of its parameters by itself;
 * this turns the others, which Prisma and libpq know, into what the driver understands.
 * @param connectTimeoutMs how long connecting may take unless `connect_timeout` says so.
 */
export function buildPostgresConfig(databaseUrl: string, connectTimeoutMs: number): PostgresTarget {
  const url = new URL(databaseUrl)
  const { searchParams } = url
  const take = (name: string) => {
    const value = searchParams.get(name)
    searchParams.delete(name)
    return value
  }
  const named = take('schema')
  const schema = named === 'public' ? undefined : (named ?? undefined)
  const seconds = take('connect_timeout')
  const limit = take('connection_limit')
  const binding = take('channel_binding')
  // No statement of ours is named, so a pooler needs nothing special.
  take('pgbouncer')
  // `require` checks the certificate too, as the driver does so far; by this name it prints no warning.
  if (searchParams.get('sslmode') === 'require') searchParams.set('sslmode', 'verify-full')
  if (searchParams.get('sslmode') === 'verify-ca') searchParams.set('uselibpqcompat', 'true')
  if (schema) {
    const options = searchParams.get('options')
    searchParams.set('options', [options, `-c search_path="${schema}"`].filter(Boolean).join(' '))
  }
  return {
    schema,
    config: {
      connectionString: url.href,
      connectionTimeoutMillis: seconds ? Number(seconds) * 1000 : connectTimeoutMs,
      ...(limit && { max: Number(limit) }),
      ...(binding && { enableChannelBinding: binding !== 'disable' }),
    },
  }
}
