import { MODES, type Mode } from '#lib/cors/mode.ts'
import { findModeFault } from './schema.ts'

/** The modes in which `origin` can be allowed; none for a wildcard, which no browser sends. */
export function listAllowableModes(origin: string): Mode[] {
  if (origin.includes('*')) return []
  return MODES.filter(mode => findModeFault(origin, mode) === null)
}
