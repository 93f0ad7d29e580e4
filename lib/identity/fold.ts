/**
 * Folds a name or an e-mail address for search and order: no case, no accents, single spaces. The code folds,
 * because the two database engines fold differently or not at all.
 */
export function foldText(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '')
  return foldCase(bare).replace(/\s+/g, ' ').trim()
}

/** Upper case first, so that ß becomes SS. A final sigma becomes a plain one. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}
