import { reloadOrigins } from '#lib/origins/follow-origins.ts'
import { listOrigins } from '#lib/origins/store.ts'
import { findOperator } from '../cli/operator.ts'
import { checkClock } from './clock.ts'
import { checkCookie } from './cookie.ts'
import { checkDatabase } from './database.ts'
import { type Finding, unchecked } from './finding.ts'
import { checkOrigins } from './origins.ts'
import { checkProxies } from './proxies.ts'
import { reachServer } from './reach.ts'
import { checkSettings } from './settings.ts'
import { checkTls } from './tls.ts'

/**
 * Examines this installation, each check in the order in which one would mend it.
 * @param each is told of every finding as soon as it is there.
 */
export async function examineInstallation(each: (finding: Finding) => void): Promise<Finding[]> {
  const found: Finding[] = []
  const tell = (...findings: Finding[]) => {
    for (const finding of findings) each(finding)
    found.push(...findings)
  }
  const settings = await checkSettings()
  tell(...settings)
  if (settings.every(({ state }) => state === 'fault')) {
    for (const check of ['Database', 'Server', 'Clock', 'TLS', 'Proxies', 'Cookie', 'Origins']) {
      tell(unchecked(check, 'The settings come first.'))
    }
    return found
  }
  const { findings, answers } = await checkDatabase()
  tell(...findings)
  const { finding, arrival, date, at } = await reachServer()
  tell(finding)
  tell(await checkClock(date, at, answers), await checkTls(), checkProxies(arrival))
  if (!answers) {
    tell(unchecked('Cookie', 'The database comes first.'))
    tell(unchecked('Origins', 'The database comes first.'))
    return found
  }
  const allowed = await listOrigins(findOperator())
  await reloadOrigins()
  tell(checkCookie(allowed), ...(await checkOrigins(allowed, arrival !== null)))
  return found
}
