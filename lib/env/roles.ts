import type { Fault } from '#lib/cors/fault.ts'

const PATTERN = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u

/**
 * Lists what is wrong with ROLES. The first is the role of new users, whom nobody may have checked; `Admin` is the
 * role that the code asks for. Roles are compared exactly, so two that differ only in case are a trap.
 */
export function findRolesFaults(roles: readonly string[]): Fault[] {
  const faults = roles.flatMap((role, index) => findRoleFault(role, roles.slice(0, index)) ?? [])
  if (!roles.includes('Admin')) {
    faults.push({ problem: 'lacks Admin, so nobody could administer', fix: 'add Admin' })
  } else if (roles[0] === 'Admin') {
    const problem = 'begins with Admin, so every new user would be one'
    faults.push({ problem, fix: 'write the role of new users first, as in User,Admin' })
  }
  return faults
}

function findRoleFault(role: string, before: readonly string[]): Fault | null {
  const said = JSON.stringify(role)
  if (!PATTERN.test(role)) {
    return {
      problem: `${said} is not a role`,
      fix: 'write 1 to 32 letters, digits, spaces or . _ -',
    }
  }
  const twin = before.find(other => other.toLowerCase() === role.toLowerCase())
  if (twin === undefined) return null
  return { problem: `${said} repeats ${JSON.stringify(twin)}`, fix: `leave ${said} out` }
}
