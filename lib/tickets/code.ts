import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { deriveKeys } from '#lib/runtime/derive-keys.ts'

/** No two of them look alike in any font: 0 and O, 1, I and L are missing, and so is U, which reads like V. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 8

/** Makes a code to be typed from one device into another: 39 random bits. */
export function makeCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** Writes a code as people read it, in two halves. */
export function formatCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`
}

/** Reads a code as people type it: in small letters, with blanks or a hyphen. */
export function readCode(typed: string): string {
  return typed.replace(/[\s\p{Dash}]/gu, '').toUpperCase()
}

/**
 * Computes the form in which a code is stored: an HMAC of it with what it is for. Its bits are few, so that it is the
 * key of SECRET_KEY, and the number of tries, that keep it safe.
 */
export function computeCodeMac(kind: string, holder: string, code: string): string {
  return listCodeMacs(kind, holder, code)[0] ?? ''
}

/** Whether `code` is what `mac` was made of, under any key of SECRET_KEY. */
export function isCodeOf(mac: string, kind: string, holder: string, code: string): boolean {
  const stored = Buffer.from(mac)
  return listCodeMacs(kind, holder, code).some(
    one => one.length === mac.length && timingSafeEqual(Buffer.from(one), stored),
  )
}

function listCodeMacs(kind: string, holder: string, code: string): string[] {
  const text = JSON.stringify([kind, holder, code])
  return deriveKeys('ticket-code').map(key => createHmac('sha256', key).update(text).digest('hex'))
}
