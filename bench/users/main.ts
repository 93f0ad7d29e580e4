import { engines } from '../../e2e/fixtures/scratch.ts'
import { formatUsersJson, formatUsersTable, isEveryBoundMet } from './report.ts'
import { type EngineResult, measureUsers } from './run.ts'

/**
 * Measures the named engines, or all, and prints the results.
 * @returns the exit status: 0 when every bound holds, 2 for an unknown engine.
 */
export async function runUsersBench(named: string[], json: boolean): Promise<number> {
  const unknown = named.filter(name => !engines.some(engine => engine === name))
  if (unknown.length > 0) {
    console.error(`No such engine: ${unknown.join(', ')}. Engines: ${engines.join(', ')}`)
    return 2
  }
  const results: EngineResult[] = []
  for (const engine of engines) {
    if (named.length === 0 || named.includes(engine)) results.push(await measureUsers(engine))
  }
  console.log((json ? formatUsersJson : formatUsersTable)(results))
  return isEveryBoundMet(results) ? 0 : 1
}
