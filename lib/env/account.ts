import type { Fault } from '#lib/cors/fault.ts'
import { UID_PATTERN } from '#lib/identity/uid.ts'

/** Returns what is wrong with ADMIN_UID, or null. */
export function findAdminUidFault(text: string): Fault | null {
  if (UID_PATTERN.test(text)) return null
  const problem = `${JSON.stringify(text)} is not a user ID`
  return { problem, fix: 'write 2 to 64 letters, digits or . _ - @' }
}

/** What is wrong with SIGNUP_VERIFY where no mail can be sent. */
export const SIGNUP_NEEDS_MAIL: Fault = {
  problem: 'is 1, and no mail can be sent',
  fix: 'set SMTP_URL and MAIL_FROM, or write 0',
}

/**
 * Returns what is wrong with ADMIN_PASSWORD, or null. Its length is counted like that of any password (ASVS
 * v5.0.0-6.2.1, 6.2.9).
 */
export function findAdminPasswordFault(text: string): Fault | null {
  const { length } = [...text.normalize('NFC')]
  if (length >= 8 && length <= 256) return null
  return {
    problem: `has ${length} characters`,
    fix: 'write 8 to 256, or remove it to have one generated and shown once',
  }
}
