export const ownNode: string
export const stamps: { dependencies: string; clients: string; build: string }
export const clientSources: string[]
export const buildSources: string[]
export function fingerprint(root: string, sources: string[]): string
export function isDone(root: string, stamp: string, mark: string, product?: string): boolean
export function isInstalled(root: string, mark: string): boolean
export function pathOutside(path: string): string
export function installHint(output: string): string
export function firstEnvFile(secretKey: string): string
