/**
 * Folds a name or an e-mail address for search and order: no case, no accents, single spaces. The same on
 * both engines, which fold differently or not at all.
 */
export function foldText(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '')
  return foldCase(bare).replace(/\s+/g, ' ').trim()
}

/** Upper case first, which makes SS of ß; a sigma is the same wherever in a word it stands. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}
