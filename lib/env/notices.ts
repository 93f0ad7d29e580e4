import type { Fault } from '#lib/cors/fault.ts'

/** What people may be told by mail of their account. */
export const OWN_NOTICES = ['password', 'email', 'sign-in', 'deletion', 'export'] as const
export type OwnNotice = (typeof OWN_NOTICES)[number]

/** These, and what administrators may be told of: addresses that a mail server has refused for good. */
const NOTICES = [...OWN_NOTICES, 'bounce'] as const
export type Notice = (typeof NOTICES)[number]

/** Lists what is wrong with NOTICES: `all`, `none`, or some of them. */
export function findNoticesFaults(names: readonly string[]): Fault[] {
  const known = NOTICES.join(', ')
  const fix = `write all, none, or some of ${known}`
  return names.flatMap((name, index) => {
    const said = JSON.stringify(name)
    if (names.length > 1 && (name === 'all' || name === 'none')) {
      return [{ problem: `has ${said} beside others`, fix }]
    }
    if (name !== 'all' && name !== 'none' && !isNotice(name)) {
      return [{ problem: `${said} is no notice`, fix }]
    }
    return names.indexOf(name) === index ? [] : [{ problem: `repeats ${said}`, fix }]
  })
}

/** The notices that a list without faults names. */
export function expandNotices(names: readonly string[]): readonly Notice[] {
  return names.includes('all') ? NOTICES : names.filter(isNotice)
}

function isNotice(name: string): name is Notice {
  return (NOTICES as readonly string[]).includes(name)
}
