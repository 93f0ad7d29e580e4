import type { Fault } from '#lib/cors/fault.ts'
import type { CallFacts } from '#lib/origins/doctor/call.ts'
import { RULES, type Step } from '#lib/origins/doctor/step.ts'
import { describeWebIdentity } from '#lib/origins/web-identity.ts'

/**
 * Whether Chrome can ask the person in a dialog of its own (FedCM). Signing in does not depend on it.
 * @param fault what is wrong with the file on the registrable domain, which pages of the same site do without.
 */
export function buildDialogStep({ publicUrl, relation }: CallFacts, fault: Fault | null): Step {
  const missing = relation === 'cross-site' ? fault : null
  const { url, file } = describeWebIdentity(publicUrl)
  return {
    id: 'dialog',
    title: missing ? 'No dialog of the browser’s own' : 'A dialog of the browser’s own',
    side: 'browser',
    lines: missing ? [`GET ${url}`, ...JSON.stringify(file, null, 2).split('\n')] : [],
    ok: true,
    cause: missing
      ? `Chrome could ask the person itself, without a window (FedCM), but ${missing.problem}. Firefox and Safari have no such dialog.`
      : 'Chrome asks the person itself first, without a window (FedCM). Where its dialog does not work, and in Firefox and Safari, which have none, it goes on with the window.',
    rule: RULES.dialog,
    ...(missing && { fix: { label: `Serve this file at ${url}, as application/json` } }),
  }
}
