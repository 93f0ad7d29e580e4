import { findStorage } from './bound-store.ts'
import type { SignInOptions } from './client.d.ts'

type Memory = 'works' | 'fails'

/** Whether a sign-in begins with the browser's own dialog: where it has one that has not failed in this tab. */
export function beginsWithBrowser(
  name: string,
  { mode, prompt }: Pick<SignInOptions, 'mode' | 'prompt'>,
): boolean {
  if (mode) return mode === 'fedcm'
  return prompt !== 'none' && 'IdentityCredential' in globalThis && readFedcm(name) !== 'fails'
}

export function readFedcm(name: string): string | null | undefined {
  return findStorage('sessionStorage')?.getItem(keyOf(name))
}

export function noteFedcm(name: string, memory: Memory): void {
  findStorage('sessionStorage')?.setItem(keyOf(name), memory)
}

function keyOf(name: string): string {
  return `${name} fedcm`
}
