/**
 * Folds a name or an e-mail address for search and order: no case, no accents, single spaces. The same on
 * both engines, which fold differently or not at all.
 */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}
