import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** The path of the first of these programs that is on PATH. */
export function findProgram(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(existsSync)
}

/** The first number that a program says when it is asked for its version. */
export async function readProgramVersion(program: string, variables: object = {}): Promise<string> {
  const env = { ...process.env, ...variables }
  const { stdout } = await promisify(execFile)(program, ['--version'], { env })
  return /\d+(\.\d+)?/.exec(stdout)?.[0] ?? ''
}
