import type { EnvReader } from './reader.ts'

type Defaults = { trustProxy: number; serverless: boolean; publicUrl?: string }

/**
 * The defaults that differ on Vercel, which sets `VERCEL=1`. One proxy stands before every function and replaces
 * X-Forwarded-For with the client's address; browsers reach the project at its production address; a function is frozen
 * once it has answered.
 */
export function readVercelDefaults(reader: EnvReader): Defaults {
  if (!isOnVercel(reader)) return { trustProxy: 0, serverless: false }
  const host = reader.text('VERCEL_PROJECT_PRODUCTION_URL')
  return { trustProxy: 1, serverless: true, ...(host && { publicUrl: `https://${host}` }) }
}

/** Adds a fault when the database is a file, since functions on Vercel keep no files. */
export function refuseFileOnVercel(reader: EnvReader, databaseUrl: string): void {
  if (!isOnVercel(reader) || !databaseUrl.startsWith('file:')) return
  const fix = 'write postgresql://…, the address of its pooler'
  reader.addFault('DATABASE_URL', { problem: 'is a file, and Vercel keeps none', fix })
}

const isOnVercel = (reader: EnvReader) => reader.text('VERCEL') === '1'
