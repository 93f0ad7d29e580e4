import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'

/**
 * The name of the build that this process serves; empty without one. The first call reads it, so that a server which
 * calls this at its start knows its own build after another one has taken the place of its files.
 */
export function readBuild(): string {
  return onePerProcess('build', () => {
    try {
      return readFileSync(join(process.cwd(), '.next/BUILD_ID'), 'utf8').trim()
    } catch {
      return ''
    }
  })
}
