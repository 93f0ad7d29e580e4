import { reloadOrigins } from '#lib/origins/follow-origins.ts'
import { listOrigins } from '#lib/origins/store.ts'
import { findOperator } from '../cli/operator.ts'
import { checkClock } from './clock.ts'
import { checkCookie } from './cookie.ts'
import { checkDatabase } from './database.ts'
import { type Finding, skip } from './finding.ts'
import { checkMail } from './mail.ts'
import { checkOrigins } from './origins.ts'
import { checkOwnership } from './ownership.ts'
import { checkProxies } from './proxies.ts'
import { reachServer } from './reach.ts'
import { checkSettings } from './settings.ts'
import { checkTls } from './tls.ts'

/** What depends on the settings. */
const CHECKS = ['Database', 'Server', 'Clock', 'TLS', 'Proxies', 'Mail', 'Cookie', 'Origins']

/**
 * Checks this installation, in the order in which one would fix it.
 * @param each is called with every finding as soon as it is made.
 * @returns all findings.
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
    for (const check of CHECKS) {
      tell(skip(check, 'Fix the settings first.'))
    }
    return found
  }
  const { findings, answers } = await checkDatabase()
  tell(...findings, ...(await checkOwnership()))
  const { findings: reached, arrival, date, at } = await reachServer()
  tell(...reached)
  tell(await checkClock(date, at, answers), await checkTls(), checkProxies(arrival))
  tell(...(await checkMail()))
  if (!answers) {
    tell(skip('Cookie', 'Fix the database first.'))
    tell(skip('Origins', 'Fix the database first.'))
    return found
  }
  const allowed = await listOrigins(findOperator())
  await reloadOrigins()
  const isSame = reached.every(({ state }) => state === 'ok')
  tell(checkCookie(allowed), ...(await checkOrigins(allowed, arrival, isSame)))
  return found
}
