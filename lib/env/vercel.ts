import type { EnvReader } from './reader.ts'

/**
 * What differs on Vercel, which says `VERCEL=1`: one proxy stands before every function and writes the client's
 * address into X-Forwarded-For, whatever came in it; browsers reach the project by its production address.
 */
export function readVercelDefaults(reader: EnvReader): { trustProxy: number; publicUrl?: string } {
  if (!isOnVercel(reader)) return { trustProxy: 0 }
  const host = reader.text('VERCEL_PROJECT_PRODUCTION_URL')
  return { trustProxy: 1, ...(host && { publicUrl: `https://${host}` }) }
}

/** Finds fault with a database in a file, which no function of Vercel keeps. */
export function refuseFileOnVercel(reader: EnvReader, databaseUrl: string): void {
  if (!isOnVercel(reader) || !databaseUrl.startsWith('file:')) return
  const fix = 'write postgresql://…, the address of its pooler'
  reader.addFault('DATABASE_URL', { problem: 'is a file, and Vercel keeps none', fix })
}

const isOnVercel = (reader: EnvReader) => reader.text('VERCEL') === '1'
