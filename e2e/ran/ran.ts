import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A test that ran: its file from the project's folder on, the titles around it and its own, how it ended. */
export type RanTest = { file: string; titles: string[]; passed: boolean }

export const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, '.cache/ran')

/** Notes what ran in `suite`, in place of what it noted the last time. */
export function noteRan(suite: string, ran: RanTest[]): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `${suite}.json`), JSON.stringify(ran))
}

/** Forgets all that was noted. */
export function forgetRan(): void {
  rmSync(FOLDER, { recursive: true, force: true })
}

/** What ran the last time, in all suites. */
export function readRan(): RanTest[] {
  mkdirSync(FOLDER, { recursive: true })
  return readdirSync(FOLDER).flatMap(file => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
}
