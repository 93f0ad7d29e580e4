import { env } from '#lib/env/env.ts'
import { neutraliseText } from './neutral-text.ts'

/** What stands above the code of a message: beside a button, or without one. */
export const CODE_LABEL = { beside: 'Or enter this code:', alone: 'Your code:' } as const

/** The last line of a mail: whose it is. */
export function readFoot(): string {
  const { siteName, publicUrl } = env()
  return neutraliseText(`${siteName} · ${publicUrl.host}`)
}
