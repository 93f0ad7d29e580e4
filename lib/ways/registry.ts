import type { Way } from '#lib/proofs/way.ts'
import { onePerProcess } from '#lib/runtime/one-per-process.ts'
import { mailCodeWay } from './mail-code/mail-code-way.ts'
import { passwordWay } from './password/password-way.ts'

/**
 * Every way to prove who you are. Of ways that are equally strong, people are asked for the first before the
 * others: the code of a mail last, since asking for it sends one.
 */
export function listWays(): readonly Way[] {
  return onePerProcess<Way[]>('ways', () => [passwordWay, mailCodeWay])
}
