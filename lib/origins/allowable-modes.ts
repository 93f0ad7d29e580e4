import { MODES, type Mode } from '#lib/cors/origin.ts'
import { findModeFault } from './schema.ts'

/** In which modes `origin` can be allowed. A wildcard is nothing that a browser sends, so it is not offered. */
export function listAllowableModes(origin: string): Mode[] {
  if (origin.includes('*')) return []
  return MODES.filter(mode => findModeFault(origin, mode) === null)
}
